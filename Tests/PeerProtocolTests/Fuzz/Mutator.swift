import Simulation

/// Changes bytes as a peer of ill will or a broken one might: a few of the ways at a time.
enum Mutator {
    /// The bytes after one to three changes; `others` are what pieces are taken from.
    static func mutate(_ bytes: [UInt8], among others: [[UInt8]], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0...dice.below(3) { step(&bytes, others, &dice) }
        return bytes
    }

    /// One of the choices, changed, with pieces of the others.
    static func mutated(oneOf choices: [[UInt8]], _ dice: inout Dice) -> [UInt8] {
        mutate(dice.pick(choices) ?? [], among: choices, &dice)
    }

    private static func step(_ bytes: inout [UInt8], _ others: [[UInt8]], _ dice: inout Dice) {
        let at = dice.below(bytes.count + 1)
        let range = at..<min(bytes.count, at + 1 + dice.below(12))
        switch dice.below(9) {
        case 0: bytes.insert(contentsOf: dice.bytes(1 + dice.below(6)), at: at)
        case 1: bytes.removeSubrange(range)
        case 2: bytes.insert(contentsOf: bytes[range], at: dice.below(bytes.count + 1))
        case 3:
            let other = dice.pick(others) ?? []
            let start = dice.below(other.count + 1)
            bytes.replaceSubrange(range, with: other[start...].prefix(dice.below(80)))
        case 4: bytes.insert(contentsOf: dice.pick(numbers) ?? [], at: at)
        case 5: bytes.replaceSubrange(range, with: dice.pick(numbers) ?? [])
        case 6 where at < bytes.count: bytes[at] = dice.pick(edges) ?? 0
        case 7: bytes.removeSubrange(at...)
        default: if at < bytes.count { bytes[at] ^= 1 << dice.below(8) }
        }
    }

    private static let edges: [UInt8] = [0, 1, 0x0A, 0x12, 0x1A, 0x40, 0x7F, 0x80, 0xFE, 0xFF]

    /// Varints at the ends of their ranges, in few bytes and in many, and one that never ends.
    private static let numbers: [[UInt8]] = [
        [0x80, 0x00], [0xFF, 0x7F], [0x80, 0x80, 0x01], [0x80, 0x80, 0x03],
        [0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        [0x80, 0x80, 0x80, 0x80, 0x08], [UInt8](repeating: 0xFF, count: 9) + [0x01],
        [UInt8](repeating: 0x80, count: 9) + [0x01], [UInt8](repeating: 0xFF, count: 8) + [0x7F],
        [UInt8](repeating: 0xFF, count: 12),
    ]
}
