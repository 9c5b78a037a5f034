import ControlAPI
import Glibc
import Synchronization
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(2))) struct ControlServerTests {
    @Test func `every route asks the bank and answers`() async throws {
        let bank = FakeBank()
        try await withServer(bank) { home in
            let client = ControlClient(home: home)
            for route in ControlRoute.allCases {
                let (request, call) = try request(for: route)
                let before = bank.calls.count
                let answer = try await client.answer(to: request)
                #expect(
                    answer.status == 200,
                    "\(route): \(String(decoding: answer.bytes, as: UTF8.self))"
                )
                if let call { #expect(bank.calls.dropFirst(before) == [call]) }
            }
        }
    }

    @Test func `answers arrive as the bank gave them`() async throws {
        try await withServer(FakeBank()) { home in
            let client = ControlClient(home: home)
            let record = try await client.answer(to: ControlRequest(.show, "us-t1"))
            #expect(try record.read(as: RecordDetail.self) == Sample.record)
            let conflicts = try await client.answer(to: ControlRequest(.conflicts))
            #expect(try conflicts.read(as: ConflictList.self) == Sample.conflicts)
            let metrics = try await client.answer(to: ControlRequest(.metrics))
            let page = PrometheusPage(String(decoding: metrics.bytes, as: UTF8.self))
            let count =
                #"jig_control_request_seconds_count{route="GET /v1/conflicts",status="200"}"#
            #expect(page?.samples[count] == 1)
            #expect(page?.samples[#"jig_peer_behind_entries{partner="ru"}"#] == 3)
        }
    }

    @Test func `an uid without a name may read and not write`() async throws {
        let bank = FakeBank()
        try await withServer(bank, mapping: false) { home in
            let client = ControlClient(home: home)
            for route in ControlRoute.allCases {
                let answer = try await client.answer(to: request(for: route).request)
                if route.method == "GET" {
                    #expect(answer.status == 200, "\(route)")
                } else {
                    #expect(answer.status == 403, "\(route)")
                    #expect(answer.failure?.code == .notPermitted)
                    #expect(answer.failure?.message.contains("uid \(getuid()) ") == true)
                }
            }
        }
        #expect(bank.calls.allSatisfy { $0.hasSuffix("by nobody") })
        #expect(!bank.calls.contains { $0.hasPrefix("import") || $0.hasPrefix("add") })
    }

    @Test(arguments: ExitCode.allCases.filter { $0 != .done })
    func `what the bank throws is the answer`(code: ExitCode) async throws {
        let failure = Failure(
            code,
            "wrong \u{1B}[31m",
            next: "this",
            conflict: "abcdefgh",
            values: [Sample.sibling]
        )
        try await withServer(FakeBank(failing: failure)) { home in
            let answer = try await ControlClient(home: home).answer(to: ControlRequest(.status))
            #expect(answer.status == code.httpStatus)
            #expect(answer.failure == failure)
        }
    }

    @Test func `a defect is logged and not told`() async throws {
        struct Secret: Error { let word = "sesame" }
        let lines = Lines()
        try await withServer(FakeBank(failing: Secret()), log: lines.add) { home in
            let answer = try await ControlClient(home: home).answer(to: ControlRequest(.status))
            #expect(answer.status == 500 && answer.failure?.code == .internalError)
            #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("sesame"))
        }
        #expect(lines.all.contains { $0.contains("sesame") })
    }

    @Test func `many callers are served at once`() async throws {
        let bank = FakeBank()
        try await withServer(bank) { home in
            let client = ControlClient(home: home)
            try await withThrowingTaskGroup(of: Int.self) { tasks in
                for index in 0..<200 {
                    tasks.addTask {
                        try await client.answer(to: ControlRequest(.show, "us-t\(index)")).status
                    }
                }
                for try await status in tasks { #expect(status == 200) }
            }
        }
        #expect(Set(bank.calls).count == 200)
    }

    @Test func `an export comes whole and an import of any length is taken`() async throws {
        try await withServer(FakeBank()) { home in
            let client = ControlClient(home: home)
            let received = Mutex(0)
            let answer = try await client.stream(request(for: .exportRecords).request) { piece in
                received.withLock { $0 += piece.count }
            }
            #expect(answer.isSuccess && received.withLock { $0 } == 48 * 65_536)
            #expect(answer.conflictedRecords == 3)
            #expect(answer.exportNotes == ["One.", "Two."])
            let left = Mutex(100)
            let body = ControlRequest.Body.stream {
                let isOver = left.withLock { left in
                    left -= 1
                    return left < 0
                }
                return isOver ? nil : [UInt8](repeating: 0x2C, count: 100_000)
            }
            let query = [ControlRequest.Parameter("kind", "site")]
            let report = try await client.answer(
                to: ControlRequest(.importRecords, query: query, body: body)
            )
            #expect(try report.read(as: ImportReport.self).read == 10_000_000)
        }
    }

    @Test func `an export that fails midway does not look whole`() async throws {
        struct Broken: BankServiceWrapper {
            let bank = FakeBank()
            func exportRecords(
                _ query: ExportQuery,
                for caller: Caller
            ) async throws -> ExportedFile {
                ExportedFile(
                    chunks: AsyncThrowingStream { continuation in
                        continuation.yield([0x61])
                        continuation.finish(throwing: Failure(.inputOutput, "disk"))
                    }
                )
            }
        }
        try await withServer(Broken()) { home in
            let client = ControlClient(home: home)
            await #expect(throws: ClientError.self) {
                _ = try await client.stream(request(for: .exportRecords).request) { _ in }
            }
        }
    }

    @Test func `metrics may be switched off`() async throws {
        try await withServer(FakeBank(), servesMetrics: false) { home in
            let answer = try await ControlClient(home: home).answer(to: ControlRequest(.metrics))
            #expect(answer.status == 404 && answer.failure?.code == .unknown)
        }
    }
}
