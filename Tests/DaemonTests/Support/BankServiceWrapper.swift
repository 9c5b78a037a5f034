import BankModel
import ControlAPI

@testable import Daemon

/// A bank that does one thing its own way and leaves the rest to a fake one.
protocol BankServiceWrapper: BankService {
    var bank: FakeBank { get }
}

extension BankServiceWrapper {
    func status(for caller: Caller) async throws -> Status { try await bank.status(for: caller) }

    func list(_ query: RecordQuery, for caller: Caller) async throws -> RecordList {
        try await bank.list(query, for: caller)
    }

    func add(_ record: NewRecord, by author: Operator) async throws -> Written {
        try await bank.add(record, by: author)
    }

    func show(_ id: String, for caller: Caller) async throws -> RecordDetail {
        try await bank.show(id, for: caller)
    }

    func edit(_ id: String, _ edit: RecordEdit, by author: Operator) async throws -> Written {
        try await bank.edit(id, edit, by: author)
    }

    func withdraw(
        _ id: String,
        _ withdrawal: Withdrawal,
        by author: Operator
    ) async throws -> Written {
        try await bank.withdraw(id, withdrawal, by: author)
    }

    func reinstate(_ id: String, _ reason: Reason, by author: Operator) async throws -> Written {
        try await bank.reinstate(id, reason, by: author)
    }

    func say(
        _ id: String,
        _ statement: NewStatement,
        by author: Operator
    ) async throws -> Written {
        try await bank.say(id, statement, by: author)
    }

    func stages(for caller: Caller) async throws -> Plan { try await bank.stages(for: caller) }

    func sayOfBank(_ statement: NewBankStatement, by author: Operator) async throws -> Written {
        try await bank.sayOfBank(statement, by: author)
    }

    func history(_ id: String, for caller: Caller) async throws -> History {
        try await bank.history(id, for: caller)
    }

    func conflicts(_ query: ConflictQuery, for caller: Caller) async throws -> ConflictList {
        try await bank.conflicts(query, for: caller)
    }

    func resolve(
        _ conflict: String,
        _ resolution: ControlAPI.Resolution,
        by author: Operator
    ) async throws -> Resolved {
        try await bank.resolve(conflict, resolution, by: author)
    }

    func resolveAll(
        _ resolution: ResolutionOfAll,
        by author: Operator
    ) async throws -> ResolvedAll {
        try await bank.resolveAll(resolution, by: author)
    }

    func importRecords(
        _ query: ImportQuery,
        _ bytes: ByteChunks,
        by author: Operator
    ) async throws -> ImportReport {
        try await bank.importRecords(query, bytes, by: author)
    }

    func exportRecords(_ query: ExportQuery, for caller: Caller) async throws -> ExportedFile {
        try await bank.exportRecords(query, for: caller)
    }

    func findings(_ query: FindingQuery, for caller: Caller) async throws -> FindingList {
        try await bank.findings(query, for: caller)
    }

    func preview(_ record: NewRecord, by author: Operator) async throws -> FindingList {
        try await bank.preview(record, by: author)
    }

    func accept(
        _ proposal: String,
        _ acceptance: Acceptance,
        by author: Operator
    ) async throws -> Accepted {
        try await bank.accept(proposal, acceptance, by: author)
    }

    func decline(_ proposal: String, _ reason: Reason, by author: Operator) async throws -> Written
    {
        try await bank.decline(proposal, reason, by: author)
    }

    func peers(for caller: Caller) async throws -> PeerList { try await bank.peers(for: caller) }

    func pause(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus {
        try await bank.pause(partner, by: author)
    }

    func resume(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus {
        try await bank.resume(partner, by: author)
    }

    func test(_ partner: PartnerID, by author: Operator) async throws -> PeerTest {
        try await bank.test(partner, by: author)
    }

    func backup(_ request: BackupRequest, by author: Operator) async throws -> Backup {
        try await bank.backup(request, by: author)
    }

    func rebuild(by author: Operator) async throws -> Rebuilt {
        try await bank.rebuild(by: author)
    }

    func verifyLog(by author: Operator) async throws -> LogCheck {
        try await bank.verifyLog(by: author)
    }

    func alarms(for caller: Caller) async throws -> AlarmList {
        try await bank.alarms(for: caller)
    }

    func drafts(for caller: Caller) async throws -> DraftList {
        try await bank.drafts(for: caller)
    }

    func dropDraft(_ id: String, _ reason: Reason, by author: Operator) async throws -> Draft {
        try await bank.dropDraft(id, reason, by: author)
    }

    func confirmPast(_ reason: Reason, by author: Operator) async throws -> PastConfirmed {
        try await bank.confirmPast(reason, by: author)
    }
}
