import Foundation

/// A slow line to a port of the loopback: so many bytes a second go each way.
///
/// It takes little that it has not passed on: what waits, waits at whoever sends, and in the kernel
/// buffers that the sender was given.
final class SlowProxy: Sendable {
    /// Where to call.
    let port: UInt16
    private let listener: Int32

    struct NoSocket: Error {}

    init(to target: UInt16, bytesPerSecond: Int) throws {
        let port = try FreePort.find()
        let listener = try Self.open()
        guard Self.withAddress(of: port, { bind(listener, $0, $1) }) == 0, listen(listener, 8) == 0
        else { throw NoSocket() }
        self.port = port
        self.listener = listener
        Thread.detachNewThread {
            while true {
                let caller = accept(listener, nil, nil)
                guard caller >= 0 else { return }
                guard let called = try? Self.call(target) else {
                    close(caller)
                    continue
                }
                Thread.detachNewThread {
                    Self.relay([caller, called], bytesPerSecond: bytesPerSecond)
                }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// A socket that takes little at a time, in segments as they cross real networks.
    private static func open() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw NoSocket() }
        for (level, option, value) in [
            (SOL_SOCKET, SO_RCVBUF, 4_096), (Int32(IPPROTO_TCP), TCP_MAXSEG, 1_400),
            (Int32(IPPROTO_TCP), TCP_NODELAY, 1),
        ] as [(Int32, Int32, Int32)] {
            var value = value
            setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
        }
        return descriptor
    }

    private static func call(_ port: UInt16) throws -> Int32 {
        let descriptor = try open()
        guard withAddress(of: port, { connect(descriptor, $0, $1) }) == 0 else {
            close(descriptor)
            throw NoSocket()
        }
        return descriptor
    }

    private static func withAddress(
        of port: UInt16,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Hands on what either side says until one of them ends.
    private static func relay(_ sides: [Int32], bytesPerSecond: Int) {
        // A twentieth of a second's worth at a time.
        var piece = [UInt8](repeating: 0, count: max(1, bytesPerSecond / 20))
        var due = [ContinuousClock.now, ContinuousClock.now]
        defer { for side in sides { close(side) } }
        while true {
            let now = ContinuousClock.now
            let ready = due.map { $0 <= now }
            var waits = sides.indices.map {
                pollfd(fd: ready[$0] ? sides[$0] : -1, events: Int16(POLLIN), revents: 0)
            }
            let wait = ready.contains(false) ? Int32(5) : -1
            guard poll(&waits, nfds_t(waits.count), wait) >= 0 else { return }
            for side in sides.indices where ready[side] && waits[side].revents != 0 {
                let count = read(sides[side], &piece, piece.count)
                guard count > 0, pass(piece.prefix(count), to: sides[1 - side]) else { return }
                let cost = Duration.seconds(1) * count / bytesPerSecond
                due[side] = max(due[side], now - .milliseconds(50)) + cost
            }
        }
    }

    private static func pass(_ piece: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
        var rest = piece
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
