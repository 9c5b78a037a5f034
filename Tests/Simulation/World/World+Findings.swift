import BankModel
import Deconfliction

// Nodes that hold the same entries find the same, whoever computes it and however it came.

extension World {
    private var findingTerms: FindingTerms {
        FindingTerms(at: Terrain.noon, charter: members.charter)
    }

    /// Where a node comes to the entries that another has at the moment, now and then.
    mutating func checkSameFindings(_ node: Int, _ frontier: Frontier) throws {
        ledger.meetings += 1
        guard ledger.meetings % 12 == 1 else { return }
        let company = try nodes.indices.first { other in
            try other != node && nodes[other].replica != nil
                && nodes[other].watched.frontier == frontier
                && nodes[other].disk.read { try $0.frontier() } == frontier
        }
        guard let company else { return }
        try compare(try findings(at: node), node, with: try findings(at: company), company)
    }

    /// Once the network is whole: all nodes, and a bank that is made anew from the entries alone, in
    /// another order.
    mutating func checkAllFind(_ active: [Int]) throws {
        let found = try findings(at: 0)
        met.add(found)
        for node in active.dropFirst() {
            try compare(try findings(at: node), node, with: found, 0)
        }
        let entries = try nodes[0].disk.read { try Holdings.entries(of: $0) }
        var dice = dice
        var rebuilt = MemoryBank()
        for entry in CausalOrder.shuffled(entries, &dice) {
            _ = try rebuilt.apply(entry, charter: members.charter, receivedAt: 0)
        }
        let again = try Survey(of: rebuilt, among: ledger.records, members.charter)
            .findings(findingTerms)
        guard Told.all(of: again) == Told.all(of: found), again.digest == found.digest else {
            throw LawBreach(
                law: 1,
                "a bank made anew finds other: \(Self.difference(again, found))"
            )
        }
    }

    private func findings(at node: Int) throws -> FindingSet {
        // In an order of its own, as nodes hear of records.
        var dice = Dice(seed: UInt64(node))
        let records = ledger.records.shuffled(using: &dice)
        return try nodes[node].disk.findings(among: records, findingTerms)
    }

    private func compare(
        _ found: FindingSet,
        _ node: Int,
        with other: FindingSet,
        _ company: Int
    ) throws {
        guard found == other, found.digest == other.digest else {
            let difference = Self.difference(found, other)
            throw LawBreach(law: 1, "nodes \(node) and \(company) find other: \(difference)")
        }
    }

    /// What one set has and the other has not, for people.
    private static func difference(_ one: FindingSet, _ other: FindingSet) -> String {
        let told = (Told.all(of: one), Told.all(of: other))
        func words(_ set: FindingSet, _ told: [Told], without others: [Told]) -> String {
            zip(set.findings, told).filter { !others.contains($1) }
                .flatMap { finding, _ in finding.explanation { "\($0)" } }.joined(separator: " ")
        }
        let here = words(one, told.0, without: told.1)
        return "\(here) against \(words(other, told.1, without: told.0))"
    }
}

/// A finding without what its records are called, which a bank without names tells less well.
private struct Told: Equatable {
    let bytes: [UInt8]
    let facts: [FindingFact]
    let isDisputed: [Bool]

    static func all(of set: FindingSet) -> [Self] {
        set.findings.map { finding in
            Self(
                bytes: finding.canonicalBytes,
                facts: finding.facts,
                isDisputed: finding.records.map(\.isDisputed)
            )
        }
    }
}
