internal import BankModel
internal import SwiftProtobuf

// Wire → model, without the wire's types between: the hot path of `EntryCodec`. Nil stands for
// bytes that are not of our own form, which SwiftProtobuf then reads, or refuses.

extension EntryChange {
    /// The changes of an entry: `ops` as it was hashed, and a leaf for each change.
    static func read(ops: [UInt8], leaves: [ArraySlice<UInt8>]) -> [Self]? {
        var reader = WireReader(ops)
        var changes: [Self] = []
        changes.reserveCapacity(leaves.count)
        var index: UInt32 = 0
        while !reader.isAtEnd {
            guard changes.count < leaves.count, reader.take(0x0A), var change = reader.message(),
                let read = Self(&change, leaf: Array(leaves[changes.count]), firstIndex: index),
                Int(index) + read.dotCount <= Limits.operationsMax
            else { return nil }
            index += UInt32(read.dotCount)
            changes.append(read)
        }
        guard changes.count == leaves.count, changes.count <= Limits.changesMax else { return nil }
        return changes
    }

    private init?(_ reader: inout WireReader, leaf: [UInt8], firstIndex: UInt32) {
        guard let record = RecordReference(&reader) else { return nil }
        var values = LeafReader(leaf)
        var operations: [Operation] = []
        operations.reserveCapacity(8)
        while reader.take(0x1A) {
            guard var operation = reader.message(),
                let read = Operation(&operation, values: &values)
            else { return nil }
            operations.append(read)
        }
        guard reader.isAtEnd, let (reason, typed) = values.end(),
            TypedWords.give(typed, to: &operations)
        else { return nil }
        self.init(
            record: record,
            firstIndex: firstIndex,
            operations: operations,
            reason: reason.isEmpty ? nil : reason
        )
    }
}

extension RecordReference {
    fileprivate init?(_ reader: inout WireReader) {
        if reader.take(0x0A) {
            guard var creation = reader.message(), creation.take(0x08),
                let kind = creation.number(), kind >= 1, creation.take(0x10),
                let counter = creation.varint(), counter >= 1, counter <= UInt64(Int64.max),
                creation.isAtEnd
            else { return nil }
            self = .create(kind: kind, counter: counter)
        } else if reader.take(0x12) {
            guard var reference = reader.message(), let dot = DotReference(&reference) else {
                return nil
            }
            self = .existing(dot)
        } else {
            return nil
        }
    }
}

extension BankModel.Operation {
    fileprivate init?(_ reader: inout WireReader, values: inout LeafReader) {
        guard let kind = reader.take(0x08) ? reader.number() : 0, reader.take(0x10),
            let field = reader.number(), field >= 1,
            let key = reader.take(0x1A) ? reader.text() : "",
            key.utf8.count <= Limits.attributeKeyBytesMax,
            let merging = reader.take(0x20) ? reader.number() : 0,
            let merge = UInt8(exactly: merging).flatMap(Merge.init(rawValue:)),
            let supersedes = DotReference.list(&reader, tag: 0x2A),
            let aware = DotReference.list(&reader, tag: 0x32)
        else { return nil }
        var value: Value?
        if reader.take(0x38) {
            guard reader.varint() == 1 else { return nil }
        } else {
            value = values.next()
            if value == nil { return nil }
        }
        guard reader.isAtEnd else { return nil }
        self.init(
            kind: OperationKind(kind),
            field: FieldID(field, key: key),
            merge: merge,
            supersedes: supersedes,
            aware: aware,
            value: value
        )
    }
}

extension DotReference {
    fileprivate init?(_ reader: inout WireReader) {
        guard let head = reader.take(0x08) ? reader.number() : 0,
            let seq = reader.take(0x10) ? reader.varint() : 0,
            let index = reader.take(0x18) ? reader.number() : 0
        else { return nil }
        if reader.take(0x22) {
            guard seq == 0, let range = reader.counted(), reader.isAtEnd,
                let hash = Hash256(bytes: reader.slice(range))
            else { return nil }
            self = .exact(head: head, dot: Dot(entry: hash, index: index))
        } else {
            guard reader.isAtEnd else { return nil }
            self = .ancestor(head: head, seq: seq, index: index)
        }
    }

    fileprivate static func list(_ reader: inout WireReader, tag: UInt8) -> [Self]? {
        var references: [Self] = []
        while reader.take(tag) {
            guard references.count < Limits.supersedesMax, var message = reader.message(),
                let reference = Self(&message)
            else { return nil }
            references.append(reference)
        }
        return references
    }
}

/// Gives the values of a leaf one by one, then its reason and the words of its values.
struct LeafReader {
    private var reader: WireReader

    init(_ leaf: [UInt8]) { reader = WireReader(leaf) }

    /// The next value; nil where there is none.
    mutating func next() -> Value? {
        guard reader.take(0x0A), let message = reader.message() else { return nil }
        var fields = message
        if let value = Value(&fields) { return value }
        let bytes = Array(message.slice(message.rest))
        return (try? Jig_V1_Value(serializedBytes: bytes)).map { Value($0) }
    }

    /// The reason, empty where none was given, and the words of values, once all values were taken;
    /// nil where more follows.
    mutating func end() -> (reason: String, typed: [TypedWords])? {
        var reason = ""
        if reader.take(0x12) {
            guard let text = reader.text(), !text.isEmpty,
                TextRule.refusal(of: text, bytesMax: Limits.textBytesMax) == nil
            else { return nil }
            reason = text
        }
        var typed: [TypedWords] = []
        while reader.take(0x1A) {
            guard var message = reader.message(),
                let value = message.take(0x08) ? message.number() : 0, message.take(0x12),
                let text = message.text(), message.isAtEnd
            else { return nil }
            typed.append(TypedWords(value: value, text: text))
        }
        return reader.isAtEnd ? (reason, typed) : nil
    }
}

extension Value {
    /// A value of the common types; nil for any other, and for what has to be carried as it came.
    fileprivate init?(_ reader: inout WireReader) {
        let value: Value? =
            if reader.take(0x12) {
                reader.text().map { .text($0) }
            } else if reader.take(0x1A) {
                reader.text().map { .word($0) }
            } else if reader.take(0x22) {
                reader.message().flatMap { Place(wire: $0) }.map { .place($0) }
            } else if reader.take(0x48) {
                reader.number().flatMap { UInt8(exactly: $0) }.flatMap { Life(rawValue: $0) }
                    .map { .life($0) }
            } else if reader.take(0x30) {
                reader.varint().flatMap { Int64(exactly: $0) }.map { .millimetres($0) }
            } else if reader.take(0x38) {
                reader.signed().map { .instant($0) }
            } else if reader.take(0x08) {
                reader.varint() == 1 ? .cleared : nil
            } else {
                nil
            }
        guard let value, reader.isAtEnd else { return nil }
        self = value
    }
}

extension Place {
    fileprivate init?(wire: WireReader) {
        var reader = wire
        guard let latitude = reader.take(0x08) ? reader.signed() : 0,
            let longitude = reader.take(0x10) ? reader.signed() : 0,
            let uncertainty = reader.take(0x18) ? reader.varint() : 0,
            let south = Int32(exactly: latitude), let west = Int32(exactly: longitude),
            let length = Int64(exactly: uncertainty)
        else { return nil }
        guard let position = Position(latitude: south, longitude: west),
            let shape = Shape(&reader, at: position), reader.isAtEnd
        else { return nil }
        self.init(latitude: south, longitude: west, uncertainty: length, shape: shape)
    }
}

extension Place.Shape {
    fileprivate init?(_ reader: inout WireReader, at position: Position) {
        if reader.take(0x20) {
            guard let radius = reader.length() else { return nil }
            self = .circle(radius: radius)
        } else if reader.take(0x2A) {
            guard var polygon = reader.message(), let vertices = polygon.positions(from: position),
                polygon.isAtEnd
            else { return nil }
            self = .polygon(vertices)
        } else if reader.take(0x32) {
            guard var corridor = reader.message(), corridor.take(0x08),
                let halfWidth = corridor.length(),
                let points = corridor.positions(from: position, tag: 0x12), corridor.isAtEnd
            else { return nil }
            self = .corridor(points, halfWidth: halfWidth)
        } else {
            self = .point
        }
    }
}

extension WireReader {
    /// An unsigned integer of at most 63 bits.
    fileprivate mutating func length() -> Int64? { varint().flatMap { Int64(exactly: $0) } }

    /// The positions to which packed steps lead.
    fileprivate mutating func positions(
        from first: Position,
        tag: UInt8 = 0x0A
    ) -> [Position]? {
        guard take(tag), var packed = message(), !packed.isAtEnd else { return nil }
        var steps: [Int64] = []
        while !packed.isAtEnd {
            guard let step = packed.signed() else { return nil }
            steps.append(step)
        }
        return Position.positions(from: first, steps: steps)
    }
}
