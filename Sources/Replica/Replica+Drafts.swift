package import BankModel
internal import PeerProtocol

// Own writes that waited until the past was known, on their way into the log.

/// What is remembered of drafts from one to the next, until none is left.
///
/// Only in memory: after a crash an operator's own values may stand beside each other as a conflict.
struct DraftQueue: Sendable {
    /// Drafts that can be no entry; they wait for a human.
    var setAside: Set<Int64> = []
    /// The newest value that an operator's drafts brought to a register.
    ///
    /// Whoever wrote several drafts of one register has seen the earlier ones, though no dot of
    /// theirs could be named yet.
    private var published: [Register: Dot] = [:]

    private struct Register: Hashable {
        let operatorName: [UInt8]
        let record: RecordID
        let field: FieldID
    }

    /// Forgets what the drafts brought: the next ones are written in sight of it.
    mutating func forgetPublished() { published = [:] }

    /// The changes of a draft, naming also what the same operator's earlier drafts became.
    func following(_ changes: [AuthoredChange], by operatorName: String) -> [AuthoredChange] {
        guard !published.isEmpty else { return changes }
        let name = Array(operatorName.utf8)
        return changes.map { change in
            guard case .existing(let record) = change.record else { return change }
            let own = published.filter { $0.key.operatorName == name && $0.key.record == record }
            var change = change
            for index in change.operations.indices
            where change.operations[index].merge == .register {
                let field = change.operations[index].field
                let named = own.filter { $0.key.field == field }.map(\.value)
                let across = own.filter { ($0.key.field == .life) != (field == .life) }
                change.operations[index].supersedes += named.sorted()
                change.operations[index].aware += across.map(\.value).sorted()
            }
            return change
        }
    }

    /// Remembers what a draft's changes became.
    mutating func remember(
        _ changes: [AuthoredChange],
        as entries: [Entry],
        by operatorName: String
    ) {
        let name = Array(operatorName.utf8)
        let placed = entries.flatMap { entry in entry.changes.map { (entry, $0) } }
        for (change, (entry, written)) in zip(changes, placed) {
            guard case .existing(let record) = change.record else { continue }
            for (position, operation) in written.operations.enumerated()
            where operation.merge == .register && operation.value != nil {
                let register = Register(
                    operatorName: name,
                    record: record,
                    field: operation.field
                )
                published[register] = Dot(
                    entry: entry.hash,
                    index: written.index(ofOperation: position)
                )
            }
        }
    }
}

extension Replica {
    /// The oldest draft that was not set aside.
    package func nextDraft(in storage: some ReplicaStorage) throws -> StoredDraft? {
        try storage.drafts().first { !drafts.setAside.contains($0.number) }
    }

    /// Makes an entry of the oldest draft; false where there is none, or the past is unknown.
    ///
    /// - Throws: `WriteRefusal` where the draft can be no entry: `setAside` it.
    package mutating func publishDraft(
        salt: @escaping @Sendable () -> [UInt8],
        at now: Int64,
        in storage: inout some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws -> Bool {
        guard authoring.past == .known, let draft = try nextDraft(in: storage) else {
            drafts.forgetPublished()
            return false
        }
        let (read, channel) = try DraftCodec.read(draft.bytes)
        let changes = drafts.following(read, by: draft.operatorName)
        let circumstances = Authoring.Circumstances(
            operatorName: draft.operatorName,
            now: now,
            salt: salt
        )
        let outcome = try write(
            changes,
            to: channel,
            summary: draft.summary,
            circumstances,
            in: &storage,
            &effects
        )
        if case .written(let entries) = outcome {
            drafts.remember(changes, as: entries, by: draft.operatorName)
        }
        try storage.removeDraft(draft.number)
        return true
    }

    /// Leaves a draft that can be no entry to a human, so that those behind it can go on.
    ///
    /// It stays a draft, and is tried once more when the daemon starts again.
    package mutating func setAside(
        _ draft: StoredDraft,
        because reason: String,
        at now: Int64,
        in storage: inout some ReplicaStorage
    ) throws {
        drafts.setAside.insert(draft.number)
        try storage.raise(
            Alarm(
                kind: .draftRefused,
                partner: nil,
                subject: "draft-\(draft.number)",
                message: "draft-\(draft.number) of \(draft.operatorName) can be no entry: \(reason)",
                at: now
            )
        )
    }
}
