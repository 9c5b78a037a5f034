import BankModel
import Simulation

/// Laws that can be judged by looking at a bank, or at a bank before and after it took entries.
struct Laws {
    private let ancestry: Ancestry

    /// Everything that the banks may hold, in a causal order.
    init(over entries: [Entry]) { ancestry = Ancestry(entries) }

    /// Law 2: values that disappeared although no operation of their record and field names them.
    func losses(from before: MemoryBank, to after: MemoryBank) -> [Dot] {
        let new = after.allEntries.filter { before.facts(of: $0.hash) == nil }
        return before.allRecords.flatMap { record in
            record.fields.flatMap { field -> [Dot] in
                let left = after.record(record.id)?.state(of: field.field, merge: field.merge)?.live
                let gone = field.live.map(\.dot).filter { dot in
                    !(left ?? []).contains { $0.dot == dot }
                }
                return gone.filter { dot in
                    !new.contains {
                        ancestry.names(by: $0, in: field, of: record.id).contains(dot)
                    }
                }
            }
        }
    }

    /// Law 3: registers in which an author whose log has so many branches has too many values.
    func crowds(in bank: MemoryBank) -> [FieldState] {
        bank.allRecords.flatMap(\.fields).filter { field in
            guard field.merge == .register else { return false }
            return Dictionary(grouping: field.live, by: \.author).contains { author, siblings in
                siblings.count > Limits.ownSiblingsMax * branches(of: author, in: bank)
            }
        }
    }

    /// As many entries as a log of the author has at one seq, at most.
    private func branches(of author: AuthorID, in bank: MemoryBank) -> Int {
        let entries = bank.allEntries.filter { $0.header.log.author == author }
        let places = Dictionary(grouping: entries) { [$0.header.seq, Self.number(of: $0)] }
        return places.values.map(\.count).max() ?? 1
    }

    private static func number(of entry: Entry) -> UInt64 {
        UInt64(entry.header.log.channel.rawValue)
    }

    /// Law 6: pairs of a live withdrawal and a live edit, neither written in knowledge of the other,
    /// that no open conflict holds.
    func hidden(in bank: MemoryBank) -> [[Dot]] {
        bank.allRecords.flatMap { record -> [[Dot]] in
            let conflicts = bank.allConflicts.filter {
                $0.record == record.id && $0.kind == .editWithdrawal
            }
            let edits = record.fields.filter { $0.merge == .register && $0.field != .life }
                .flatMap(\.live)
            let withdrawals = record.live(.life).filter { $0.value == .life(.withdrawn) }
            return withdrawals.flatMap { withdrawal in
                edits.filter { ancestry.areConcurrent($0.dot.entry, withdrawal.dot.entry) }
                    .map { [withdrawal.dot, $0.dot] }
            }
            .filter { pair in !conflicts.contains { Set($0.dots).isSuperset(of: pair) } }
        }
    }
}
