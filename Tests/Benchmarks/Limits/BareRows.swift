/// What bare SQLite is given: rows and log entries as large as jig's, made beforehand in memory.
///
/// The sizes are constants, so that the limit does not move when an encoding of jig's changes.
struct BareRows {
    /// Bytes of a record's state in jig's store, of which its texts are a part.
    static let stateBytes = 125
    /// Records of one entry of 16 KiB.
    static let entryRecords = 114
    /// Bytes of such an entry as it is kept, deflated: 36 for each record.
    static let entryBytes = 36 * entryRecords
    /// Rows of one transaction, as an import commits them.
    static let transactionRows = 4000
    /// Operations of one record, which its key counts.
    static let recordOperations = 8

    let rows: [Row]
    let entries: [Entry]

    struct Row {
        let key: Int64
        let state: [UInt8]
        let words: String
        let box: Box
    }

    struct Entry {
        let key: Int64
        let hash: [UInt8]
        let bytes: [UInt8]
    }

    init(_ places: ArraySlice<String>) {
        var dice = Dice(seed: 2)
        rows = places.enumerated().map { number, line in
            let place = Place(line)
            let texts = Array(place.words.utf8.prefix(Self.stateBytes))
            return Row(
                key: Int64(number / Self.entryRecords + 1) << 16
                    | Int64(number % Self.entryRecords * Self.recordOperations),
                state: texts + dice.bytes(Self.stateBytes - texts.count),
                words: place.words,
                box: Box(around: place)
            )
        }
        let entryCount = (places.count + Self.entryRecords - 1) / Self.entryRecords
        entries = (0..<entryCount).map { number in
            Entry(
                key: Int64(number + 1),
                hash: dice.bytes(32),
                bytes: dice.bytes(Self.entryBytes)
            )
        }
    }
}

/// A box in degrees × 1e-7, and the square degree that its south-west corner is in.
struct Box: Equatable {
    var south: Int64
    var north: Int64
    var west: Int64
    var east: Int64

    var tile: Int64 {
        ((south + 900_000_000) / 10_000_000) * 360 + (west + 1_800_000_000) / 10_000_000
    }

    init(around place: Place) {
        let kilometre = 0.009
        south = Int64((place.latitude - kilometre) * 1e7)
        north = Int64((place.latitude + kilometre) * 1e7)
        west = Int64((place.longitude - kilometre) * 1e7)
        east = Int64((place.longitude + kilometre) * 1e7)
    }

    func joined(_ other: Self) -> Self {
        var joined = self
        joined.south = min(south, other.south)
        joined.north = max(north, other.north)
        joined.west = min(west, other.west)
        joined.east = max(east, other.east)
        return joined
    }
}
