import BankModel
import BankStore
import Foundation
import Simulation
import Testing

/// The laws of DESIGN.md §12 that are about storage, held over SQLite by the oracle.
@Suite struct LawTests {
    @Test(arguments: 0..<10 as Range<UInt64>)
    func `any causal order, cut into any transactions, gives what the oracle says`(
        seed: UInt64
    ) throws {
        let history = try History(seed: seed, authors: History.authors(3), steps: 50)
        let charter = history.members.charter
        let oracle = Oracle(of: history.entries, charter: charter)
        var dice = Dice(seed: seed)
        for _ in 0..<2 {
            let home = try TestHome()
            let bank = try BankDatabase.open(
                home: home.path,
                decoding: RememberedEntries(history.entries)
            )
            var rest = CausalOrder.shuffled(history.entries, &dice)[...]
            while !rest.isEmpty {
                let batch = rest.prefix(1 + dice.below(12))
                rest = rest.dropFirst(batch.count)
                try bank.write { bank in
                    for entry in batch {
                        _ = try bank.apply(entry, charter: charter, receivedAt: 1)
                    }
                }
            }
            try expect(oracle, of: bank)
            _ = try bank.rebuild(charter: { _ in charter })
            try expect(oracle, of: bank)
        }
    }

    private func expect(_ oracle: Oracle, of bank: BankDatabase) throws {
        try bank.read { (bank) throws in
            #expect(try oracle.differenceInParts(from: bank) == nil)
            let open = try bank.conflicts(limit: .max).map(\.conflict.id.hash)
            #expect(Set(open) == Set(oracle.disputes.map(\.id)))
            #expect(try bank.counts().conflicts == oracle.disputes.count)
        }
    }
}

/// Knows entries by their bytes, whatever encoding they are in.
private struct RememberedEntries: EntryDecoding {
    private let entries: [[UInt8]: Entry]

    init(_ entries: [Entry]) {
        self.entries = Dictionary(uniqueKeysWithValues: entries.map { ($0.bytes, $0) })
    }

    func entry(from bytes: [UInt8]) throws -> Entry {
        guard let entry = entries[bytes] else { throw CocoaError(.fileReadCorruptFile) }
        return entry
    }
}
