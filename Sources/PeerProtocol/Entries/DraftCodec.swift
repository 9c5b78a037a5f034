package import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

/// Reads and writes the changes of a draft: an own write that waits, its dots as full hashes.
package enum DraftCodec {
    /// The changes as bytes for `StoredDraft`.
    package static func bytes(of changes: [AuthoredChange], channel: Channel) -> [UInt8] {
        var wire = Jig_V1_Draft()
        wire.channel = UInt32(channel.rawValue)
        wire.changes = changes.map(Self.wire)
        do {
            return try wire.serializedBytes()
        } catch {
            preconditionFailure("a draft cannot be written: \(error)")
        }
    }

    /// The changes that `bytes(of:channel:)` wrote; throws `EntryError.malformed` for others.
    package static func read(
        _ bytes: [UInt8]
    ) throws(EntryError) -> (changes: [AuthoredChange], channel: Channel) {
        let wire: Jig_V1_Draft
        do { wire = try Jig_V1_Draft(serializedBytes: Data(bytes)) } catch {
            throw .malformed("draft")
        }
        guard let channel = UInt8(exactly: wire.channel).flatMap(Channel.init(rawValue:)) else {
            throw .malformed("draft: channel")
        }
        var changes: [AuthoredChange] = []
        for change in wire.changes { changes.append(try Self.change(change)) }
        return (changes, channel)
    }

    private static func wire(_ change: AuthoredChange) -> Jig_V1_DraftChange {
        var wire = Jig_V1_DraftChange()
        switch change.record {
        case .new(let kind): wire.kind = kind
        case .existing(let id): wire.record = Data(id.bytes)
        }
        wire.reason = change.reason ?? ""
        wire.operations = change.operations.map { operation in
            var form = Jig_V1_DraftOperation()
            form.kind = operation.kind.wire
            form.field = operation.field.number
            form.key = operation.field.key
            form.merge = UInt32(operation.merge.rawValue)
            form.supersedes = operation.supersedes.map { Data($0.bytes) }
            form.aware = operation.aware.map { Data($0.bytes) }
            if let value = operation.value { form.value = value.wire }
            form.typed = operation.typed
            return form
        }
        return wire
    }

    private static func change(_ wire: Jig_V1_DraftChange) throws(EntryError) -> AuthoredChange {
        var operations: [AuthoredOperation] = []
        for operation in wire.operations {
            guard let merge = UInt8(exactly: operation.merge).flatMap(Merge.init(rawValue:)) else {
                throw .malformed("draft: merge")
            }
            operations.append(
                AuthoredOperation(
                    kind: OperationKind(operation.kind),
                    field: FieldID(operation.field, key: operation.key),
                    merge: merge,
                    supersedes: try operation.supersedes.dots(),
                    aware: try operation.aware.dots(),
                    value: operation.hasValue ? Value(operation.value) : nil,
                    typed: operation.typed
                )
            )
        }
        return AuthoredChange(
            record: wire.kind > 0 ? .new(kind: wire.kind) : .existing(try [wire.record].dots()[0]),
            operations: operations,
            reason: wire.reason.isEmpty ? nil : wire.reason
        )
    }
}

extension [Data] {
    fileprivate func dots() throws(EntryError) -> [Dot] {
        var dots: [Dot] = []
        for bytes in self {
            guard let dot = Dot(bytes: bytes) else { throw .malformed("draft: dot") }
            dots.append(dot)
        }
        return dots
    }
}
