import ControlAPI
import Synchronization
import Testing

/// Files go through the client piece by piece, both ways.
@Suite(.timeLimit(.minutes(2)))
struct StreamingTests {
    private static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    @Test func `a request has its method, path, type and body`() async throws {
        // Answered before it has asked, a client need not send its body.
        let server = try await ScriptedServer([.awaitText("}"), .send(Self.empty)])
        let client = ControlClient(home: server.home)
        _ = try await client.answer(to: ControlRequest(.withdraw, "us-t1", sending: Reason("é")))
        let received = await received(by: server, until: "}")
        #expect(received.hasPrefix("POST /v1/records/us-t1/withdrawal HTTP/1.1\r\n"))
        #expect(received.contains("Content-Type: application/json\r\n"))
        #expect(received.contains("Content-Length: 15\r\n"))
        #expect(received.hasSuffix("\r\n\r\n{\"reason\":\"é\"}"))
        try await server.stop()
    }

    @Test func `a body is streamed in chunks to its end`() async throws {
        let server = try await ScriptedServer([.awaitBody, .send(Self.empty)])
        let source = Pieces(["one,", "two,", "three"])
        let answer = try await ControlClient(home: server.home).answer(
            to: ControlRequest(.importRecords, body: .stream(source.next))
        )
        #expect(answer.status == 200)
        let received = await received(by: server, until: "0\r\n\r\n")
        #expect(received.lowercased().contains("transfer-encoding: chunked\r\n"))
        #expect(received.hasSuffix("4\r\none,\r\n4\r\ntwo,\r\n5\r\nthree\r\n0\r\n\r\n"))
        try await server.stop()
    }

    @Test func `an early refusal of an endless body is heard`() async throws {
        let refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        let server = try await ScriptedServer([.send(refusal), .close])
        let answer = try await ControlClient(home: server.home).answer(
            to: ControlRequest(
                .importRecords,
                body: .stream { [UInt8](repeating: 0, count: 65_536) }
            )
        )
        #expect(answer.failure?.code == .notPermitted)
        try await server.stop()
    }

    @Test func `a daemon that does not read is sent no more than the sockets hold`() async throws {
        let server = try await ScriptedServer([], reads: false)
        let sent = Mutex(0)
        let client = ControlClient(home: server.home)
        let asking = Task {
            try await client.answer(
                to: ControlRequest(
                    .importRecords,
                    body: .stream {
                        sent.withLock { $0 += 65_536 }
                        return [UInt8](repeating: 0, count: 65_536)
                    }
                )
            )
        }
        try await Task.sleep(for: .milliseconds(500))
        #expect(sent.withLock { $0 } < 4_000_000)
        asking.cancel()
        await #expect(throws: (any Error).self) { try await asking.value }
        try await server.stop()
    }

    @Test func `what goes wrong in the file is thrown as it is`() async throws {
        let server = try await ScriptedServer([.awaitBody, .send(Self.empty)])
        let failure = await #expect(throws: Failure.self) {
            try await ControlClient(home: server.home).answer(
                to: ControlRequest(
                    .importRecords,
                    body: .stream { throw Failure(.inputOutput, "disk") }
                )
            )
        }
        #expect(failure == Failure(.inputOutput, "disk"))
        try await server.stop()
    }

    @Test func `a long answer comes in pieces`() async throws {
        let bytes = 16 * 1_048_576
        let server = try await ScriptedServer([
            .send("HTTP/1.1 200 OK\r\nContent-Length: \(bytes)\r\n\r\n"), .fill(bytes: bytes),
        ])
        var pieces = 0
        var received = 0
        let answer = try await ControlClient(home: server.home).stream(.init(.exportRecords)) {
            pieces += 1
            received += $0.count
        }
        #expect(answer == ControlAnswer(status: 200, bytes: []))
        #expect(received == bytes)
        #expect(pieces > 10)
        try await server.stop()
    }

    @Test func `a receiver that gives up ends the stream with its own error`() async throws {
        let server = try await ScriptedServer([
            .send("HTTP/1.1 200 OK\r\nContent-Length: 16777216\r\n\r\n"), .fill(bytes: 16_777_216),
        ])
        let failure = await #expect(throws: Failure.self) {
            _ = try await ControlClient(home: server.home).stream(.init(.exportRecords)) { _ in
                throw Failure(.inputOutput, "disk full")
            }
        }
        #expect(failure?.message == "disk full")
        try await server.stop()
    }

    @Test func `an error instead of a stream is whole, and nothing is handed over`() async throws {
        let json = #"{"error":{"code":64,"message":"no such kind","next":null}}"#
        let server = try await ScriptedServer([
            .send("HTTP/1.1 400 Bad Request\r\nContent-Length: \(json.utf8.count)\r\n\r\n\(json)")
        ])
        let answer = try await ControlClient(home: server.home).stream(.init(.exportRecords)) { _ in
            Issue.record("handed over")
        }
        #expect(answer.failure == Failure(.usage, "no such kind"))
        try await server.stop()
    }

    /// What the server has received, once it ends with `ending`: gathering is asynchronous.
    private func received(by server: ScriptedServer, until ending: String) async -> String {
        var received = await server.received
        for _ in 0..<1000 where !received.hasSuffix(ending) {
            await Task.yield()
            received = await server.received
        }
        return received
    }
}

/// A body in these pieces.
private final class Pieces: Sendable {
    private let rest: Mutex<ArraySlice<String>>

    init(_ pieces: [String]) { rest = Mutex(pieces[...]) }

    @Sendable func next() async throws -> [UInt8]? {
        rest.withLock { $0.popFirst() }.map { Array($0.utf8) }
    }
}
