import BankModel
import ControlAPI
import Hummingbird
import NIOCore

extension ControlRouter {
    /// Creating, changing, withdrawing and reinstating a record, and speaking about it.
    func writeRecord(
        _ route: ControlRoute,
        _ id: String,
        _ bytes: [UInt8],
        _ author: Operator
    ) async throws -> RouteAnswer {
        let written: Written
        switch route {
        case .add:
            let record = try JSONBody.decode(NewRecord.self, .newRecord, from: bytes)
            written = try await service.add(record, by: author)
        case .edit:
            let edit = try JSONBody.decode(RecordEdit.self, .recordEdit, from: bytes)
            written = try await service.edit(id, edit, by: author)
        case .withdraw:
            let withdrawal = try JSONBody.decode(Withdrawal.self, .withdrawal, from: bytes)
            try Self.check(reason: withdrawal.reason)
            written = try await service.withdraw(id, withdrawal, by: author)
        case .say:
            let statement = try JSONBody.decode(NewStatement.self, .statement, from: bytes)
            if let reason = statement.reason { try Self.check(reason: reason) }
            written = try await service.say(id, statement, by: author)
        default:
            written = try await service.reinstate(id, try Self.reason(bytes), by: author)
        }
        return try RouteAnswer(written)
    }

    /// Resolving one conflict, or all in one partner's favour.
    func settle(
        _ route: ControlRoute,
        _ id: String,
        _ bytes: [UInt8],
        _ author: Operator
    ) async throws -> RouteAnswer {
        if route == .resolveAll {
            let resolution = try JSONBody.decode(
                ResolutionOfAll.self,
                .resolutionOfAll,
                from: bytes
            )
            try Self.check(reason: resolution.reason)
            return try RouteAnswer(await service.resolveAll(resolution, by: author))
        }
        let resolution = try JSONBody.decode(ControlAPI.Resolution.self, .resolution, from: bytes)
        try Self.check(reason: resolution.reason)
        guard (resolution.pick == nil) != (resolution.set == nil) else {
            throw Failure(
                .usage,
                "the body: a resolution has either pick or set",
                next: "give the dot of a sibling as pick, or another value as set"
            )
        }
        return try RouteAnswer(await service.resolve(id, resolution, by: author))
    }

    /// Accepting and declining what a partner proposed.
    func answerProposal(
        _ route: ControlRoute,
        _ id: String,
        _ bytes: [UInt8],
        _ author: Operator
    ) async throws -> RouteAnswer {
        if route == .declineProposal {
            return try RouteAnswer(
                await service.decline(id, try Self.reason(bytes), by: author)
            )
        }
        let acceptance = try JSONBody.decode(Acceptance.self, .acceptance, from: bytes)
        if let reason = acceptance.reason { try Self.check(reason: reason) }
        return try RouteAnswer(await service.accept(id, acceptance, by: author))
    }

    /// Pausing, resuming and testing a partner's link.
    func steer(
        _ route: ControlRoute,
        _ id: String,
        _ bytes: [UInt8],
        _ author: Operator
    ) async throws -> RouteAnswer {
        try Self.checkEmpty(bytes)
        guard let partner = PartnerID(id) else {
            throw Failure(
                .unknown,
                "\(Escaping.text(id, bytesMax: 80)) is no partner of this bank",
                next: "GET \(ControlRoute.peers.path) lists them"
            )
        }
        switch route {
        case .pause: return try RouteAnswer(await service.pause(partner, by: author))
        case .resume: return try RouteAnswer(await service.resume(partner, by: author))
        default: return try RouteAnswer(await service.test(partner, by: author))
        }
    }

    /// The store's upkeep.
    func keep(
        _ route: ControlRoute,
        _ bytes: [UInt8],
        _ author: Operator
    ) async throws -> RouteAnswer {
        switch route {
        case .backup:
            let request = try JSONBody.decode(BackupRequest.self, .backup, from: bytes)
            return try RouteAnswer(await service.backup(request, by: author))
        case .confirmPast:
            return try RouteAnswer(await service.confirmPast(try Self.reason(bytes), by: author))
        case .rebuild:
            try Self.checkEmpty(bytes)
            return try RouteAnswer(await service.rebuild(by: author))
        default:
            try Self.checkEmpty(bytes)
            return try RouteAnswer(await service.verifyLog(by: author))
        }
    }

    /// The whole body of a request that is not an import.
    static func collect(_ body: RequestBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await chunk in body {
            guard bytes.count + chunk.readableBytes <= Limits.controlRequestBytesMax else {
                throw Failure(
                    .badData,
                    "the body has more than \(Limits.controlRequestBytesMax) bytes",
                    next: "send less at a time, or a file to \(ControlRoute.importRecords.path)"
                )
            }
            bytes += chunk.readableBytesView
        }
        return bytes
    }

    /// What a caller without an operator's name is told when it wants to write.
    static func notAnOperator(_ caller: Caller) -> Failure {
        let who = caller.user.map { "uid \($0)" } ?? "a caller without a uid"
        return Failure(
            .notPermitted,
            "\(who) is not an operator of this node and may only read",
            next: "have it mapped to a name under `operators` in \(Configuration.fileName)"
        )
    }

    static func reason(_ bytes: [UInt8]) throws(Failure) -> Reason {
        let reason = try JSONBody.decode(Reason.self, .reason, from: bytes)
        try check(reason: reason.reason)
        return reason
    }

    private static func check(reason: String) throws(Failure) {
        guard reason.unicodeScalars.allSatisfy(\.properties.isWhitespace) else { return }
        throw Failure(.usage, "the body: reason is blank", next: "say why")
    }

    private static func checkEmpty(_ bytes: [UInt8]) throws(Failure) {
        if !bytes.isEmpty { try JSONChecker.check(bytes, against: .object([:])) }
    }
}
