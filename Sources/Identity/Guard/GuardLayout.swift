import BankModel

/// The bytes of a guard file: two slots of a disk page each, written in turn.
///
///     offset  bytes  what
///     0       152    slot 0
///     4096    152    slot 1; every other byte of the 8192 is 0
///
/// A slot; integers are big-endian:
///
///     0       8      "jigguard"
///     8       8      generation, from 1: the valid slot with the larger one counts
///     16      1      bytes of the author's id
///     17      23     the author's id, then 0s
///     40      8      seq of the newest entry in the bank log; 0 for none
///     48      32     its hash
///     80      8      seq of the newest entry in the ops log; 0 for none
///     88      32     its hash
///     120     32     SHA-256("jig guard 1" ‖ bytes 0 to 119)
///
/// A write goes to the slot that does not count, so a torn one leaves the other as it was.
enum GuardLayout {
    static let slotBytes = 152
    static let slotOffsets = [0, 4096]
    static let fileBytes = 8192

    private static let magic = Array("jigguard".utf8)
    private static let authorBytesMax = 23

    /// The bytes of one slot.
    static func slot(_ heads: GuardedHeads, generation: UInt64) -> [UInt8] {
        let author = Array(heads.author.description.utf8)
        precondition(author.count <= authorBytesMax, "author id of \(author.count) bytes")
        let padding = [UInt8](repeating: 0, count: authorBytesMax - author.count)
        var bytes = magic + Bytes.bigEndian(generation)
        bytes += [UInt8(author.count)] + author + padding
        for head in [heads.bank, heads.ops] {
            bytes += Bytes.bigEndian(head?.seq ?? 0) + (head?.hash ?? .zero).bytes
        }
        return bytes + checksum(bytes[...])
    }

    /// What a slot holds; nil for anything but a whole one.
    static func read(_ slot: ArraySlice<UInt8>) -> (heads: GuardedHeads, generation: UInt64)? {
        guard slot.count == slotBytes else { return nil }
        let bytes = Array(slot)
        guard bytes.starts(with: magic), checksum(bytes[..<120]) == Array(bytes[120...]) else {
            return nil
        }
        let length = Int(bytes[16])
        guard length <= authorBytesMax,
            let author = AuthorID(String(decoding: bytes[17..<17 + length], as: UTF8.self))
        else { return nil }
        let generation = integer(bytes[8..<16])
        // The next generation must be one larger; a counter near its end was never counted up to.
        guard generation < UInt64(Int64.max) else { return nil }
        let heads = GuardedHeads(
            author: author,
            bank: head(bytes[40..<80]),
            ops: head(bytes[80..<120])
        )
        return (heads, generation)
    }

    /// The slot that counts, of a whole file's bytes; nil where neither is whole.
    static func newest(
        _ file: [UInt8]
    ) -> (heads: GuardedHeads, generation: UInt64, slot: Int)? {
        guard file.count == fileBytes else { return nil }
        let slots = slotOffsets.enumerated().compactMap { index, offset in
            read(file[offset..<offset + slotBytes]).map {
                (heads: $0.heads, generation: $0.generation, slot: index)
            }
        }
        return slots.max { $0.generation < $1.generation }
    }

    /// The bytes of a new file.
    static func file(_ heads: GuardedHeads) -> [UInt8] {
        let slot = slot(heads, generation: 1)
        return slot + [UInt8](repeating: 0, count: fileBytes - slot.count)
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Hash256(hashing: Array("jig guard 1".utf8), Array(bytes)).bytes
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> Head? {
        let seq = integer(bytes.prefix(8))
        guard seq > 0, let hash = Hash256(bytes: bytes.dropFirst(8)) else { return nil }
        return Head(seq: seq, hash: hash)
    }
}
