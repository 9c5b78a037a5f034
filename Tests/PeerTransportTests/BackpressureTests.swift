import BankModel
import Testing

@testable import PeerTransport

@Suite struct BackpressureTests {
    private func frame(_ number: Int) -> [UInt8] {
        var frame = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 40_000)
        frame.replaceSubrange(0..<8, with: Bytes.bigEndian(UInt64(number)))
        return frame
    }

    /// Sends until the output is full, from `number` on; the next number.
    private func fill(_ node: TestNode, _ id: ConnectionID, from number: Int) -> Int {
        var number = number
        while true {
            let result = node.transport.send(id, frame: frame(number))
            number += 1
            guard result == .writable else {
                #expect(result == .full)
                return number
            }
        }
    }

    private func writables(_ events: [TransportEvent], _ id: ConnectionID) -> Int {
        events.count { $0 == .writable(id) }
    }

    @Test func `a consumer that takes nothing stops the sender, and then loses nothing`()
        async throws
    {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru, collecting: [ru]) {
            let own = ru.transport.dial(
                try TestBank.id("us"),
                host: "127.0.0.1",
                port: try await us.port()
            )
            let others = try await takeOpened(us)
            us.transport.markAuthenticated(others)
            _ = try await ru.opened(own)
            let sent = try await fillUntilStuck(ru, own)
            // Two kernel buffers of at most 512 KiB each, what TLS and NIO hold, and one frame more.
            #expect(sent * 40_000 < 3_000_000)
            var received = 0
            while received < sent {
                for event in await us.transport.nextEvents() ?? [] {
                    guard case .received(others, let frames) = event else { continue }
                    #expect(frames.reduce(0) { $0 + $1.count } <= 128 * 1024)
                    for frame in frames {
                        #expect(frame == self.frame(received))
                        received += 1
                    }
                }
            }
        }
    }

    private func takeOpened(_ node: TestNode) async throws -> ConnectionID {
        for event in await node.transport.nextEvents() ?? [] {
            if case .opened(let id, _) = event { return id }
        }
        throw NotInTime(description: "the first event is not an opened connection")
    }

    /// Sends whenever there is room, until there has been none for a while; how many frames.
    private func fillUntilStuck(_ node: TestNode, _ id: ConnectionID) async throws -> Int {
        var sent = fill(node, id, from: 0)
        var drained = 0
        while sent < 200 {
            let seen = drained
            do {
                drained = try await node.events.wait("room", for: .milliseconds(700)) { events in
                    let count = self.writables(events, id)
                    return count > seen ? count : nil
                }
            } catch is NotInTime {
                return sent
            }
            sent = fill(node, id, from: sent)
        }
        return sent
    }

    @Test func `64 MiB come over whole and in order`() async throws {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        let total = (64 << 20) / 40_000
        try await running(us, ru, collecting: [ru]) {
            let own = ru.transport.dial(
                try TestBank.id("us"),
                host: "127.0.0.1",
                port: try await us.port()
            )
            let others = try await takeOpened(us)
            us.transport.markAuthenticated(others)
            _ = try await ru.opened(own)
            async let sending: Void = send(total, from: ru, own)
            var received = 0
            while received < total, let events = await us.transport.nextEvents() {
                for case .received(others, let frames) in events {
                    for frame in frames {
                        #expect(frame == self.frame(received))
                        received += 1
                    }
                }
            }
            #expect(received == total)
            try await sending
        }
    }

    private func send(_ total: Int, from node: TestNode, _ id: ConnectionID) async throws {
        var drained = 0
        for number in 0..<total where node.transport.send(id, frame: frame(number)) == .full {
            let seen = drained
            drained = try await node.events.wait("room") { events in
                let count = self.writables(events, id)
                return count > seen ? count : nil
            }
        }
    }

    @Test func `a sender that ignores a full output loses the connection`() async throws {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let ids = try await ru.connect(to: us, as: "us")
            var results: Set<SendResult> = []
            for number in 0..<200 where !results.contains(.overflow) {
                results.insert(ru.transport.send(ids.own, frame: frame(number)))
            }
            #expect(results.contains(.overflow))
            #expect(try await ru.closed(ids.own) == .outputOverflow)
        }
    }

    @Test func `frames of some bytes count for what they cost while they wait`() async throws {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let ids = try await ru.connect(to: us, as: "us")
            var sent = 0
            while sent < 100_000, ru.transport.send(ids.own, frame: [1, 2, 3]) != .overflow {
                sent += 1
            }
            // As many as fill the output, besides those that have left meanwhile.
            #expect(sent >= 32 * Limits.frameBytesMax / Limits.queuedFrameBytesMin)
            #expect(sent < 100_000)
            #expect(try await ru.closed(ids.own) == .outputOverflow)
        }
    }

    @Test func `a payload that is no frame costs its connection, not the process`() async throws {
        let (us, ru) = (try TestNode("us"), try TestNode("ru"))
        try await running(us, ru) {
            let ids = try await ru.connect(to: us, as: "us")
            let largest = [UInt8](repeating: 0, count: Limits.frameBytesMax)
            #expect(ru.transport.send(ids.own, frame: largest) != .overflow)
            #expect(ru.transport.send(ids.own, frame: largest + [0]) == .overflow)
            #expect(try await ru.closed(ids.own) == .outputOverflow)
        }
    }
}
