import BankModel

/// Boxes that are to be in the index of places and are not in it yet.
///
/// A bulk load puts thousands of them into some hundred tiles: written together, in the order of the
/// index, they cost a fraction, and each tile is widened once. It is an object, since whoever judges a
/// change holds the transaction meanwhile: a value would be copied for every record.
final class PendingBoxes {
    /// By the number of the box, of which the record's key is a part.
    private(set) var boxes: [Int64: PlaceBox] = [:]

    /// Boxes that are held here at most, so that a rebuild of any bank needs no more.
    static let countMax = 16_384

    /// Takes a box back; false where it is not here, and so in the index.
    func remove(_ number: Int64) -> Bool { boxes.removeValue(forKey: number) != nil }

    func insert(_ box: PlaceBox, as number: Int64) { boxes[number] = box }

    /// All of them, in the order of the index; none is left here.
    func takeAll() -> [(number: Int64, box: PlaceBox)] {
        defer { boxes.removeAll(keepingCapacity: true) }
        return boxes.map { (number: $0.key, box: $0.value) }
            .sorted { ($0.box.tile, $0.number) < ($1.box.tile, $1.number) }
    }
}

extension BankTransaction {
    /// Brings the index of places up to date, once `writePlaces` has run.
    mutating func replaceBoxes(_ update: RecordUpdate, key: DotKey) throws {
        let before = update.before.map(PlaceBox.boxes) ?? []
        let after = PlaceBox.boxes(of: update.after)
        if before == after { return }
        for (position, box) in before.enumerated() {
            let number = Self.number(ofBox: position, key)
            if pendingBoxes.remove(number) { continue }
            try connection.run(
                "DELETE FROM place WHERE tile = ? AND box = ?",
                .integer(box.tile),
                .integer(number)
            )
        }
        try insert(after, key: key)
    }

    /// Works the whole index out again from the records.
    mutating func renewPlaces() throws {
        try connection.run("DELETE FROM place")
        try connection.run("DELETE FROM tile")
        connection.tileBoxes.removeAll()
        var last: Int64 = 0
        while true {
            let records = try connection.all(
                """
                SELECT pk, creator, kind, counter, state FROM record WHERE pk > ?
                ORDER BY pk LIMIT 512
                """,
                .integer(last)
            ) { RecordColumns($0, key: DotKey(value: $0.integer(0)), from: 1) }
            guard let end = records.last else { break }
            for record in records {
                try insert(PlaceBox.boxes(of: record.state(in: connection)), key: record.key)
            }
            last = end.key.value
        }
        try writePlaces()
    }

    private mutating func insert(_ boxes: [PlaceBox], key: DotKey) throws {
        for (position, box) in boxes.enumerated() {
            pendingBoxes.insert(box, as: Self.number(ofBox: position, key))
        }
        if pendingBoxes.boxes.count >= PendingBoxes.countMax { try writePlaces() }
    }

    /// Writes the boxes that were gathered, and makes their tiles reach over them.
    mutating func writePlaces() throws {
        var tile: (id: Int64, reach: PlaceBox)?
        for (number, box) in pendingBoxes.takeAll() {
            try connection.run(
                """
                INSERT INTO place (tile, box, south, north, west, east) VALUES (?, ?, ?, ?, ?, ?)
                """,
                .integer(box.tile),
                .integer(number),
                .integer(box.south),
                .integer(box.north),
                .integer(box.west),
                .integer(box.east)
            )
            if let open = tile, open.id == box.tile {
                tile?.reach = open.reach.joined(box)
            } else {
                if let open = tile { try widen(tile: open.id, to: open.reach) }
                tile = (box.tile, box)
            }
        }
        if let open = tile { try widen(tile: open.id, to: open.reach) }
    }

    private static func number(ofBox position: Int, _ key: DotKey) -> Int64 {
        key.value << PlaceBox.numberBits | Int64(position)
    }

    /// Makes a tile reach over a box.
    ///
    /// A tile never shrinks: it only says where to look.
    private func widen(tile: Int64, to box: PlaceBox) throws {
        let known = try connection.tileBoxes.value(for: tile) ?? storedBox(ofTile: tile)
        let widened = known.map { $0.joined(box) } ?? box
        connection.tileBoxes.insert(widened, for: tile)
        if widened == known { return }
        try connection.run(
            "INSERT OR REPLACE INTO tile (id, south, north, west, east) VALUES (?, ?, ?, ?, ?)",
            .integer(tile),
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
}
