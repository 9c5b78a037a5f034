/// An order-free sum over all live dots: equal states have equal digests.
///
/// It finds defects of our merge, not attacks: entry hashes in the frontier already bind every
/// byte. So each dot's entry hash, which SHA-256 made uniform, is spread by an integer mixer
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014) rather than
/// hashed again: seven hashes a record would cost as much as all else that a bulk load does.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// Four sums modulo 2^64.
    package private(set) var sum: Hash256

    /// The digest of a bank with nothing live.
    package init() { sum = .zero }

    /// A digest as it was kept or received.
    package init(sum: Hash256) { self.sum = sum }

    /// Adds a dot that became live.
    package mutating func add(_ dot: Dot) {
        let term = Self.term(dot)
        sum.word0 &+= term.word0
        sum.word1 &+= term.word1
        sum.word2 &+= term.word2
        sum.word3 &+= term.word3
    }

    /// Takes away a dot that ended.
    package mutating func remove(_ dot: Dot) {
        let term = Self.term(dot)
        sum.word0 &-= term.word0
        sum.word1 &-= term.word1
        sum.word2 &-= term.word2
        sum.word3 &-= term.word3
    }

    /// Takes what an operation began and ended into account.
    package mutating func add(_ changes: DotChanges) {
        if let dot = changes.began { add(dot) }
        for dot in changes.ended { remove(dot) }
    }

    /// Adds all that is live in a record.
    mutating func addLive(of record: RecordState) {
        let fields = record.fields.span
        for position in fields.indices {
            let live = fields[position].live.span
            for sibling in live.indices { add(live[sibling].dot) }
        }
    }

    /// 64 hexadecimal digits.
    package var description: String { sum.hex }

    private static func term(_ dot: Dot) -> Hash256 {
        let step = (UInt64(dot.index) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        return Hash256(
            word0: mixed(dot.entry.word0 ^ step),
            word1: mixed(dot.entry.word1 ^ step),
            word2: mixed(dot.entry.word2 ^ step),
            word3: mixed(dot.entry.word3 ^ step)
        )
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
