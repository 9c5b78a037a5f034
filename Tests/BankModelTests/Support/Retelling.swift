import BankModel
import Simulation

/// A history told again under other names, at other times, or without some of its operations.
///
/// Every hash comes out different, so what must be the same is so up to hashes: `of` translates.
struct Retelling {
    /// The entries, in the order of the history.
    private(set) var entries: [Entry] = []
    private let rename: (AuthorID) -> AuthorID
    private let omitted: Set<Dot>
    private let ancestry: Ancestry
    private var hashes: [EntryHash: EntryHash] = [:]
    private var indices: [Dot: UInt32] = [:]
    private var scribes: [AuthorID: Scribe] = [:]

    /// Tells `history` again.
    ///
    /// `rename` permutes the authors; `claimed` gives each entry, by its number, another time.
    init(
        _ history: History,
        rename: @escaping (AuthorID) -> AuthorID = { $0 },
        claimed: (Int, ClaimedTime) -> ClaimedTime = { $1 },
        omitting omitted: Set<Dot> = []
    ) {
        self.rename = rename
        self.omitted = omitted
        ancestry = Ancestry(history.entries)
        for (number, entry) in history.entries.enumerated() {
            var header = header(of: entry)
            header.claimed = claimed(number, header.claimed)
            let author = header.log.author
            var scribe = scribes[author] ?? Scribe(author, of: history.members)
            let changes = changes(of: entry, under: header)
            var told = scribe.sign(changes, under: header)
            // Two branches of which nothing is left but their headers are still two.
            while entries.contains(where: { $0.hash == told.hash }) {
                header.claimed = ClaimedTime(
                    milliseconds: header.claimed.milliseconds,
                    counter: header.claimed.counter + 1
                )
                told = scribe.sign(changes, under: header)
            }
            scribes[author] = scribe
            hashes[entry.hash] = told.hash
            entries.append(told)
        }
    }

    private func header(of entry: Entry) -> EntryHeader {
        var header = entry.header
        header.log = LogID(author: rename(header.log.author), channel: header.log.channel)
        header.previous = header.previous.compactMap { hashes[$0] }.sorted()
        header.seen = header.seen.compactMap { seen in
            hashes[seen.head.hash].map {
                EntryHeader.Seen(
                    author: rename(seen.author),
                    head: Head(seq: seen.head.seq, hash: $0)
                )
            }
        }
        .sorted()
        return header
    }

    private mutating func changes(of entry: Entry, under header: EntryHeader) -> [EntryChange] {
        var next: UInt32 = 0
        var changes: [EntryChange] = []
        for change in entry.changes {
            guard let record = record(of: change, in: entry, under: header, &next) else { continue }
            var told = change
            told.record = record
            told.operations = []
            for (position, operation) in change.operations.enumerated() {
                let index = change.index(ofOperation: position)
                guard keep(Dot(entry: entry.hash, index: index), as: &next) else { continue }
                var again = operation
                again.supersedes = operation.supersedes.compactMap {
                    retold($0, of: entry, under: header)
                }
                again.aware = operation.aware.compactMap { retold($0, of: entry, under: header) }
                told.operations.append(again)
            }
            changes.append(told)
        }
        return changes
    }

    /// The record that a change is about; nil for one that is left out.
    private mutating func record(
        of change: EntryChange,
        in entry: Entry,
        under header: EntryHeader,
        _ next: inout UInt32
    ) -> RecordReference? {
        switch change.record {
        case .create:
            keep(Dot(entry: entry.hash, index: change.firstIndex), as: &next)
                ? change.record : nil
        case .existing(let reference):
            retold(reference, of: entry, under: header).map { .existing($0) }
        }
    }

    /// Whether the dot is told again, and if so under the next index.
    private mutating func keep(_ dot: Dot, as next: inout UInt32) -> Bool {
        guard !omitted.contains(dot) else { return false }
        indices[dot] = next
        next += 1
        return true
    }

    /// The reference in the same form, bad ones included; where operations are left out, nil for
    /// one that meant such an operation.
    private func retold(
        _ reference: DotReference,
        of entry: Entry,
        under header: EntryHeader
    ) -> DotReference? {
        let heads = entry.header.dependencies
        let told = header.dependencies
        func head(_ number: UInt32) -> UInt32 {
            guard Int(number) < heads.count, let hash = hashes[heads[Int(number)]],
                let index = told.firstIndex(of: hash)
            else { return number }
            return UInt32(index)
        }
        if !omitted.isEmpty {
            guard let dot = ancestry.dot(reference, from: entry), let new = of(dot) else {
                return nil
            }
            switch reference {
            case .ancestor(let number, _, _), .exact(let number, _):
                return .exact(head: head(number), dot: new)
            }
        }
        switch reference {
        case .ancestor(let number, let seq, let index):
            return .ancestor(head: head(number), seq: seq, index: index)
        case .exact(let number, let dot):
            return .exact(head: head(number), dot: of(dot) ?? dot)
        }
    }

    /// Where a dot went; nil if it was left out.
    func of(_ dot: Dot) -> Dot? {
        guard let entry = hashes[dot.entry] else { return nil }
        if omitted.isEmpty { return Dot(entry: entry, index: dot.index) }
        return indices[dot].map { Dot(entry: entry, index: $0) }
    }

    /// What a record of the history must be when it is told again.
    func of(_ record: RecordState) -> RecordState? {
        guard let id = of(record.id) else { return nil }
        return RecordState(
            id: id,
            kind: record.kind,
            creator: rename(record.creator),
            counter: record.counter,
            fields: record.fields.map { field in
                FieldState(
                    field: field.field,
                    merge: field.merge,
                    live: field.live.compactMap(of).sorted { $0.dot < $1.dot },
                    ghosts: field.ghosts.compactMap { ghost in
                        of(ghost.dot).map { Ghost(dot: $0, author: rename(ghost.author)) }
                    }
                    .sorted { $0.dot < $1.dot }
                )
            }
        )
    }

    private func of(_ sibling: Sibling) -> Sibling? {
        of(sibling.dot).map {
            Sibling(
                dot: $0,
                author: rename(sibling.author),
                value: sibling.value,
                aware: sibling.aware.compactMap { of($0) }.sorted(),
                typed: sibling.typed
            )
        }
    }

    /// Why an operation has no effect, told again.
    func of(_ invalidity: Invalidity) -> Invalidity {
        guard case .foreignRecord(let owner) = invalidity else { return invalidity }
        return .foreignRecord(owner: rename(AuthorID(firstOf: owner)).partner)
    }
}
