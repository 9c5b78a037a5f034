package import BankModel

extension BankTransaction {
    /// Replaces a record's state and whatever is derived from it.
    package mutating func update(_ update: RecordUpdate) throws {
        let id = update.after.id
        guard let entry = try connection.entryRow(update.entry),
            let key = id.entry == update.entry
                ? DotKey(entry: entry.key, index: id.index) : try connection.key(of: id)
        else { preconditionFailure("a record of an entry that is not held: \(update.entry)") }
        if update.before == nil {
            try insert(update, key: key)
        } else {
            try replace(update, key: key)
        }
        if entry.key != key.entry {
            try connection.run(
                "INSERT OR IGNORE INTO writing (record, entry) VALUES (?, ?)",
                .integer(key.value),
                .integer(entry.key)
            )
        }
        if !update.conflictsBefore.isEmpty || !update.conflicts.isEmpty {
            try replaceConflicts(update, key: key)
        }
        try replaceWords(update, key: key)
        try replaceBoxes(update, key: key)
        try replaceExternalIDs(update, key: key)
        try replaceReferences(update, key: key)
        try replaceStanding(update, key: key)
        count(update)
    }

    /// Keeps the reason for which an operation has no effect.
    package mutating func keep(_ invalidity: String, of dot: Dot) throws {
        guard let key = try connection.key(of: dot) else {
            preconditionFailure("an operation of an entry that is not held: \(dot.entry)")
        }
        try connection.run(
            "INSERT OR REPLACE INTO invalid (dot, reason) VALUES (?, ?)",
            .integer(key.value),
            .text(invalidity)
        )
    }

    private func insert(_ update: RecordUpdate, key: DotKey) throws {
        let state = update.after
        try connection.run(
            """
            INSERT INTO record (pk, creator, kind, counter, withdrawn, conflicts, state)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(key.value),
            .integer(try connection.internedKey(of: state.creator)),
            .integer(state.kind),
            .integer(state.counter),
            .integer(state.isWithdrawn ? 1 : 0),
            .integer(update.conflicts.count),
            .bytes(try RecordBlob.encode(state, key: key, in: connection))
        )
    }

    private func replace(_ update: RecordUpdate, key: DotKey) throws {
        try connection.run(
            "UPDATE record SET withdrawn = ?, conflicts = ?, state = ? WHERE pk = ?",
            .integer(update.after.isWithdrawn ? 1 : 0),
            .integer(update.conflicts.count),
            .bytes(try RecordBlob.encode(update.after, key: key, in: connection)),
            .integer(key.value)
        )
    }

    /// A conflict whose siblings change has a new id, and has been open for as long as before.
    private func replaceConflicts(_ update: RecordUpdate, key: DotKey) throws {
        for closed in update.conflictsBefore where !update.conflicts.contains(closed) {
            try connection.run(
                "INSERT OR IGNORE INTO past_conflict (letters) VALUES (?)",
                .text(closed.id.description)
            )
            let successor = update.conflicts.first {
                $0.kind == closed.kind && $0.field == closed.field
            }
            if let successor {
                try connection.run(
                    "UPDATE conflict SET id = ?, letters = ? WHERE id = ?",
                    .bytes(successor.id.hash.bytes),
                    .text(successor.id.description),
                    .bytes(closed.id.hash.bytes)
                )
            } else {
                try connection.run(
                    "DELETE FROM conflict WHERE id = ?",
                    .bytes(closed.id.hash.bytes)
                )
            }
        }
        for open in update.conflicts {
            let continues = update.conflictsBefore.contains {
                $0.kind == open.kind && $0.field == open.field
            }
            if continues { continue }
            try connection.run(
                "INSERT INTO conflict (record, kind, id, letters, opened) VALUES (?, ?, ?, ?, ?)",
                .integer(key.value),
                .integer(open.kind.rawValue),
                .bytes(open.id.hash.bytes),
                .text(open.id.description),
                .integer(update.receivedAt)
            )
        }
    }

    private mutating func count(_ update: RecordUpdate) {
        var tally = tallies[update.after.kind] ?? Tally()
        if let before = update.before {
            if before.isWithdrawn { tally.withdrawn -= 1 } else { tally.inBank -= 1 }
        }
        if update.after.isWithdrawn { tally.withdrawn += 1 } else { tally.inBank += 1 }
        tally.conflicts += update.conflicts.count - update.conflictsBefore.count
        tallies[update.after.kind] = tally
    }
}
