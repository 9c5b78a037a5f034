import BankModel
import ControlAPI
import Synchronization
import Testing

/// The client meets every kind of answer that a daemon, or what stands in for one, may give.
@Suite(.timeLimit(.minutes(2)))
struct ClientTests {
    private static let empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    private func with<Result>(
        _ steps: [ScriptedServer.Step],
        timeout: Duration? = .seconds(30),
        _ body: (ControlClient, ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let server = try await ScriptedServer(steps)
        let client = ControlClient(home: server.home, timeout: timeout)
        do {
            let result = try await body(client, server)
            try await server.stop()
            return result
        } catch {
            try await server.stop()
            throw error
        }
    }

    private func answer(_ steps: [ScriptedServer.Step]) async throws -> ControlAnswer {
        try await with(steps) { client, _ in try await client.answer(to: .init(.status)) }
    }

    private func error(_ steps: [ScriptedServer.Step]) async -> ClientError? {
        await #expect(throws: ClientError.self) { try await answer(steps) }
    }

    @Test func `a short answer is read whole`() async throws {
        let answer = try await answer([
            .send("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"released\": 3}")
        ])
        #expect(answer.isSuccess)
        #expect(try answer.read(as: PastConfirmed.self) == PastConfirmed(released: 3))
    }

    @Test func `a chunked answer is put together, however it is cut`() async throws {
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\n{\"rel\r\n3\r\neas\r\n7\r\ned\": 3}\r\n0\r\n\r\n"
        let answer = try await answer(text.map { .send(String($0)) })
        #expect(try answer.read(as: PastConfirmed.self) == PastConfirmed(released: 3))
    }

    @Test func `an answer without a length ends with the connection`() async throws {
        let answer = try await answer([
            .send("HTTP/1.1 200 OK\r\n\r\n{\"released\": 3}"), .halfClose,
        ])
        #expect(try answer.read(as: PastConfirmed.self) == PastConfirmed(released: 3))
    }

    @Test func `an error of the API is thrown as it was answered`() async throws {
        let json = #"{"error":{"code":75,"message":"stale","next":"look","conflict":"kqzmbwta"}}"#
        let answer = try await answer([
            .send("HTTP/1.1 409 Conflict\r\nContent-Length: \(json.utf8.count)\r\n\r\n\(json)")
        ])
        let failure = #expect(throws: Failure.self) { try answer.read(as: Written.self) }
        #expect(failure == Failure(.stale, "stale", next: "look", conflict: "kqzmbwta"))
    }

    @Test func `an error without a reason has the code of its status`() async throws {
        for (status, code) in [(404, ExitCode.unknown), (503, .unreachable), (418, .internalError)]
        {
            let answer = ControlAnswer(status: status, bytes: Array("<html>".utf8))
            #expect(answer.failure?.code == code)
        }
    }

    @Test func `a success of another form is an error that says so`() {
        for text in ["", "[]", "{}", "{\"id\":1}", "\u{0}"] {
            let answer = ControlAnswer(status: 200, bytes: Array(text.utf8))
            let error = #expect(throws: ClientError.self) { try answer.read(as: Written.self) }
            #expect(error?.failure.code == .internalError)
        }
    }

    @Test func `no socket, no daemon and no permission are told apart`() async throws {
        let home = try ScriptedServer.freshDirectory()
        let missing = await #expect(throws: ClientError.self) {
            try await ControlClient(home: home).answer(to: .init(.status))
        }
        #expect(missing == .noSocket(home: home))
        #expect(missing?.failure.code == .unreachable)
        #expect(missing?.failure.next == "is jigd running? start it with: jigd --home \(home)")

        let server = try await ScriptedServer([])
        try await server.stop()
        let gone = await #expect(throws: ClientError.self) {
            try await ControlClient(home: server.home).answer(to: .init(.status))
        }
        #expect(gone?.failure.code == .unreachable)
        #expect(ClientError.forbidden(home: home).failure.code == .notPermitted)
    }

    @Test func `a connection that is closed without an answer is cut`() async {
        let error = await error([.close])
        #expect(error?.failure.code == .unreachable)
        guard case .cut = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `an answer that stops half way is cut, never taken for whole`() async {
        let heads = ["Content-Length: 100", "Transfer-Encoding: chunked"]
        for head in heads {
            for ending in [ScriptedServer.Step.close, .halfClose] {
                let body = head.hasPrefix("C") ? "{\"released\": 3}" : "f\r\n{\"released\": 3}\r\n"
                let error = await error([
                    .send("HTTP/1.1 200 OK\r\n\(head)\r\n\r\n\(body)"), ending,
                ])
                guard case .cut = error else {
                    Issue.record("\(head): \(String(describing: error))")
                    continue
                }
            }
        }
    }

    @Test func `what is not HTTP is not understood`() async {
        for text in ["SSH-2.0-OpenSSH_9.2\r\n", "\u{16}\u{3}\u{1}", "{\"released\": 3}\r\n\r\n"] {
            let error = await error([.send(text), .close])
            guard case .misunderstood = error else {
                Issue.record("\(text.debugDescription): \(String(describing: error))")
                continue
            }
            #expect(error?.failure.code == .internalError)
        }
    }

    @Test func `a head without an end is refused before it fills memory`() async {
        let error = await error([
            .send("HTTP/1.1 200 OK\r\nX-Long: "), .fill(bytes: 1_048_576), .send("\r\n\r\n"),
        ])
        guard case .misunderstood = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a daemon that says nothing is given up after the timeout`() async throws {
        let error = await #expect(throws: ClientError.self) {
            try await with([], timeout: .milliseconds(200)) { client, _ in
                try await client.answer(to: .init(.status))
            }
        }
        #expect(error == .timedOut(seconds: 0.2))
        #expect(error?.failure.code == .unreachable)
    }

    @Test func `a home with a long path is reached all the same`() async throws {
        let server = try await ScriptedServer([.send(Self.empty)])
        let detour = server.home + String(repeating: "/../" + server.home.dropFirst(5), count: 10)
        #expect(detour.utf8.count > ControlSocket.pathBytesMax)
        let answer = try await ControlClient(home: detour).answer(to: .init(.status))
        #expect(answer.status == 200)
        try await server.stop()
    }
}
