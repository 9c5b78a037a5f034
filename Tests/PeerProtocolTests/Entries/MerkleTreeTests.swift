import BankModel
import Testing

@testable import PeerProtocol

/// The tree over an entry's leaves, against the definition in RFC 6962, section 2.1.
@Suite struct MerkleTreeTests {
    private let salt = LeafSalt(entrySalt: Sample.salt)

    @Test func `the root is that of the definition for every number of leaves`() {
        for count in 0...70 {
            let leaves = (0..<count).map { [UInt8](repeating: UInt8($0), count: $0 % 5) }
            #expect(MerkleTree.root(ofLeaves: leaves, salt: salt) == Self.root(leaves, 0, salt))
        }
    }

    @Test func `no leaf, nor the order or number of leaves, can change under the root`() {
        let leaves: [[UInt8]] = [[1], [2], [3], [], [5]]
        let root = MerkleTree.root(ofLeaves: leaves, salt: salt)
        for index in leaves.indices {
            var (other, longer, fewer) = (leaves, leaves, leaves)
            other[index] += [0]
            longer.insert([], at: index)
            fewer.remove(at: index)
            for changed in [other, longer, fewer] {
                #expect(MerkleTree.root(ofLeaves: changed, salt: salt) != root)
            }
        }
        let swapped = [leaves[1], leaves[0]] + leaves.dropFirst(2)
        #expect(MerkleTree.root(ofLeaves: swapped, salt: salt) != root)
    }

    @Test func `each leaf has a salt of its own, as the contract derives it`() {
        let salts = (0..<300).map { Array(salt.leaf($0).bytes.prefix(LeafSalt.bytesCount)) }
        #expect(Set(salts).count == 300 && salts.allSatisfy { $0.count == 16 })
        let first = Hash256(hashing: Array("jig salt 1".utf8), Sample.salt, [0, 0, 1, 4])
        #expect(salts[260] == Array(first.bytes.prefix(16)))
    }

    /// MTH: split at the largest power of two below the number of leaves.
    private static func root(_ leaves: [[UInt8]], _ first: UInt32, _ salt: LeafSalt) -> Hash256 {
        if leaves.isEmpty { return Hash256(hashing: []) }
        if leaves.count == 1 {
            let salted = Array(salt.leaf(first).bytes.prefix(LeafSalt.bytesCount))
            return Hash256(hashing: [0], salted, leaves[0])
        }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let left = root(Array(leaves[..<split]), first, salt)
        let right = root(Array(leaves[split...]), first + UInt32(split), salt)
        return Hash256(hashing: [1], left.bytes, right.bytes)
    }
}
