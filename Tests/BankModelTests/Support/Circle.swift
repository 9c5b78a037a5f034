import BankModel
import Simulation
import Testing

/// The authors of one bank, each with what it holds: what one wrote reaches another when a test
/// says so.
struct Circle: Sendable {
    /// Charter, rosters and keys.
    let members: Membership
    /// One for each author, in the order in which they were named.
    var scribes: [Scribe]
    /// Every entry that was written, in the order of writing.
    private(set) var entries: [Entry] = []

    init(_ names: String...) {
        let authors = names.compactMap { AuthorID($0) }
        let members = Membership(of: authors)
        self.members = members
        scribes = authors.map { Scribe($0, of: members) }
    }

    /// What an operator of the author writes with.
    func pen(_ author: Int) -> Pen {
        Pen(author: scribes[author].author, charter: members.charter, rules: .first)
    }

    /// A record as the author holds it.
    func state(_ record: RecordID, at author: Int) throws -> RecordState {
        try #require(scribes[author].bank.record(record))
    }

    /// Writes an entry with these changes; they may name only what the author holds.
    @discardableResult
    mutating func write(
        _ changes: [AuthoredChange],
        by author: Int,
        operatorName: String? = nil
    ) throws -> Entry {
        let channel = try changes.first.flatMap { try home(of: $0, at: author) } ?? Channel.bank
        var header = scribes[author].header(for: channel)
        if let operatorName { header.operatorName = operatorName }
        let entry = try #require(try scribes[author].write(changes, to: channel, under: header))
        entries.append(entry)
        return entry
    }

    /// The channel to which the record belongs, where the rules know its kind.
    private func home(of change: AuthoredChange, at author: Int) throws -> Channel? {
        switch change.record {
        case .new(let kind): RuleSet.first.kind(kind)?.channel
        case .existing(let record): RuleSet.first.kind(try state(record, at: author).kind)?.channel
        }
    }

    /// Writes one change, which must not be nil.
    @discardableResult
    mutating func write(
        _ change: AuthoredChange?,
        by author: Int,
        operatorName: String? = nil
    ) throws -> Entry {
        try write([try #require(change)], by: author, operatorName: operatorName)
    }

    /// Signs and applies changes as they are, good or bad.
    @discardableResult
    mutating func sign(
        _ changes: [EntryChange],
        under header: EntryHeader,
        by author: Int
    ) throws -> Application {
        let entry = scribes[author].sign(changes, under: header)
        entries.append(entry)
        return try scribes[author].take(entry)
    }

    /// A target that everybody holds.
    mutating func target(by author: Int = 0, _ more: [FieldEdit] = []) throws -> RecordID {
        try create(.target, by: author, more)
    }

    /// A record of a kind that everybody holds, with the least that it needs.
    mutating func create(
        _ kind: Kind,
        by author: Int,
        _ more: [FieldEdit] = []
    ) throws -> RecordID {
        let change = try pen(author).creating(kind, Sample.required(kind, but: more) + more)
        let entry = try write(change, by: author)
        try meet()
        return RecordID(entry: entry.hash, index: 0)
    }

    /// An operator who was shown all that the author holds edits a record.
    @discardableResult
    mutating func edit(
        _ record: RecordID,
        _ edits: FieldEdit...,
        by author: Int
    ) throws -> Entry {
        let state = try state(record, at: author)
        return try write(try pen(author).editing(state, edits, shown: .current), by: author)
    }

    /// An operator who was shown all that the author holds withdraws a record.
    @discardableResult
    mutating func withdraw(_ record: RecordID, by author: Int) throws -> Entry {
        let state = try state(record, at: author)
        let change = try pen(author).withdrawing(state, reason: "gone", shown: .current)
        return try write(change, by: author)
    }

    /// An operator settles the only conflict of a record that the author holds.
    @discardableResult
    mutating func resolve(
        _ record: RecordID,
        by resolution: Resolution,
        at author: Int
    ) throws -> Entry {
        let state = try state(record, at: author)
        let conflict = try #require(state.conflicts.first)
        let change = try pen(author).resolving(
            conflict,
            of: state,
            by: resolution,
            reason: "agreed"
        )
        return try write(change, by: author)
    }

    /// One author takes all that another holds.
    mutating func tell(_ listener: Int, what teller: Int) throws {
        try scribes[listener].catchUp(with: scribes[teller].bank.allEntries)
    }

    /// Everybody takes all that anybody wrote.
    mutating func meet() throws {
        for author in scribes.indices { try scribes[author].catchUp(with: entries) }
    }
}
