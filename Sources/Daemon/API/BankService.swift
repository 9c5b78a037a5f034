package import BankModel
package import ControlAPI

/// The bytes of a file as they come, in chunks of any size.
package typealias ByteChunks = any AsyncSequence<[UInt8], any Error> & Sendable

/// A file on its way out.
package struct ExportedFile: Sendable {
    /// Its bytes.
    package let chunks: ByteChunks
    /// How many of its records are in conflict: asked once the chunks have ended.
    package let conflicted: @Sendable () -> Int
    /// What its format could not carry, a sentence of ASCII each: asked once the chunks have ended.
    package let notes: @Sendable () -> [String]

    package init(
        chunks: ByteChunks,
        conflicted: @escaping @Sendable () -> Int = { 0 },
        notes: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.chunks = chunks
        self.conflicted = conflicted
        self.notes = notes
    }
}

/// What the control API does, route by route; the server around it knows sockets, JSON and uids.
///
/// Every method may throw `Failure`, which becomes the answer; anything else that is thrown is a
/// defect and becomes code 70. A method that writes takes the operator, so that a caller without
/// one cannot reach it.
package protocol BankService: Sendable {
    /// `GET /v1/status`.
    func status(for caller: Caller) async throws -> Status

    /// `GET /v1/records`.
    func list(_ query: RecordQuery, for caller: Caller) async throws -> RecordList

    /// `POST /v1/records`.
    func add(_ record: NewRecord, by author: Operator) async throws -> Written

    /// `GET /v1/records/{id}`; what it answers has been shown to the caller.
    func show(_ id: String, for caller: Caller) async throws -> RecordDetail

    /// `PATCH /v1/records/{id}`.
    func edit(_ id: String, _ edit: RecordEdit, by author: Operator) async throws -> Written

    /// `POST /v1/records/{id}/withdrawal`.
    func withdraw(
        _ id: String,
        _ withdrawal: Withdrawal,
        by author: Operator
    ) async throws
        -> Written

    /// `POST /v1/records/{id}/reinstatement`.
    func reinstate(_ id: String, _ reason: Reason, by author: Operator) async throws -> Written

    /// `POST /v1/records/{id}/statements`: this partner's word on one version.
    func say(_ id: String, _ statement: NewStatement, by author: Operator) async throws -> Written

    /// `GET /v1/records/{id}/history`.
    func history(_ id: String, for caller: Caller) async throws -> History

    /// `GET /v1/conflicts`.
    func conflicts(_ query: ConflictQuery, for caller: Caller) async throws -> ConflictList

    /// `POST /v1/conflicts/{id}/resolution`.
    func resolve(
        _ conflict: String,
        _ resolution: ControlAPI.Resolution,
        by author: Operator
    ) async throws
        -> Resolved

    /// `POST /v1/resolutions`.
    func resolveAll(_ resolution: ResolutionOfAll, by author: Operator) async throws -> ResolvedAll

    /// `POST /v1/import`; `bytes` are the file, read as fast as this method takes them.
    func importRecords(
        _ query: ImportQuery,
        _ bytes: ByteChunks,
        by author: Operator
    ) async throws
        -> ImportReport

    /// `GET /v1/export`; what is thrown while the chunks are read cuts the answer short.
    func exportRecords(_ query: ExportQuery, for caller: Caller) async throws -> ExportedFile

    /// `GET /v1/findings`.
    func findings(_ query: FindingQuery, for caller: Caller) async throws -> FindingList

    /// `POST /v1/findings/preview`; nothing is written.
    func preview(_ record: NewRecord, by author: Operator) async throws -> FindingList

    /// `POST /v1/proposals/{id}/acceptance`.
    func accept(
        _ proposal: String,
        _ acceptance: Acceptance,
        by author: Operator
    ) async throws
        -> Accepted

    /// `POST /v1/proposals/{id}/refusal`; answers the statement that says so.
    func decline(_ proposal: String, _ reason: Reason, by author: Operator) async throws -> Written

    /// `GET /v1/stages`.
    func stages(for caller: Caller) async throws -> Plan

    /// `POST /v1/bank/statements`: this partner's word about the bank itself.
    func sayOfBank(_ statement: NewBankStatement, by author: Operator) async throws -> Written

    /// `GET /v1/peers`.
    func peers(for caller: Caller) async throws -> PeerList

    /// `POST /v1/peers/{partner}/pause`.
    func pause(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus

    /// `POST /v1/peers/{partner}/resume`.
    func resume(_ partner: PartnerID, by author: Operator) async throws -> PeerStatus

    /// `POST /v1/peers/{partner}/test`.
    func test(_ partner: PartnerID, by author: Operator) async throws -> PeerTest

    /// `POST /v1/backup`.
    func backup(_ request: BackupRequest, by author: Operator) async throws -> Backup

    /// `POST /v1/rebuild`.
    func rebuild(by author: Operator) async throws -> Rebuilt

    /// `POST /v1/log/verify`.
    func verifyLog(by author: Operator) async throws -> LogCheck

    /// `GET /v1/alarms`.
    func alarms(for caller: Caller) async throws -> AlarmList

    /// `GET /v1/drafts`.
    func drafts(for caller: Caller) async throws -> DraftList

    /// `POST /v1/drafts/{id}/removal`; answers the draft that there was.
    func dropDraft(_ id: String, _ reason: Reason, by author: Operator) async throws -> Draft

    /// `POST /v1/past/confirm`.
    func confirmPast(_ reason: Reason, by author: Operator) async throws -> PastConfirmed
}
