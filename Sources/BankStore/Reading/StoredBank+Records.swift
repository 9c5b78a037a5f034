package import BankModel

extension StoredBank {
    /// A record's live state.
    package func record(_ id: RecordID) throws -> RecordState? {
        guard let key = try connection.key(of: id) else { return nil }
        return try connection.record(key)
    }

    /// The records that bear a speakable id: several where an author forked.
    ///
    /// Sorted. A suffix leaves those whose creating entry's hash begins with it.
    package func records(named id: SpokenID) throws -> [RecordID] {
        try keys(named: id).map { try connection.dot($0) }
            .filter { id.suffix.isEmpty || $0.entry.hex.hasPrefix(id.suffix) }
            .sorted()
    }

    /// The applied entries that wrote a record, in the order in which they were applied here.
    package func entries(writing record: RecordID) throws -> [EntryHash] {
        guard let key = try connection.key(of: record), try connection.holdsRecord(key) else {
            return []
        }
        let later = try connection.all(
            "SELECT entry FROM writing WHERE record = ? ORDER BY entry",
            .integer(key.value)
        ) { $0.integer(0) }
        return [record.entry] + (try later.map { try connection.hash(ofEntry: $0) })
    }

    /// Why an operation has no effect; nil for a valid one.
    package func invalidity(of dot: Dot) throws -> String? {
        guard let key = try connection.key(of: dot) else { return nil }
        return try connection.first(
            "SELECT reason FROM invalid WHERE dot = ?",
            .integer(key.value)
        ) { $0.text(0) }
    }

    /// The largest counter that an author has given a record of a kind; 0 if none.
    package func counter(of author: AuthorID, kind: UInt32) throws -> UInt64 {
        guard let author = try connection.key(of: author) else { return 0 }
        let large = try connection.first(
            """
            SELECT counter FROM record WHERE creator = ? AND kind = ? AND counter < 0
            ORDER BY counter DESC LIMIT 1
            """,
            .integer(author),
            .integer(kind)
        ) { $0.integer(0) }
        let counter =
            try large
            ?? connection.first(
                """
                SELECT counter FROM record WHERE creator = ? AND kind = ?
                ORDER BY counter DESC LIMIT 1
                """,
                .integer(author),
                .integer(kind)
            ) { $0.integer(0) }
        return counter.map { UInt64(bitPattern: $0) } ?? 0
    }

    /// The open conflict with this id.
    package func conflict(_ id: ConflictID) throws -> Conflict? {
        let record = try connection.first(
            "SELECT record FROM conflict WHERE id = ?",
            .bytes(id.hash.bytes)
        ) { DotKey(value: $0.integer(0)) }
        return try record.flatMap { try connection.record($0) }?.conflicts.first { $0.id == id }
    }

    /// The sum over all live dots.
    package func digest() throws -> Digest { try storedDigest() }

    /// The sum as it stands in the file.
    func storedDigest() throws -> Digest {
        let sum = try connection.first("SELECT sum FROM digest") { try $0.hash(0) }
        guard let sum else { throw StoreError.damaged("there is no digest") }
        return Digest(sum: sum)
    }

    /// The dot keys of the records that bear a speakable id, its suffix aside, in order.
    func keys(named id: SpokenID) throws -> [DotKey] {
        guard let kind = KindLetter.kind(of: id.letter) else {
            return try keysOfUnknownKind(named: id)
        }
        return try connection.keys(ofAuthorsOf: id.partner).flatMap { author in
            try connection.all(
                "SELECT pk FROM record WHERE creator = ? AND kind = ? AND counter = ?",
                .integer(author),
                .integer(kind),
                .integer(id.counter)
            ) { $0.integer(0) }
        }.sorted().map(DotKey.init(value:))
    }

    /// The same among the records whose kinds this release does not know and which share a letter.
    private func keysOfUnknownKind(named id: SpokenID) throws -> [DotKey] {
        guard id.letter == KindLetter.unknown else { return [] }
        return try connection.keys(ofAuthorsOf: id.partner).flatMap { author in
            try connection.all(
                "SELECT pk, kind FROM record WHERE creator = ? AND counter = ?",
                .integer(author),
                .integer(id.counter)
            ) { (key: $0.integer(0), kind: UInt32(truncatingIfNeeded: $0.integer(1))) }
        }.filter { KindLetter.letter(of: $0.kind) == KindLetter.unknown }.map(\.key).sorted()
            .map(DotKey.init(value:))
    }
}

/// The letters of kinds in speakable ids.
enum KindLetter {
    /// Stands for every kind that this release does not know.
    static let unknown: Character = "x"

    static func letter(of kind: UInt32) -> Character {
        kinds.first { $0.number == kind }?.letter ?? unknown
    }

    static func kind(of letter: Character) -> UInt32? {
        kinds.first { $0.letter == letter }?.number
    }

    private static let kinds = RuleSet.released.flatMap(\.kinds)
}

extension StoreConnection {
    /// The record with this dot key.
    func record(_ key: DotKey) throws -> RecordState? {
        let found = try first(
            "SELECT creator, kind, counter, state FROM record WHERE pk = ?",
            .integer(key.value)
        ) { RecordColumns($0, key: key, from: 0) }
        return try found.map { try $0.state(in: self) }
    }

    /// Whether there is a record with this dot key.
    func holdsRecord(_ key: DotKey) throws -> Bool {
        try first("SELECT 1 FROM record WHERE pk = ?", .integer(key.value)) { _ in true } ?? false
    }
}

/// A record's row, read but not yet decoded, so that the statement can end first.
struct RecordColumns {
    let key: DotKey
    let creator: Int64
    let kind: UInt32
    let counter: UInt64
    let blob: [UInt8]

    /// Reads creator, kind, counter and state from a column on.
    init(_ row: PreparedStatement, key: DotKey, from column: CInt) {
        self.key = key
        creator = row.integer(column)
        kind = UInt32(truncatingIfNeeded: row.integer(column + 1))
        counter = UInt64(bitPattern: row.integer(column + 2))
        blob = row.bytes(column + 3)
    }

    func state(in connection: StoreConnection) throws -> RecordState {
        let row = RecordRow(
            key: key,
            id: try connection.dot(key),
            kind: kind,
            creator: try connection.author(creator),
            counter: counter
        )
        return try RecordBlob.decode(blob, of: row, in: connection)
    }
}
