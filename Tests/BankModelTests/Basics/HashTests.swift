import BankModel
import Simulation
import Testing

/// Hashes as words, as bytes and as digits.
@Suite struct HashTests {
    /// FIPS 180-2, appendix B.1.
    @Test func `a hash is SHA-256 of its parts, one after another`() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(Hash256(hashing: Array("abc".utf8)).hex == expected)
        #expect(Hash256(hashing: Array("a".utf8), [], Array("bc".utf8)).hex == expected)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `bytes and digits read back, in the order of the bytes`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let (left, right) = (dice.bytes(32), dice.bytes(32))
        let hash = try #require(Hash256(bytes: left))
        #expect(hash.bytes == left)
        #expect(Hash256(hex: hash.hex) == hash)
        let other = try #require(Hash256(bytes: right))
        #expect((hash < other) == left.lexicographicallyPrecedes(right))
        for index in [0, 7, 8, 15, 16, 24, 31] {
            var changed = left
            changed[index] &+= 1
            let near = try #require(Hash256(bytes: changed))
            #expect(near != hash)
            #expect((hash < near) == left.lexicographicallyPrecedes(changed))
        }
    }

    @Test(arguments: [0, 31, 33, 64])
    func `a hash has 32 bytes`(count: Int) {
        #expect(Hash256(bytes: Array(repeating: 0, count: count)) == nil)
        #expect(Hash256(hex: String(repeating: "00", count: count)) == nil)
    }

    @Test func `digits come in pairs, in either case`() {
        #expect(Hex.decode("00fF") == [0, 255])
        #expect(Hex.encode([0, 15, 255]) == "000fff")
        for text in ["0", "0g", "g0", " 00", "\u{ff10}\u{ff10}"] {
            #expect(Hex.decode(text) == nil)
        }
    }

    @Test func `no two lists of parts have the same bytes`() {
        let lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"]]
        let bytes = lists.map { $0.flatMap { Bytes.lengthPrefixed($0.utf8) } }
        #expect(Set(bytes).count == lists.count)
        #expect(Bytes.bigEndian(UInt32(0x0102_0304)) == [1, 2, 3, 4])
        #expect(Bytes.bigEndian(Int64(-2)) == [255, 255, 255, 255, 255, 255, 255, 254])
    }
}
