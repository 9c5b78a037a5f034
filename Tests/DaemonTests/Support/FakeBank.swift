import BankModel
import ControlAPI
import Synchronization

@testable import Daemon

/// A bank that remembers what it was asked and answers the same each time, or throws.
final class FakeBank: BankService {
    private let stored = Mutex<[String]>([])
    private let failure: (any Error)?

    init(failing failure: (any Error)? = nil) { self.failure = failure }

    /// Every call, as its name and its arguments.
    var calls: [String] { stored.withLock { $0 } }

    private func note(_ call: String, _ who: String) throws {
        stored.withLock { $0.append("\(call) by \(who)") }
        if let failure { throw failure }
    }

    private func note(_ call: String, _ caller: Caller) throws {
        try note(call, caller.operatorName?.text ?? "nobody")
    }

    private func note(_ call: String, _ author: Operator) throws {
        try note(call, author.name.text)
    }

    func status(for caller: Caller) async throws -> Status {
        try note("status", caller)
        return Sample.status
    }

    func list(_ query: RecordQuery, for caller: Caller) async throws -> RecordList {
        try note("list \(query)", caller)
        return Sample.list
    }

    func add(_ record: NewRecord, by author: Operator) async throws -> Written {
        try note("add \(record.kind) \(record.changes.count)", author)
        return Sample.written
    }

    func show(_ id: String, for caller: Caller) async throws -> RecordDetail {
        try note("show \(id)", caller)
        return Sample.record
    }

    func edit(_ id: String, _ edit: RecordEdit, by author: Operator) async throws -> Written {
        try note("edit \(id) \(edit.version ?? "-") \(edit.asSibling ?? false)", author)
        return Sample.written
    }

    func withdraw(
        _ id: String,
        _ withdrawal: Withdrawal,
        by author: Operator
    ) async throws -> Written {
        try note("withdraw \(id) \(withdrawal.reason)", author)
        return Sample.written
    }

    func reinstate(_ id: String, _ reason: Reason, by author: Operator) async throws -> Written {
        try note("reinstate \(id) \(reason.reason)", author)
        return Sample.written
    }

    func say(
        _ id: String,
        _ statement: NewStatement,
        by author: Operator
    ) async throws -> Written {
        try note("say \(id) \(statement.says) \(statement.version)", author)
        return Sample.written
    }

    func history(_ id: String, for caller: Caller) async throws -> History {
        try note("history \(id)", caller)
        return Sample.history
    }

    func conflicts(_ query: ConflictQuery, for caller: Caller) async throws -> ConflictList {
        try note("conflicts", caller)
        return Sample.conflicts
    }

    func resolve(
        _ conflict: String,
        _ resolution: ControlAPI.Resolution,
        by author: Operator
    ) async throws -> Resolved {
        try note("resolve \(conflict) \(resolution.pick ?? "-")", author)
        return Resolved(id: "us-t1", version: "v2", waiting: true)
    }

    func resolveAll(
        _ resolution: ResolutionOfAll,
        by author: Operator
    ) async throws -> ResolvedAll {
        try note("resolveAll \(resolution.allFrom)", author)
        return ResolvedAll(resolved: 2, skipped: 1, waiting: true)
    }

    /// Answers the number of bytes as rows read.
    func importRecords(
        _ query: ImportQuery,
        _ bytes: ByteChunks,
        by author: Operator
    ) async throws -> ImportReport {
        var count = 0
        for try await chunk in bytes { count += chunk.count }
        try note("import \(query.kind) \(query.map.map(\.column)) \(count)", author)
        return ImportReport(
            read: count,
            added: 0,
            changed: 0,
            unchanged: 0,
            rejected: [.init(line: 2, reason: "no place")]
        )
    }

    func exportRecords(_ query: ExportQuery, for caller: Caller) async throws -> ExportedFile {
        try note("export \(query.kind ?? "all") \(query.format)", caller)
        return ExportedFile(chunks: Sample.chunks, conflicted: { 3 }, notes: { ["One.", "Two."] })
    }

    func findings(_ query: FindingQuery, for caller: Caller) async throws -> FindingList {
        let at = query.at.map { String($0) } ?? "nil"
        try note("findings \(at) \(query.record ?? "nil")", caller)
        return Sample.findings
    }

    func preview(_ record: NewRecord, by author: Operator) async throws -> FindingList {
        try note("preview \(record.kind)", author)
        return Sample.findings
    }

    func stages(for caller: Caller) async throws -> Plan {
        try note("stages", caller)
        return Sample.plan
    }

    func sayOfBank(_ statement: NewBankStatement, by author: Operator) async throws -> Written {
        try note("sayOfBank \(statement.says) \(statement.bank ?? "-")", author)
        return Sample.written
    }

    func accept(
        _ proposal: String,
        _ acceptance: Acceptance,
        by author: Operator
    ) async throws -> Accepted {
        try note("accept \(proposal) \(acceptance.reason ?? "-")", author)
        return Accepted(
            id: "us-s1",
            version: "v2",
            statement: "us-w4",
            draft: false,
            waiting: true
        )
    }

    func decline(_ proposal: String, _ reason: Reason, by author: Operator) async throws -> Written
    {
        try note("decline \(proposal) \(reason.reason)", author)
        return Sample.written
    }

    func peers(for caller: Caller) async throws -> PeerList {
        try note("peers", caller)
        return PeerList(peers: [Sample.peer])
    }

    func pause(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus {
        try note("pause \(partner)", author)
        return Sample.peer
    }

    func resume(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus {
        try note("resume \(partner)", author)
        return Sample.peer
    }

    func test(_ partner: PartnerID, by author: Operator) async throws -> PeerTest {
        try note("test \(partner)", author)
        return PeerTest(
            partner: partner.text,
            address: nil,
            tcp: true,
            tls: true,
            hello: false,
            reason: "why"
        )
    }

    func backup(_ request: BackupRequest, by author: Operator) async throws -> Backup {
        try note("backup \(request.file)", author)
        return Backup(file: request.file, bytes: 7, digest: "d")
    }

    func rebuild(by author: Operator) async throws -> Rebuilt {
        try note("rebuild", author)
        return Rebuilt(digestBefore: "d", digestAfter: "d", records: 1, same: true)
    }

    func verifyLog(by author: Operator) async throws -> LogCheck {
        try note("verifyLog", author)
        return LogCheck(entries: 1, checked: 1, failures: [], digestMatches: true)
    }

    func alarms(for caller: Caller) async throws -> AlarmList {
        try note("alarms", caller)
        return Sample.alarms
    }

    func drafts(for caller: Caller) async throws -> DraftList {
        try note("drafts", caller)
        return Sample.drafts
    }

    func dropDraft(_ id: String, _ reason: Reason, by author: Operator) async throws -> Draft {
        try note("dropDraft \(id) \(reason.reason)", author)
        return Sample.drafts.drafts[0]
    }

    func confirmPast(_ reason: Reason, by author: Operator) async throws -> PastConfirmed {
        try note("confirmPast \(reason.reason)", author)
        return PastConfirmed(released: 0)
    }
}
