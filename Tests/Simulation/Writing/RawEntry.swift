package import BankModel

/// An entry's bytes made by hand from the published contract, without the code that it tests.
///
/// One change that creates a target with one text, so that any length can be had exactly.
package struct RawEntry {
    /// What stands in the header beside the lengths and hashes.
    package var header: EntryHeader
    /// The text of the field `control`.
    package var text: [UInt8]
    /// Bytes put behind the last field of the entry.
    package var tail: [UInt8] = []

    package init(header: EntryHeader, text: [UInt8]) {
        self.header = header
        self.text = text
    }

    /// The entry as its author would send it.
    package func bytes(signedBy author: AuthorID) -> [UInt8] {
        let salt = [UInt8](repeating: 5, count: 16)
        // Ops { changes { create { kind 1, counter 1 }, operations { field 5 } } }
        let ops = Self.field(
            1,
            Self.field(1, Self.field(1, 1) + Self.field(2, 1)) + Self.field(3, Self.field(2, 5))
        )
        // Leaf { values { text } }
        let leaf = Self.field(1, Self.field(2, text))
        let leafSalt = Hash256(hashing: Array("jig salt 1".utf8), salt, [0, 0, 0, 0]).bytes
        let root = Hash256(hashing: [0], Array(leafSalt.prefix(16)), leaf)
        let head =
            start + Self.field(13, UInt64(ops.count))
            + Self.field(14, Hash256(hashing: Array("jig ops 1".utf8), ops).bytes)
            + Self.field(15, UInt64(leaf.count)) + Self.field(16, root.bytes)
        let hash = Hash256(hashing: Array("jig entry 1".utf8), head)
        return Self.field(1, head)
            + Self.field(2, SimKeyring.signature(of: hash, by: author))
            + Self.field(3, ops) + Self.field(4, leaf) + Self.field(5, salt) + tail
    }

    /// The entry, with a text that makes it exactly so long.
    package static func bytes(
        count: Int,
        under header: EntryHeader,
        signedBy author: AuthorID
    ) -> [UInt8] {
        var raw = Self(header: header, text: [])
        var length = max(0, count - 400)
        for _ in 0..<400 {
            raw.text = Array(repeating: UInt8(ascii: "x"), count: length)
            let bytes = raw.bytes(signedBy: author)
            if bytes.count >= count { return bytes }
            length += max(1, (count - bytes.count) / 2)
        }
        preconditionFailure("no entry of \(count) bytes")
    }

    private var start: [UInt8] {
        var bytes = Self.field(1, 1) + Self.field(2, header.bank.bytes)
        bytes += Self.field(3, Array(header.log.author.description.utf8))
        bytes += Self.field(4, UInt64(header.log.channel.rawValue)) + Self.field(5, header.seq)
        for hash in header.previous { bytes += Self.field(6, hash.bytes) }
        for seen in header.seen {
            bytes += Self.field(
                7,
                Self.field(1, Array(seen.author.description.utf8))
                    + Self.field(2, seen.head.seq) + Self.field(3, seen.head.hash.bytes)
            )
        }
        let claimed = header.claimed.milliseconds
        bytes += Self.field(8, UInt64(bitPattern: claimed << 1 ^ claimed >> 63))
        bytes += Self.field(10, Array(header.operatorName.utf8))
        return bytes + Self.field(11, header.charter) + Self.field(12, header.roster)
    }

    /// A field of bytes: its number, their count, and they.
    package static func field(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
    }

    /// A field of an unsigned integer.
    package static func field(_ number: UInt64, _ value: UInt64) -> [UInt8] {
        value == 0 ? [] : varint(number << 3) + varint(value)
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
