package import BankModel

/// A random history of a bank, without network or replica: only entries.
///
/// Several authors write, read each other late and partly, fork, and misbehave.
package struct History: Sendable {
    /// Charter, rosters and keys.
    package let members: Membership
    /// Every entry that was written, in the order of writing, which is a causal one.
    package private(set) var entries: [Entry] = []
    /// The records that were created.
    package private(set) var records: [RecordID] = []

    /// What may happen in a history.
    package struct Manner: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }
        /// Authors fork their logs, and join them again.
        package static let forks = Self(rawValue: 1)
        /// Entries are signed that no honest node would write.
        package static let mischief = Self(rawValue: 2)
        /// Operators overlook most of what is there, on few records, so that values pile up.
        package static let piles = Self(rawValue: 4)
    }

    private var pens: [Scribe]
    private var workloads: [Workload]
    private var dice: Dice

    /// The history of a seed.
    package init(
        seed: UInt64,
        authors: [AuthorID],
        steps: Int,
        _ manner: Manner = [.forks, .mischief]
    ) throws {
        dice = Dice(seed: seed)
        members = Membership(of: authors)
        let members = members
        pens = authors.map { Scribe($0, of: members) }
        workloads = authors.map { _ in Workload(piles: manner.contains(.piles)) }
        for _ in 0..<steps { try step(manner) }
    }

    /// `us`, `ru`, `fr` and so on: the first authors of so many partners.
    package static func authors(_ count: Int) -> [AuthorID] {
        ["us", "ru", "fr", "de", "jo"].prefix(count).compactMap { AuthorID($0) }
    }

    private mutating func step(_ manner: Manner) throws {
        let index = dice.below(pens.count)
        switch dice.below(20) {
        case 0..<10: try write(index)
        case 10..<17: try read(index)
        case 17 where manner.contains(.forks) && pens.count < 7:
            pens.append(pens[index])
            workloads.append(workloads[index])
        case 18, 19:
            if manner.contains(.mischief) { try misbehave(index) } else { try write(index) }
        default: try write(index)
        }
    }

    private mutating func write(_ index: Int) throws {
        let pen = pens[index]
        guard
            let act = try workloads[index].changes(
                by: pen.author,
                among: pen.bank.allRecords.map(\.id),
                in: pen.bank,
                &dice
            )
        else { return }
        pens[index].now += Int64(dice.below(50_000))
        if let entry = try pens[index].write(act.changes, to: act.channel) { keep(entry) }
    }

    private mutating func keep(_ entry: Entry) {
        if !entries.contains(where: { $0.hash == entry.hash }) { entries.append(entry) }
        for change in entry.changes where change.record.isCreation {
            records.append(Dot(entry: entry.hash, index: change.firstIndex))
        }
    }

    /// Takes a causally closed part of what others wrote.
    private mutating func read(_ index: Int) throws {
        let percent = dice.pick([30, 70, 100]) ?? 100
        for entry in entries where dice.chance(percent) {
            let bank = pens[index].bank
            if bank.facts(of: entry.hash) == nil,
                entry.header.dependencies.allSatisfy({ bank.facts(of: $0) != nil })
            {
                try pens[index].take(entry)
            }
        }
    }

    /// Signs nonsense; now and then from an older place in the log, which is a fork too.
    private mutating func misbehave(_ index: Int) throws {
        let channel: Channel = dice.chance(70) ? .bank : .ops
        var header = pens[index].header(for: channel)
        if dice.chance(30), !header.seen.isEmpty { header.seen.remove(at: 0) }
        let changes = try Mischief.changes(
            under: header,
            in: pens[index].bank,
            among: records,
            &dice
        )
        let entry = pens[index].sign(changes, under: header)
        try pens[index].take(entry)
        keep(entry)
    }
}
