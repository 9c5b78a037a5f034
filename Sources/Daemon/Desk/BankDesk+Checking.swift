import BankModel
import BankStore
import ControlAPI
import Deconfliction
import Interchange
import Replica

extension BankDesk {
    func findings(_ query: FindingQuery, for caller: Caller) async throws -> FindingList {
        let charter = node.pen.charter
        let now = node.clock.now
        let terms = FindingTerms(at: query.at ?? now, charter: charter)
        let receipts = try read { try $0.receipts() }
        let peers = query.at == nil ? await node.standing(receipts: receipts).peers : []
        return try read { bank in
            let checked = try CheckedBank(bank, charter, holdsNotices: query.record == nil)
            let roots: [RecordView]
            if let record = query.record {
                let state = try Self.record(record, in: bank)
                let agreed = checked.sectors.filter { $0.id == state.id }
                let spoken = try bank.shortID(of: state).description
                let present = RecordView.read(state, spoken: spoken, charter: charter)
                roots = state.kind == Kind.sector.number ? agreed : [present]
            } else {
                roots = try checked.roots(isWhole: query.isWhole)
            }
            var found = try checked.findings(about: roots, terms)
            if let notices = checked.notices {
                found += peers.compactMap { PartnerContact($0) }
                    .compactMap { Check.silence($0, activeNotices: notices, terms) }
            }
            return try FindingRendering(bank: bank).list(found, terms)
        }
    }

    func preview(_ record: NewRecord, by author: Operator) async throws -> FindingList {
        let kind = try Self.kind(named: record.kind)
        let pen = node.pen
        let terms = FindingTerms(at: node.clock.now, charter: pen.charter)
        return try read { bank in
            let edits = try FieldEdits.read(record.changes, of: kind, in: pen.charter, bank)
            let change = try pen.creating(kind, edits)
            let counter = try bank.counter(of: pen.author, kind: kind.number)
            let state = RecordState(
                imagining: change,
                kind: kind,
                by: pen.author,
                counter: counter + 1
            )
            let checked = try CheckedBank(bank, pen.charter, holdsNotices: false)
            let view = RecordView.read(state, charter: pen.charter)
            let found = try checked.findings(about: [view], terms)
            return try FindingRendering(bank: bank, imagined: state).list(found, terms)
        }
    }
}

extension PartnerContact {
    fileprivate init?(_ peer: PeerStatus) {
        guard let partner = PartnerID(peer.partner) else { return nil }
        self.init(partner: partner, lastHeard: peer.lastContact?.milliseconds)
    }
}

extension RecordState {
    /// A record as it will be once it is written: its dots are those of an entry that is nowhere.
    fileprivate init(
        imagining change: AuthoredChange,
        kind: Kind,
        by author: AuthorID,
        counter: UInt64
    ) {
        let entry = Hash256(hashing: Array("jig preview 1".utf8))
        self.init(
            id: RecordID(entry: entry, index: 0),
            kind: kind.number,
            creator: author,
            counter: counter
        )
        for (position, operation) in change.operations.enumerated() {
            _ = apply(
                AppliedOperation(
                    dot: Dot(entry: entry, index: UInt32(position + 1)),
                    author: author,
                    field: operation.field,
                    merge: operation.merge,
                    supersedes: [],
                    aware: [],
                    value: operation.value,
                    typed: operation.typed
                )
            )
        }
    }
}
