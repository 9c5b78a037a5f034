import BankModel
import ControlAPI
import Testing

@testable import Daemon

/// `openapi.yaml` and the daemon say the same.
@Suite(.timeLimit(.minutes(1))) struct DescriptionTests {
    private let description: OpenAPI

    init() throws { description = try #require(OpenAPI(ControlDescription.text)) }

    @Test func `every route that is described is served, and none else`() {
        #expect(description.operations == Set(ControlRoute.allCases.map(\.rawValue)))
    }

    @Test func `the description that is served is the file`() async throws {
        try await withServer(FakeBank()) { home in
            let answer = try await ControlClient(home: home).answer(
                to: ControlRequest(.description)
            )
            #expect(String(decoding: answer.bytes, as: UTF8.self) == ControlDescription.text)
        }
    }

    @Test func `every answer is as described`() async throws {
        try await withServer(FakeBank()) { home in
            let client = ControlClient(home: home)
            for route in ControlRoute.allCases {
                guard let schema = description.answer(of: route) else { continue }
                let answer = try await client.answer(to: request(for: route).request)
                let value = try ControlJSON.decode(Plain.self, from: answer.bytes)
                #expect(description.faults(in: value, by: schema) == [], "\(route)")
            }
        }
    }

    @Test func `routes without a described JSON answer are those that answer with a file`() {
        let others = ControlRoute.allCases.filter { description.answer(of: $0) == nil }
        #expect(others == [.exportRecords, .metrics, .description])
    }

    @Test func `every error is as described`() async throws {
        let failure = Failure(
            .stale,
            "m",
            next: nil,
            conflict: "abcdefgh",
            values: [Sample.sibling]
        )
        try await withServer(FakeBank(failing: failure)) { home in
            let client = ControlClient(home: home)
            for request in [ControlRequest(.status), ControlRequest(.add)] {
                let answer = try await client.answer(to: request)
                let value = try ControlJSON.decode(Plain.self, from: answer.bytes)
                #expect(description.faults(in: value, by: description.error) == [])
            }
        }
    }

    @Test func `a schema finds what is wrong`() throws {
        let schema = description.answer(of: .add)
        let wrong = Plain.object([
            .init("id", .integer(1)), .init("draft", .null), .init("more", .bool(true)),
        ])
        #expect(
            Set(description.faults(in: wrong, by: schema)) == [
                "$: lacks version", "$.id: integer instead of [\"string\"]",
                "$.draft: null instead of [\"boolean\"]", "$.more: is not described",
            ]
        )
    }

    @Test(arguments: [
        (ControlRoute.add, JSONShape.newRecord), (.edit, .recordEdit), (.withdraw, .withdrawal),
        (.reinstate, .reason), (.say, .statement), (.resolve, .resolution),
        (.resolveAll, .resolutionOfAll),
        (.preview, .newRecord), (.acceptProposal, .acceptance), (.declineProposal, .reason),
        (.sayOfBank, .bankStatement),
        (.backup, .backup), (.dropDraft, .reason), (.confirmPast, .reason),
    ])
    func `a request may have the keys that are described`(route: ControlRoute, shape: JSONShape) {
        guard case .object(let keys) = shape else {
            Issue.record("\(route) takes no object")
            return
        }
        #expect(Set(keys.keys) == description.keys(of: description.request(of: route)))
    }

    @Test func `routes that take JSON are those that are described so`() {
        let taking = ControlRoute.allCases.filter { description.request(of: $0) != nil }
        #expect(
            taking == [
                .add, .edit, .withdraw, .reinstate, .say, .resolve, .resolveAll, .preview,
                .acceptProposal,
                .declineProposal, .sayOfBank, .backup, .dropDraft, .confirmPast,
            ]
        )
    }

    @Test func `a query may have the parameters that are described`() async throws {
        let values = [
            "near": "34.5,38.25,20", "conflicted": "true", "withdrawn": "false", "limit": "7",
            "format": "geojson", "dry_run": "true", "map": "a=name",
            "at": "2026-01-01T10:00:00Z", "all": "false", "after": "7",
        ]
        try await withServer(FakeBank()) { home in
            let client = ControlClient(home: home)
            for route in ControlRoute.allCases {
                var (request, _) = try request(for: route)
                request.query = description.query(of: route).sorted().map {
                    .init($0, values[$0] ?? "word")
                }
                #expect(try await client.answer(to: request).status == 200, "\(route)")
                request.query.append(.init("stranger", "1"))
                #expect(try await client.answer(to: request).status == 400, "\(route)")
            }
        }
    }
}
