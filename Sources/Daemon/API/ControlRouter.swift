import BankModel
import ControlAPI
import Hummingbird
import NIOCore

/// From a route and a request to a call of the service, and from what it returns to an answer.
struct ControlRouter: Sendable {
    let service: any BankService
    let pages: ControlPages

    /// Serves one request of a caller; throws whatever the service throws.
    func answer(
        _ match: RouteTable.Match,
        query: String?,
        body: RequestBody,
        caller: Caller
    ) async throws -> RouteAnswer {
        if match.route.method == "GET" {
            return try await read(match, query: query, caller: caller)
        }
        guard let author = Operator(caller) else { throw Self.notAnOperator(caller) }
        return try await write(match, query: query, body: body, author: author)
    }

    private func read(
        _ match: RouteTable.Match,
        query: String?,
        caller: Caller
    ) async throws -> RouteAnswer {
        let argument = match.argument ?? ""
        switch match.route {
        case .list:
            return try RouteAnswer(await service.list(RecordQuery(query), for: caller))
        case .findings:
            return try RouteAnswer(await service.findings(FindingQuery(query), for: caller))
        case .conflicts:
            return try RouteAnswer(await service.conflicts(ConflictQuery(query), for: caller))
        case .exportRecords:
            let query = try ExportQuery(query)
            return .stream(
                try await service.exportRecords(query, for: caller),
                mediaType: query.format.mediaType
            )
        default: break
        }
        try QueryString(query).finish()
        switch match.route {
        case .status: return try RouteAnswer(await service.status(for: caller))
        case .show: return try RouteAnswer(await service.show(argument, for: caller))
        case .history: return try RouteAnswer(await service.history(argument, for: caller))
        case .peers: return try RouteAnswer(await service.peers(for: caller))
        case .stages: return try RouteAnswer(await service.stages(for: caller))
        case .alarms: return try RouteAnswer(await service.alarms(for: caller))
        case .drafts: return try RouteAnswer(await service.drafts(for: caller))
        case .metrics: return try await pages.metrics { try await service.status(for: caller) }
        case .description: return pages.description()
        case .list, .conflicts, .exportRecords, .add, .edit, .withdraw, .reinstate, .say, .resolve,
            .resolveAll, .findings, .preview, .acceptProposal, .declineProposal, .sayOfBank,
            .importRecords, .pause, .resume,
            .test, .backup, .rebuild, .verifyLog, .dropDraft,
            .confirmPast:
            preconditionFailure("\(match.route) does not read, or has been served above")
        }
    }

    private func write(
        _ match: RouteTable.Match,
        query: String?,
        body: RequestBody,
        author: Operator
    ) async throws -> RouteAnswer {
        if match.route == .importRecords {
            let query = try ImportQuery(query)
            let bytes = body.map { Array($0.readableBytesView) }
            return try RouteAnswer(await service.importRecords(query, bytes, by: author))
        }
        try QueryString(query).finish()
        let bytes = try await Self.collect(body)
        let argument = match.argument ?? ""
        switch match.route {
        case .add, .edit, .withdraw, .reinstate, .say:
            return try await writeRecord(match.route, argument, bytes, author)
        case .resolve, .resolveAll:
            return try await settle(match.route, argument, bytes, author)
        case .preview:
            let record = try JSONBody.decode(NewRecord.self, .newRecord, from: bytes)
            return try RouteAnswer(await service.preview(record, by: author))
        case .acceptProposal, .declineProposal:
            return try await answerProposal(match.route, argument, bytes, author)
        case .sayOfBank:
            let shape = JSONShape.bankStatement
            let word = try JSONBody.decode(NewBankStatement.self, shape, from: bytes)
            return try RouteAnswer(await service.sayOfBank(word, by: author))
        case .pause, .resume, .test:
            return try await steer(match.route, argument, bytes, author)
        case .dropDraft:
            let reason = try Self.reason(bytes)
            return try RouteAnswer(await service.dropDraft(argument, reason, by: author))
        case .backup, .rebuild, .verifyLog, .confirmPast:
            return try await keep(match.route, bytes, author)
        case .importRecords, .status, .list, .show, .history, .conflicts, .findings, .exportRecords,
            .peers, .stages,
            .alarms, .drafts, .metrics, .description:
            preconditionFailure("\(match.route) does not write, or has been served above")
        }
    }
}
