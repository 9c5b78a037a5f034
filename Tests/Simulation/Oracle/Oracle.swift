package import BankModel

/// What a bank must be, computed from the set of its entries alone.
///
/// By DESIGN.md §5's definition:
///
///     live(field) = the values of applied, valid Sets whose dot no applied, valid op names
///
/// Slow, without any state that is moved along, and written without the code that it judges but for
/// the table of fields, the charter and the hash of a dot.
package struct Oracle {
    /// The entries, by hash.
    let entries: [EntryHash: Entry]
    let charter: Charter
    let rules: RuleSet?
    /// For each entry, all of its own log that lies below it, itself included.
    private(set) var below: [EntryHash: Set<EntryHash>] = [:]
    /// Every operation whose record could be told, valid or not.
    private(set) var deeds: [Dot: Deed] = [:]
    /// The same, by record and field.
    private(set) var deedsOfField: [Register: [Dot]] = [:]
    /// The records that were validly created.
    private(set) var births: [RecordID: Birth] = [:]
    /// Operations without effect, and why.
    package private(set) var invalid: [Dot: Invalidity] = [:]

    /// One operation, its references looked up.
    struct Deed {
        let dot: Dot
        let author: AuthorID
        let register: Register
        let value: Value?
        var typed: [String] = []
        let names: [Dot]
        let aware: [Dot]
    }

    /// A field of a record, as it merges.
    struct Register: Hashable {
        let record: RecordID
        let field: FieldID
        let merge: Merge
    }

    /// How a record came to be.
    struct Birth {
        let kind: UInt32
        let creator: AuthorID
        let counter: UInt64
    }

    /// The bank of these entries, under one charter.
    package init(
        of entries: [Entry],
        charter: Charter,
        rules: [RuleSet] = RuleSet.released
    ) {
        self.entries = Dictionary(uniqueKeysWithValues: entries.map { ($0.hash, $0) })
        self.charter = charter
        self.rules = rules.first { $0.number == charter.ruleSet }
        for entry in CausalOrder.sorted(entries) {
            below[entry.hash] = entry.header.previous.reduce(into: [entry.hash]) { all, previous in
                all.formUnion(below[previous] ?? [])
            }
            judge(entry)
        }
    }

    mutating func add(_ deed: Deed) {
        deeds[deed.dot] = deed
        deedsOfField[deed.register, default: []].append(deed.dot)
    }

    mutating func add(_ birth: Birth, of record: RecordID) { births[record] = birth }

    mutating func refuse(_ dot: Dot, _ reason: Invalidity) { invalid[dot] = reason }

    /// The heads of every log: the entries that no other follows.
    package var frontier: Frontier {
        let followed = Set(entries.values.flatMap(\.header.previous))
        var heads: [LogID: [Head]] = [:]
        for entry in entries.values where !followed.contains(entry.hash) {
            heads[entry.header.log, default: []].append(entry.head)
        }
        return Frontier(heads)
    }
}
