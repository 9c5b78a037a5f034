import ControlAPI
import Foundation

/// One connection to a node's control socket, kept open from request to request.
///
/// It blocks, and does no more than it must: beside two daemons on two cores, the client of the
/// command line would be a good part of every short time that is measured through it.
final class ControlLine {
    private let descriptor: CInt
    private var unread: [UInt8] = []

    /// - Throws: `BenchError` while nobody answers there.
    init(home: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: ControlSocket.path(home: home).utf8.prefix($0.count - 1))
        }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw BenchError("nobody serves \(home)") }
    }

    deinit { close(descriptor) }

    /// Asks, and holds the whole answer.
    func answer(to request: ControlRequest) throws -> ControlAnswer {
        try send(request)
        let head = try readHead()
        var body: [UInt8] = []
        if head.contains("transfer-encoding: chunked") {
            while case let count = try readChunkSize(), count > 0 {
                body += try read(count + 2).dropLast(2)
            }
            _ = try read(2)
        } else {
            body = try read(Self.number(after: "content-length: ", in: head) ?? 0)
        }
        let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return ControlAnswer(status: status, bytes: body)
    }

    private func send(_ request: ControlRequest) throws {
        var head = "\(request.route.method) \(request.uri) HTTP/1.1\r\nhost: jig\r\n"
        var body: [UInt8] = []
        if case .json(let bytes) = request.body {
            body = bytes
            head += "content-type: application/json\r\n"
        }
        head += "content-length: \(body.count)\r\n\r\n"
        var rest = (Array(head.utf8) + body)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw BenchError("the daemon does not listen") }
            rest = rest.dropFirst(count)
        }
    }

    /// The status line and the headers, in lower case.
    private func readHead() throws -> String {
        try readLine(endingIn: Array("\r\n\r\n".utf8)).lowercased()
    }

    private func readChunkSize() throws -> Int {
        let line = try readLine(endingIn: Array("\r\n".utf8))
        guard let count = Int(line.prefix { $0.isHexDigit }, radix: 16) else {
            throw BenchError("not the size of a chunk: \(line)")
        }
        return count
    }

    private func readLine(endingIn end: [UInt8]) throws -> String {
        while true {
            if let range = unread.firstRange(of: end) {
                let line = String(decoding: unread[..<range.upperBound], as: UTF8.self)
                unread.removeFirst(range.upperBound)
                return line
            }
            try receive()
        }
    }

    private func read(_ count: Int) throws -> [UInt8] {
        while unread.count < count { try receive() }
        defer { unread.removeFirst(count) }
        return Array(unread.prefix(count))
    }

    private func receive() throws {
        let piece = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { buffer, count in
            count = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
        }
        guard !piece.isEmpty else { throw BenchError("the daemon ended the connection") }
        unread += piece
    }

    private static func number(after name: String, in head: String) -> Int? {
        head.firstRange(of: name).flatMap { Int(head[$0.upperBound...].prefix { $0.isNumber }) }
    }
}
