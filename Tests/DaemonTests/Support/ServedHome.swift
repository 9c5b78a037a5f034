import BankModel
import ControlAPI
import Glibc
import Logging
import Testing

@testable import Daemon

/// A home whose control socket is served for as long as `body` runs.
func withServer(
    _ service: any BankService,
    mapping isMapped: Bool = true,
    depth: Int = 0,
    registry: PrometheusRegistry = PrometheusRegistry(),
    servesMetrics: Bool = true,
    log: @escaping @Sendable (String) -> Void = { _ in },
    _ body: (String) async throws -> Void
) async throws {
    let home = try TemporaryHome(depth: depth)
    defer { home.remove() }
    let (starts, started) = AsyncStream<Void>.makeStream()
    let name = try #require(OperatorName("Tester"))
    let server = ControlServer(
        home: home.path,
        socketMode: 0o660,
        service: service,
        pages: ControlPages(
            registry: registry,
            servesMetrics: { servesMetrics },
            openAPI: ControlDescription.text
        ),
        registry: registry,
        operatorName: { isMapped && $0?.number == getuid() ? name : nil },
        logger: LogOutput(.init(level: .debug), sink: log).logger("control"),
        started: { started.yield() }
    )
    let path = home.path
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { started.finish() }
            try await server.run()
        }
        for await _ in starts { break }
        do {
            try await body(path)
        } catch {
            tasks.cancelAll()
            throw error
        }
        tasks.cancelAll()
        while true {
            do {
                guard try await tasks.next() != nil else { break }
            } catch is CancellationError { break }
        }
    }
}

/// A request of each route that the fake bank takes, and what the bank is then asked.
func request(for route: ControlRoute) throws -> (request: ControlRequest, call: String?) {
    let changes = [Change(field: "name", action: .set, value: .text("x"))]
    let reason = Reason("because")
    switch route {
    case .status: return (ControlRequest(route), "status by Tester")
    case .list:
        let query = [ControlRequest.Parameter(ControlQuery.kind, "site")]
        return (ControlRequest(route, query: query), nil)
    case .add:
        let record = NewRecord(kind: "target", changes: changes)
        return (try ControlRequest(route, sending: record), "add target 1 by Tester")
    case .show: return (ControlRequest(route, "us-t1"), "show us-t1 by Tester")
    case .edit:
        let edit = RecordEdit(changes: changes, version: "v1", asSibling: true)
        return (try ControlRequest(route, "us-t1", sending: edit), "edit us-t1 v1 true by Tester")
    case .withdraw:
        return (
            try ControlRequest(route, "us-t1", sending: Withdrawal(reason: "gone")),
            "withdraw us-t1 gone by Tester"
        )
    case .reinstate:
        return (
            try ControlRequest(route, "us-t1", sending: reason),
            "reinstate us-t1 because by Tester"
        )
    case .history: return (ControlRequest(route, "us/t 1ü"), "history us/t 1ü by Tester")
    case .conflicts: return (ControlRequest(route), "conflicts by Tester")
    case .resolve:
        let resolution = ControlAPI.Resolution(pick: "us/bank/17.3", reason: "seen")
        return (
            try ControlRequest(route, "abcdefgh", sending: resolution),
            "resolve abcdefgh us/bank/17.3 by Tester"
        )
    case .resolveAll:
        let all = ResolutionOfAll(allFrom: "us", reason: "agreed")
        return (try ControlRequest(route, sending: all), "resolveAll us by Tester")
    case .importRecords:
        let query = [ControlRequest.Parameter("kind", "site"), .init("map", "a=b=name")]
        return (
            ControlRequest(route, query: query, body: .json([1, 2, 3])),
            "import site [\"a=b\"] 3 by Tester"
        )
    case .exportRecords:
        let query = [ControlRequest.Parameter("format", "geojson")]
        return (ControlRequest(route, query: query), "export all geojson by Tester")
    case .peers: return (ControlRequest(route), "peers by Tester")
    case .stages: return (ControlRequest(route), "stages by Tester")
    case .pause: return (ControlRequest(route, "ru"), "pause ru by Tester")
    case .resume: return (ControlRequest(route, "ru"), "resume ru by Tester")
    case .test: return (ControlRequest(route, "ru"), "test ru by Tester")
    case .backup:
        let backup = BackupRequest(file: "/backup")
        return (try ControlRequest(route, sending: backup), "backup /backup by Tester")
    case .rebuild: return (ControlRequest(route), "rebuild by Tester")
    case .verifyLog: return (ControlRequest(route), "verifyLog by Tester")
    case .alarms: return (ControlRequest(route), "alarms by Tester")
    case .drafts: return (ControlRequest(route), "drafts by Tester")
    case .dropDraft:
        return (
            try ControlRequest(route, "draft-7", sending: reason),
            "dropDraft draft-7 because by Tester"
        )
    case .confirmPast:
        return (try ControlRequest(route, sending: reason), "confirmPast because by Tester")
    case .metrics, .description: return (ControlRequest(route), nil)
    case .say, .sayOfBank, .findings, .preview, .acceptProposal, .declineProposal:
        return try operationsRequest(for: route)
    }
}

/// The same of what is said, checked and proposed.
private func operationsRequest(
    for route: ControlRoute
) throws -> (request: ControlRequest, call: String?) {
    let changes = [Change(field: "name", action: .set, value: .text("x"))]
    let reason = Reason("because")
    switch route {
    case .say:
        let statement = NewStatement(says: "objected", version: "v1", reason: "because")
        return (
            try ControlRequest(route, "ru-n1", sending: statement),
            "say ru-n1 objected v1 by Tester"
        )
    case .sayOfBank:
        let statement = NewBankStatement(says: "left", reason: "because", bank: "joint")
        return (try ControlRequest(route, sending: statement), "sayOfBank left joint by Tester")
    case .findings: return (ControlRequest(route), "findings nil nil by Tester")
    case .preview:
        let record = NewRecord(kind: "notice", changes: changes)
        return (try ControlRequest(route, sending: record), "preview notice by Tester")
    case .acceptProposal:
        return (
            try ControlRequest(route, "ru-p3", sending: Acceptance(reason: "so it is")),
            "accept ru-p3 so it is by Tester"
        )
    case .declineProposal:
        return (
            try ControlRequest(route, "ru-p3", sending: reason),
            "decline ru-p3 because by Tester"
        )
    default: preconditionFailure("\(route) is no route of operations")
    }
}
