import BankModel

extension BankTransaction {
    /// Brings the full-text index up to date.
    ///
    /// It holds no text, so what is to leave it is worked out from the state before.
    func replaceWords(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before.map(RecordWords.text) ?? []
        let after = RecordWords.text(of: update.after)
        if before == after { return }
        if !before.isEmpty {
            try connection.run(
                "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
                .integer(key.value),
                .utf8(before)
            )
        }
        if !after.isEmpty {
            try connection.run(
                "INSERT INTO words (rowid, text) VALUES (?, ?)",
                .integer(key.value),
                .utf8(after)
            )
        }
    }

    /// Brings the index of places up to date.
    func replaceBoxes(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before.map(PlaceBox.boxes) ?? []
        let after = PlaceBox.boxes(of: update.after)
        if before == after { return }
        for (number, box) in before.enumerated() {
            try connection.run(
                "DELETE FROM place WHERE tile = ? AND box = ?",
                .integer(box.tile),
                .integer(key.value << PlaceBox.numberBits | Int64(number))
            )
        }
        for (number, box) in after.enumerated() {
            try connection.run(
                """
                INSERT INTO place (tile, box, south, north, west, east) VALUES (?, ?, ?, ?, ?, ?)
                """,
                .integer(box.tile),
                .integer(key.value << PlaceBox.numberBits | Int64(number)),
                .integer(box.south),
                .integer(box.north),
                .integer(box.west),
                .integer(box.east)
            )
            try widenTile(to: box)
        }
    }

    /// Makes the box's tile reach over the box.
    ///
    /// A tile never shrinks: it only says where to look.
    private func widenTile(to box: PlaceBox) throws {
        let known = try connection.tileBoxes.value(for: box.tile) ?? storedBox(ofTile: box.tile)
        let widened = known.map { $0.joined(box) } ?? box
        connection.tileBoxes.insert(widened, for: box.tile)
        if widened == known { return }
        try connection.run(
            "INSERT OR REPLACE INTO tile (id, south, north, west, east) VALUES (?, ?, ?, ?, ?)",
            .integer(box.tile),
            .integer(widened.south),
            .integer(widened.north),
            .integer(widened.west),
            .integer(widened.east)
        )
    }

    private func storedBox(ofTile tile: Int64) throws -> PlaceBox? {
        try connection.first(
            "SELECT south, north, west, east FROM tile WHERE id = ?",
            .integer(tile)
        ) { row in
            PlaceBox(
                south: Int32(truncatingIfNeeded: row.integer(0)),
                north: Int32(truncatingIfNeeded: row.integer(1)),
                west: Int32(truncatingIfNeeded: row.integer(2)),
                east: Int32(truncatingIfNeeded: row.integer(3))
            )
        } ?? nil
    }

    /// Brings the table of external ids up to date.
    func replaceExternalIDs(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before.map(externalIDs) ?? []
        let after = externalIDs(of: update.after)
        if before == after { return }
        for name in before where !after.contains(name) {
            try connection.run(
                "DELETE FROM external_id WHERE name = ? AND record = ?",
                .utf8(name),
                .integer(key.value)
            )
        }
        for name in after where !before.contains(name) {
            try connection.run(
                "INSERT OR IGNORE INTO external_id (name, record) VALUES (?, ?)",
                .utf8(name),
                .integer(key.value)
            )
        }
    }

    private func externalIDs(of state: RecordState) -> [[UInt8]] {
        state.live(.externalIDs).compactMap { sibling in
            if case .word(let word) = sibling.value { Array(word.utf8) } else { nil }
        }
    }

    /// Brings the table of references up to date.
    func replaceReferences(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before?.mentions ?? []
        let after = update.after.mentions
        if before == after { return }
        for mention in before where !after.contains(mention) {
            try connection.run(
                "DELETE FROM reference WHERE target = ? AND record = ? AND field = ?",
                .bytes(mention.record.bytes),
                .integer(key.value),
                .integer(mention.field.number)
            )
        }
        for mention in after where !before.contains(mention) {
            try connection.run(
                "INSERT OR IGNORE INTO reference (target, record, field) VALUES (?, ?, ?)",
                .bytes(mention.record.bytes),
                .integer(key.value),
                .integer(mention.field.number)
            )
        }
    }
}
