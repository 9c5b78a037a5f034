import BankModel

/// The live fields of a record as one blob.
///
///     byte      layout, 1; 2 where any sibling has words in which it was typed
///     varint    fields; for each, in the order of fields:
///       varint    the field's number in this file (`internedNumber(of:)`)
///       varint    live siblings << 3 | has ghosts << 2 | merge
///       varint    ghosts, if it has any
///       for each sibling, in the order of dots:
///         signed    its dot key − the record's
///         varint    the author's key; 0 for the record's creator
///         varint    dots that it was aware of; for each, signed: its dot key − the record's
///         varint    layout 2: the words in which it was typed; for each, text
///         value     (Value+Blob.swift)
///       for each ghost, in the order of dots:
///         signed    its dot key − the record's
///         varint    the author's key; 0 for the record's creator
///
/// Identity, kind, creator and counter are columns of the row.
enum RecordBlob {
    /// Without and with the words in which values were typed, which hardly any record has.
    enum Layout: UInt8 {
        case plain = 1
        case worded = 2
    }

    static func encode(
        _ state: RecordState,
        key: DotKey,
        in connection: StoreConnection
    ) throws -> [UInt8] {
        var encoder = Encoder(state: state, key: key, connection: connection)
        return try encoder.encode()
    }

    static func decode(
        _ blob: [UInt8],
        of row: RecordRow,
        in connection: StoreConnection
    ) throws -> RecordState {
        var decoder = try Decoder(reader: BlobReader(blob), row: row, connection: connection)
        return try decoder.decode()
    }

    private struct Encoder {
        let state: RecordState
        let key: DotKey
        let connection: StoreConnection
        let layout: Layout
        var writer = BlobWriter()

        init(state: RecordState, key: DotKey, connection: StoreConnection) {
            self.state = state
            self.key = key
            self.connection = connection
            layout = state.isWorded ? .worded : .plain
        }

        mutating func encode() throws -> [UInt8] {
            writer.reserveCapacity(192)
            writer.byte(layout.rawValue)
            let all = state.fields
            let fields = all.span
            writer.unsigned(UInt64(fields.count))
            for position in fields.indices { try encode(fields[position]) }
            return writer.bytes
        }

        private mutating func encode(_ field: borrowing FieldState) throws {
            writer.unsigned(try connection.internedNumber(of: field.field))
            let ghosts = UInt64(field.ghosts.isEmpty ? 0 : 1)
            writer.unsigned(
                UInt64(field.live.count) << 3 | ghosts << 2 | UInt64(field.merge.rawValue)
            )
            if !field.ghosts.isEmpty { writer.unsigned(UInt64(field.ghosts.count)) }
            let live = field.live.span
            for position in live.indices { try encode(live[position]) }
            for ghost in field.ghosts {
                try encode(ghost.dot)
                try encode(ghost.author)
            }
        }

        private mutating func encode(_ sibling: borrowing Sibling) throws {
            try encode(sibling.dot)
            try encode(sibling.author)
            writer.unsigned(UInt64(sibling.aware.count))
            for dot in sibling.aware { try encode(dot) }
            if layout == .worded {
                writer.unsigned(UInt64(sibling.typed.count))
                for text in sibling.typed { writer.counted(text.utf8) }
            }
            writer.value(sibling.value)
        }

        private mutating func encode(_ dot: Dot) throws {
            if dot.entry == state.id.entry {
                writer.signed(Int64(dot.index) - Int64(key.index))
                return
            }
            guard let other = try connection.key(of: dot) else {
                throw StoreError.damaged("a record holds a change whose entry is not here")
            }
            writer.signed(other.value &- key.value)
        }

        private mutating func encode(_ author: AuthorID) throws {
            if author == state.creator {
                writer.unsigned(0)
            } else {
                writer.unsigned(UInt64(bitPattern: try connection.internedKey(of: author)))
            }
        }
    }

    private struct Decoder {
        var reader: BlobReader
        let row: RecordRow
        let connection: StoreConnection
        let layout: Layout

        init(reader: BlobReader, row: RecordRow, connection: StoreConnection) throws {
            self.reader = reader
            self.row = row
            self.connection = connection
            let byte = try self.reader.byte()
            guard let layout = Layout(rawValue: byte) else {
                throw StoreError.damaged("a record in the layout \(byte)")
            }
            self.layout = layout
        }

        mutating func decode() throws -> RecordState {
            var fields: [FieldState] = []
            for _ in 0..<(try reader.count()) { fields.append(try field()) }
            guard reader.isAtEnd else { throw StoreError.damaged("a record with more behind it") }
            return RecordState(
                id: row.id,
                kind: row.kind,
                creator: row.creator,
                counter: row.counter,
                fields: fields
            )
        }

        private mutating func field() throws -> FieldState {
            let field = try connection.field(numbered: reader.unsigned())
            let head = try reader.unsigned()
            guard let merge = Merge(rawValue: UInt8(head & 3)) else {
                throw StoreError.damaged("a field that merges in the way \(head & 3)")
            }
            let ghostCount = head & 4 == 0 ? 0 : try reader.count()
            var live: [Sibling] = []
            for _ in 0..<(head >> 3) { live.append(try sibling()) }
            var ghosts: [Ghost] = []
            for _ in 0..<ghostCount { ghosts.append(Ghost(dot: try dot(), author: try author())) }
            return FieldState(field: field, merge: merge, live: live, ghosts: ghosts)
        }

        private mutating func sibling() throws -> Sibling {
            let dot = try dot()
            let author = try author()
            var aware: [Dot] = []
            for _ in 0..<(try reader.count()) { aware.append(try self.dot()) }
            var typed: [String] = []
            if layout == .worded {
                for _ in 0..<(try reader.count()) { typed.append(try reader.text()) }
            }
            return Sibling(
                dot: dot,
                author: author,
                value: try reader.value(),
                aware: aware,
                typed: typed
            )
        }

        private mutating func dot() throws -> Dot {
            let key = DotKey(value: row.key.value &+ (try reader.signed()))
            if key.entry == row.key.entry { return Dot(entry: row.id.entry, index: key.index) }
            return try connection.dot(key)
        }

        private mutating func author() throws -> AuthorID {
            let key = try reader.unsigned()
            return key == 0 ? row.creator : try connection.author(Int64(bitPattern: key))
        }
    }
}

extension RecordState {
    /// Whether any value was given in other words than its own notation.
    fileprivate var isWorded: Bool {
        let fields = fields.span
        for position in fields.indices {
            let live = fields[position].live.span
            for sibling in live.indices where !live[sibling].typed.isEmpty { return true }
        }
        return false
    }
}

/// The columns of a record's row beside its state.
struct RecordRow {
    let key: DotKey
    let id: RecordID
    let kind: UInt32
    let creator: AuthorID
    let counter: UInt64
}
