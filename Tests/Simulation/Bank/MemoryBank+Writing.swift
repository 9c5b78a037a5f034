package import BankModel
import PeerProtocol

extension MemoryBank: BankWriting {
    /// Adds an entry to its log and moves the log's heads.
    package mutating func append(_ entry: Entry, kept: [UInt8]?, receivedAt: Int64) {
        let header = entry.header
        precondition(held[entry.hash] == nil, "an entry is appended twice")
        held[entry.hash] = Held(
            entry: entry,
            facts: EntryFacts(log: header.log, seq: header.seq, previous: header.previous),
            packed: EntryPacking.packed(entry.bytes)
        )
        var log = logs[header.log] ?? Log()
        let here = (log.bySeq[header.seq] ?? []) + [entry.hash]
        log.bySeq[header.seq] = here.sorted()
        log.isForked = log.isForked || here.count > 1
        log.last = max(log.last, header.seq)
        log.heads.removeAll { header.previous.contains($0.hash) }
        log.heads = (log.heads + [entry.head]).sorted()
        logs[header.log] = log
        heldFrontier.set(log.heads, of: header.log)
    }

    /// Replaces a record's state and whatever is derived from it.
    package mutating func update(_ update: RecordUpdate) {
        let id = update.after.id
        records[id] = update.after
        if writers[id]?.last != update.entry { writers[id, default: []].append(update.entry) }
        for conflict in update.conflictsBefore { openConflicts[conflict.id] = nil }
        for conflict in update.conflicts { openConflicts[conflict.id] = conflict }
    }

    /// Keeps the reason for which an operation has no effect.
    package mutating func keep(_ invalidity: String, of dot: Dot) { invalidities[dot] = invalidity }

    /// Replaces the digest.
    package mutating func setDigest(_ digest: Digest) { sum = digest }

    /// Forgets all that is derived from the log, for a rebuild.
    package mutating func forgetDerived() {
        records = [:]
        writers = [:]
        invalidities = [:]
        openConflicts = [:]
        sum = Digest()
    }
}

extension MemoryBank: ReplicaStorage {
    /// The charters and rosters held, oldest first.
    package func documents() -> [StoredDocument] { keptDocuments }

    /// Keeps a verified document.
    package mutating func keep(_ document: StoredDocument) {
        if !keptDocuments.contains(document) { keptDocuments.append(document) }
    }

    /// The newest word of another author for what it holds.
    package func receipt(of author: AuthorID) -> Receipt? { keptReceipts[author] }

    /// Every receipt, by author.
    package func receipts() -> [Receipt] { keptReceipts.values.sorted { $0.author < $1.author } }

    /// Replaces that author's receipt.
    package mutating func keep(_ receipt: Receipt) { keptReceipts[receipt.author] = receipt }

    /// Raises an alarm, once for each kind and subject.
    package mutating func raise(_ alarm: Alarm) {
        let isKnown = keptAlarms.contains { $0.kind == alarm.kind && $0.subject == alarm.subject }
        if !isKnown { keptAlarms.append(alarm) }
    }

    /// Takes back an alarm, if it stands.
    package mutating func takeBack(_ kind: Alarm.Kind, subject: String) {
        keptAlarms.removeAll { $0.kind == kind && $0.subject == subject }
    }

    /// How many alarms stand.
    package func alarmCount() -> Int { keptAlarms.count }

    /// Own writes that wait, oldest first.
    package func drafts() -> [StoredDraft] { keptDrafts }

    /// Keeps a draft and returns its number.
    package mutating func keep(_ draft: StoredDraft) -> Int64 {
        draftCount += 1
        keptDrafts.append(
            StoredDraft(
                number: draftCount,
                operatorName: draft.operatorName,
                at: draft.at,
                summary: draft.summary,
                bytes: draft.bytes
            )
        )
        return draftCount
    }

    /// Removes a draft that has become an entry.
    package mutating func removeDraft(_ number: Int64) {
        keptDrafts.removeAll { $0.number == number }
    }

    /// Partners with whom an operator paused the sync.
    package func pausedPartners() -> [PartnerID] { paused.sorted() }

    /// Pauses or resumes the sync with a partner.
    package mutating func setPaused(_ isPaused: Bool, _ partner: PartnerID) {
        if isPaused { paused.insert(partner) } else { paused.remove(partner) }
    }
}
