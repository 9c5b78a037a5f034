/// The tables and indexes that a load fills in a bank, without what jig does to know their rows.
struct IndexedTables {
    static let schema = """
        CREATE TABLE entry (
            pk INTEGER PRIMARY KEY, log INTEGER NOT NULL, seq INTEGER NOT NULL,
            hash BLOB NOT NULL UNIQUE, previous BLOB NOT NULL, claimed INTEGER NOT NULL,
            claimed_counter INTEGER NOT NULL, operator INTEGER NOT NULL,
            received INTEGER NOT NULL, bytes BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX entry_place ON entry (log, seq, hash);
        CREATE TABLE record (
            pk INTEGER PRIMARY KEY, creator INTEGER NOT NULL, kind INTEGER NOT NULL,
            counter INTEGER NOT NULL, withdrawn INTEGER NOT NULL, conflicts INTEGER NOT NULL,
            state BLOB NOT NULL
        ) STRICT;
        CREATE INDEX record_spoken ON record (creator, kind, counter);
        CREATE INDEX record_kind ON record (kind);
        CREATE INDEX record_withdrawn ON record (withdrawn) WHERE withdrawn = 1;
        CREATE VIRTUAL TABLE words USING fts5 (
            text, content = '', columnsize = 0, detail = full,
            tokenize = 'unicode61 remove_diacritics 2'
        );
        CREATE TABLE place (
            tile INTEGER NOT NULL, box INTEGER NOT NULL, south INTEGER NOT NULL,
            north INTEGER NOT NULL, west INTEGER NOT NULL, east INTEGER NOT NULL,
            PRIMARY KEY (tile, box)
        ) STRICT, WITHOUT ROWID;
        CREATE VIRTUAL TABLE tile USING rtree_i32 (id, south, north, west, east);
        """

    private let entry: SQLiteStatement
    private let record: SQLiteStatement
    private let words: SQLiteStatement
    private let place: SQLiteStatement
    private let tile: SQLiteStatement
    private var tiles: [Int64: Box] = [:]
    private var counter: Int64 = 0

    init(_ file: SQLiteFile) throws {
        entry = try file.prepare(
            "INSERT INTO entry VALUES (?1, 1, ?1, ?2, zeroblob(2), 1479400000000, 0, 1, ?3, ?4)"
        )
        record = try file.prepare("INSERT INTO record VALUES (?, 1, 1, ?, 0, 0, ?)")
        words = try file.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)")
        place = try file.prepare("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?)")
        tile = try file.prepare("INSERT OR REPLACE INTO tile VALUES (?, ?, ?, ?, ?)")
    }

    func insert(_ entry: BareRows.Entry) throws {
        try self.entry.run(
            .integer(entry.key),
            .bytes(entry.hash),
            .integer(1_479_400_000_000 + entry.key),
            .bytes(entry.bytes)
        )
    }

    mutating func insert(_ row: BareRows.Row) throws {
        counter += 1
        let box = row.box
        try record.run(.integer(row.key), .integer(counter), .bytes(row.state))
        try words.run(.integer(row.key), .text(row.words))
        try place.run(
            .integer(box.tile),
            .integer(row.key << 4),
            .integer(box.south),
            .integer(box.north),
            .integer(box.west),
            .integer(box.east)
        )
        try widenTile(to: box)
    }

    private mutating func widenTile(to box: Box) throws {
        let widened = tiles[box.tile]?.joined(box) ?? box
        guard widened != tiles[box.tile] else { return }
        tiles[box.tile] = widened
        try tile.run(
            .integer(box.tile),
            .integer(widened.south),
            .integer(widened.north),
            .integer(widened.west),
            .integer(widened.east)
        )
    }
}
