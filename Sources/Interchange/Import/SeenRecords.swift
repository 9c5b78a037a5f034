import BankModel

/// The records that the rows of one file have named so far: no file may name one twice.
///
/// Of two rows about one record neither says that it is the right one; taking both would change the
/// record twice at every import. Its memory grows with the rows that have an id, by some 50 bytes
/// each.
struct SeenRecords {
    private var lines: [String: Int] = [:]
    private var last: ImportRow?

    /// The outcome, rejected if a row before it named the same record; nil where the row only
    /// continues the one before it.
    mutating func admit(_ outcome: ImportOutcome) -> ImportOutcome? {
        guard case .row(let row) = outcome, let identity = row.identity else { return outcome }
        defer { last = row }
        guard let line = lines[identity.externalID] else {
            lines[identity.externalID] = row.line
            return outcome
        }
        if let last, Self.continues(row, last) { return nil }
        let reason = "names the record of line \(line) again: \(Excerpt.of(identity.externalID))"
        return .rejected(RejectedRow(line: row.line, reason: reason))
    }

    /// Whether an export wrote both rows for one record, whose place was in conflict.
    private static func continues(_ row: ImportRow, _ last: ImportRow) -> Bool {
        row.leftAlone.contains(.place) && row.identity == last.identity
            && row.leftAlone == last.leftAlone && row.values == last.values
    }
}
