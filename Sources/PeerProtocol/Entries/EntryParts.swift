internal import BankModel

/// Where the parts of an entry lie in its bytes.
///
///     0A  length, header       22  length, a leaf; one for each change
///     12  length, signature    2A  length, salt; only where there are leaves
///     1A  length, ops
///
/// The only form of an entry: parts in this order, each but a leaf left out where it is empty,
/// lengths as the shortest varints, nothing else. The hash covers the parts, not what stands around
/// them; with any freedom there, two nodes could hold different bytes for one entry (law 14).
struct EntryParts {
    let header: Range<Int>
    let signature: Range<Int>
    let ops: Range<Int>
    let leaves: [Range<Int>]
    let salt: Range<Int>

    /// Nil for any other form.
    init?(_ bytes: [UInt8]) {
        var reader = WireReader(bytes)
        guard let header = Self.part(0x0A, &reader), let signature = Self.part(0x12, &reader),
            let ops = Self.part(0x1A, &reader)
        else { return nil }
        var leaves: [Range<Int>] = []
        while reader.take(0x22) {
            guard let leaf = reader.counted() else { return nil }
            leaves.append(leaf)
        }
        guard let salt = Self.part(0x2A, &reader), reader.isAtEnd else { return nil }
        self.header = header
        self.signature = signature
        self.ops = ops
        self.leaves = leaves
        self.salt = salt
    }

    /// A part that is there at most once and never empty; an absent one is an empty stretch.
    private static func part(_ tag: UInt8, _ reader: inout WireReader) -> Range<Int>? {
        guard reader.take(tag) else { return reader.position..<reader.position }
        guard let range = reader.counted(), !range.isEmpty else { return nil }
        return range
    }

    /// The entry of these parts, in its only form.
    static func bytes(
        header: [UInt8],
        signature: [UInt8],
        ops: [UInt8],
        leaves: [[UInt8]],
        salt: [UInt8]
    ) -> [UInt8] {
        var writer = WireWriter()
        writer.counted(header, tag: 0x0A)
        writer.counted(signature, tag: 0x12)
        writer.counted(ops, tag: 0x1A)
        for leaf in leaves { writer.always(counted: leaf, tag: 0x22) }
        writer.counted(salt, tag: 0x2A)
        return writer.bytes
    }
}
