import BankModel

/// What lies below each of a set of entries, worked out from their headers alone.
struct Ancestry {
    private let entries: [EntryHash: Entry]
    /// Everything below, by `previous` and `seen`, the entry itself included.
    private var pasts: [EntryHash: Set<EntryHash>] = [:]
    /// Everything below in the same log.
    private var branches: [EntryHash: Set<EntryHash>] = [:]

    /// Entries in a causal order, nothing missing below them.
    init(_ ordered: [Entry]) {
        entries = Dictionary(uniqueKeysWithValues: ordered.map { ($0.hash, $0) })
        for entry in ordered {
            pasts[entry.hash] = entry.header.dependencies.reduce(into: [entry.hash]) {
                $0.formUnion(pasts[$1] ?? [])
            }
            branches[entry.hash] = entry.header.previous.reduce(into: [entry.hash]) {
                $0.formUnion(branches[$1] ?? [])
            }
        }
    }

    /// Whether neither of two different entries can have known of the other.
    func areConcurrent(_ left: EntryHash, _ right: EntryHash) -> Bool {
        pasts[left]?.contains(right) == false && pasts[right]?.contains(left) == false
    }

    /// The dot that an entry's reference means; nil where there is none or more than one.
    func dot(_ reference: DotReference, from entry: Entry) -> Dot? {
        let heads = entry.header.dependencies
        switch reference {
        case .exact(_, let dot): return dot
        case .ancestor(let head, let seq, let index):
            guard Int(head) < heads.count else { return nil }
            let found = (branches[heads[Int(head)]] ?? []).filter {
                entries[$0]?.header.seq == seq
            }
            return found.count == 1 ? found.first.map { Dot(entry: $0, index: index) } : nil
        }
    }

    /// Every dot that an operation of the entry on this field of this record names.
    func names(by entry: Entry, in field: FieldState, of record: RecordID) -> Set<Dot> {
        var names: Set<Dot> = []
        for change in entry.changes {
            guard case .existing(let reference) = change.record,
                dot(reference, from: entry) == record
            else { continue }
            for operation in change.operations
            where operation.field == field.field && operation.merge == field.merge {
                names.formUnion(operation.supersedes.compactMap { dot($0, from: entry) })
            }
        }
        return names
    }
}
