extension BankReading {
    /// What the partners have said about a record, and what of it holds.
    package func standing(of state: RecordState) throws -> Standing {
        let statements = try records(referringTo: state.id, kind: Kind.statement.number)
            .compactMap { try record($0) }.compactMap { Statement($0) }
            .filter { $0.record == state.id }
        let walks = AncestorWalks()
        return try Standing(of: state.version, statements: statements) { later, earlier in
            try isMade(later.id, after: earlier.id, walks)
        }
    }

    /// What everybody has agreed to, of a record of a kind that needs it.
    package func agreement(
        on state: RecordState,
        _ standing: Standing,
        under charter: Charter
    ) throws -> Agreement {
        standing.agreement(
            among: charter.partners.map(\.id),
            history: VersionHistory(try history(of: state.id))
        )
    }

    /// A record of a kind that needs everybody's word, once for each version that is in force.
    package func versionsInForce(
        of state: RecordState,
        under charter: Charter
    ) throws -> [RecordState] {
        let inForce = try agreement(on: state, standing(of: state), under: charter).inForce
        if inForce.isEmpty { return [] }
        let history = VersionHistory(try history(of: state.id))
        return inForce.compactMap { history.registers(of: $0) }.map { fields in
            RecordState(
                id: state.id,
                kind: state.kind,
                creator: state.creator,
                counter: state.counter,
                fields: fields
            )
        }
    }

    /// Whether one record was made by an author who held the other: it stands later in one entry, or
    /// its entry has the other's in its past.
    package func isMade(
        _ later: RecordID,
        after earlier: RecordID,
        _ walks: AncestorWalks
    ) throws -> Bool {
        if later.entry == earlier.entry { return later.index > earlier.index }
        guard let facts = try facts(of: earlier.entry), let above = try self.facts(of: later.entry)
        else { return false }
        if facts.log == above.log {
            return try walks.isAncestor(earlier.entry, of: later.entry, in: self)
        }
        guard let entry = try entry(later.entry) else { return false }
        let heads = entry.header.seen.filter { $0.author == facts.log.author }.map(\.head.hash)
        return try heads.contains { try walks.isAncestor(earlier.entry, of: $0, in: self) }
    }
}
