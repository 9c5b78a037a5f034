internal import BankModel
internal import SwiftProtobuf

// Model → wire, without the wire's types between: the hot path of `EntryWriter`.

extension EntryChange {
    /// The change as one of an `Ops`.
    func write(to writer: inout WireWriter) {
        writer.message(tag: 0x0A) { writer in
            switch record {
            case .create(let kind, let counter):
                writer.message(tag: 0x0A) { writer in
                    writer.unsigned(UInt64(kind), tag: 0x08)
                    writer.unsigned(counter, tag: 0x10)
                }
            case .existing(let reference): reference.write(to: &writer, tag: 0x12)
            }
            for operation in operations { operation.write(to: &writer) }
        }
    }

    /// The values of the change, its reason, and in what words they were given: a `Leaf`.
    var leaf: [UInt8] {
        var writer = WireWriter()
        for operation in operations {
            if let value = operation.value { value.write(to: &writer, tag: 0x0A) }
        }
        writer.counted((reason ?? "").utf8, tag: 0x12)
        var index: UInt64 = 0
        for operation in operations where operation.value != nil {
            for text in operation.typed {
                writer.message(tag: 0x1A) { writer in
                    writer.unsigned(index, tag: 0x08)
                    writer.counted(text.utf8, tag: 0x12)
                }
            }
            index += 1
        }
        return writer.bytes
    }
}

extension BankModel.Operation {
    fileprivate func write(to writer: inout WireWriter) {
        writer.message(tag: 0x1A) { writer in
            writer.unsigned(UInt64(kind.wire), tag: 0x08)
            writer.unsigned(UInt64(field.number), tag: 0x10)
            writer.counted(field.key.utf8, tag: 0x1A)
            writer.unsigned(UInt64(merge.rawValue), tag: 0x20)
            for dot in supersedes { dot.write(to: &writer, tag: 0x2A) }
            for dot in aware { dot.write(to: &writer, tag: 0x32) }
            writer.unsigned(value == nil ? 1 : 0, tag: 0x38)
        }
    }
}

extension DotReference {
    fileprivate func write(to writer: inout WireWriter, tag: UInt8) {
        writer.message(tag: tag) { writer in
            switch self {
            case .ancestor(let head, let seq, let index):
                writer.unsigned(UInt64(head), tag: 0x08)
                writer.unsigned(seq, tag: 0x10)
                writer.unsigned(UInt64(index), tag: 0x18)
            case .exact(let head, let dot):
                writer.unsigned(UInt64(head), tag: 0x08)
                writer.unsigned(UInt64(dot.index), tag: 0x18)
                writer.counted(dot.entry.bytes, tag: 0x22)
            }
        }
    }
}

extension Value {
    fileprivate func write(to writer: inout WireWriter, tag: UInt8) {
        writer.message(tag: tag) { writer in
            switch self {
            case .text(let text): writer.always(counted: text.utf8, tag: 0x12)
            case .word(let word): writer.always(counted: word.utf8, tag: 0x1A)
            case .place(let place): writer.message(tag: 0x22) { place.write(to: &$0) }
            case .millimetres(let length):
                writer.always(unsigned: UInt64(max(0, length)), tag: 0x30)
            case .instant(let time): writer.always(signed: time, tag: 0x38)
            case .life(let life): writer.always(unsigned: UInt64(life.rawValue), tag: 0x48)
            case .cleared, .interval, .verification, .volumes, .reference, .suggestion, .opaque:
                // Rare: SwiftProtobuf's own form.
                for byte in MessageCodec.serialized(wire) { writer.byte(byte) }
            }
        }
    }
}

extension Place {
    fileprivate func write(to writer: inout WireWriter) {
        writer.signed(Int64(latitude), tag: 0x08)
        writer.signed(Int64(longitude), tag: 0x10)
        writer.unsigned(UInt64(uncertainty), tag: 0x18)
        switch shape {
        case .point: break
        case .circle(let radius): writer.always(unsigned: UInt64(radius), tag: 0x20)
        case .polygon(let vertices):
            writer.message(tag: 0x2A) { $0.steps(along: vertices, tag: 0x0A) }
        case .corridor(let points, let halfWidth):
            writer.message(tag: 0x32) { writer in
                writer.unsigned(UInt64(halfWidth), tag: 0x08)
                writer.steps(along: points, tag: 0x12)
            }
        }
    }
}

extension WireWriter {
    /// Steps from position to position, packed.
    fileprivate mutating func steps(along positions: [Position], tag: UInt8) {
        var packed = Self()
        for step in Position.steps(along: positions) {
            packed.varint(UInt64(bitPattern: (step << 1) ^ (step >> 63)))
        }
        counted(packed.bytes, tag: tag)
    }
}
