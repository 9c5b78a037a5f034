import BankModel
import BankStore

/// What may hold notices of other partners of which this node has not said yet that it received
/// them.
///
/// A value, put back after the commit like the replica. What it finds is asked of the store each
/// time, so nothing is said twice, whatever was restored or looked at before.
struct Unreceived {
    /// Entries of the `ops` channel that came and were not looked at.
    private var entries: [EntryHash] = []
    /// How far every notice that is held has been looked at: after a start, and whenever it is not
    /// known which were.
    private var review: Review? = .start

    /// A walk over all notices: those in the bank, and then the withdrawn ones.
    private enum Review {
        case start
        case after(RecordCursor, isWithdrawn: Bool)
        case withdrawn

        var isWithdrawn: Bool {
            switch self {
            case .start: false
            case .after(_, let isWithdrawn): isWithdrawn
            case .withdrawn: true
            }
        }

        var cursor: RecordCursor? {
            if case .after(let cursor, _) = self { cursor } else { nil }
        }
    }

    /// Whether there is anything to look at.
    var isDue: Bool { !entries.isEmpty || review != nil }

    /// Entries have come: more than are looked at together are not remembered one by one.
    mutating func add(_ arrived: [EntryHash]) {
        entries += arrived
        if entries.count > Limits.receivedAtOnceMax { reviewAll() }
    }

    /// Every notice is to be looked at again, so that nothing else need be remembered.
    mutating func reviewAll() {
        entries = []
        review = .start
    }

    /// Looks at some of them, and gives the notices in the versions that they have now and that this
    /// node's partner has not said it received.
    mutating func next(
        for partner: PartnerID,
        in bank: some StoredBank
    ) throws -> [Reference] {
        var looked: Set<RecordID> = []
        var found: [Reference] = []
        while looked.count < Limits.receivedAtOnceMax, !entries.isEmpty {
            for state in try Self.notices(writtenBy: entries.removeFirst(), in: bank)
            where looked.insert(state.id).inserted {
                if let due = try Self.due(state, for: partner, in: bank) { found.append(due) }
            }
        }
        guard looked.isEmpty, let review else { return found }
        var query = BankStore.RecordQuery()
        query.kind = Kind.notice.number
        query.isWithdrawn = review.isWithdrawn
        query.after = review.cursor
        query.limit = Limits.receivedAtOnceMax
        let page = try bank.page(query)
        for record in page.records {
            if let due = try Self.due(record.state, for: partner, in: bank) { found.append(due) }
        }
        if let next = page.next {
            self.review = .after(next, isWithdrawn: review.isWithdrawn)
        } else {
            self.review = review.isWithdrawn ? nil : .withdrawn
        }
        return found
    }

    private static func notices(
        writtenBy hash: EntryHash,
        in bank: some StoredBank
    ) throws -> [RecordState] {
        guard let entry = try bank.entry(hash) else { return [] }
        return try entry.changes.compactMap { try bank.record(of: $0, in: entry) }
            .compactMap { try bank.record($0) }.filter { $0.kind == Kind.notice.number }
    }

    /// The notice as it is now, if its receipt is still to be said; never of a partner's own, nor of
    /// one with more dots than can be named.
    private static func due(
        _ state: RecordState,
        for partner: PartnerID,
        in bank: some StoredBank
    ) throws -> Reference? {
        guard state.owner != partner, let reference = Reference(to: state) else { return nil }
        let isSaid = try bank.statements(about: state.id, by: partner)
            .compactMap { try bank.record($0) }.compactMap { Statement($0) }
            .contains { $0.says == .received && $0.version == reference.version }
        return isSaid ? nil : reference
    }
}
