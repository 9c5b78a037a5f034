internal import BankModel

/// The Merkle tree over an entry's leaves (RFC 6962, section 2.1, with a salt in each leaf).
///
/// It lets one leaf be erased, or withheld from an auditor, while all else still verifies.
enum MerkleTree {
    /// The root over whole leaves.
    static func root(ofLeaves leaves: [[UInt8]], salt: LeafSalt) -> Hash256 {
        root(ofLeaves: leaves.map { $0[...] }, salt: salt)
    }

    /// The root; SHA-256 of nothing where there are no leaves.
    static func root(ofLeaves leaves: [ArraySlice<UInt8>], salt: LeafSalt) -> Hash256 {
        guard !leaves.isEmpty else { return Hash256(hashing: []) }
        // Each whole pair of nodes becomes one until a single one is left; an odd last node goes up
        // as it is, which yields the same tree as splitting at the largest power of two.
        var nodes = leaves.enumerated().map { index, leaf in
            hash(ofLeaf: leaf, numbered: UInt32(index), salt)
        }
        while nodes.count > 1 {
            var parents: [Hash256] = []
            parents.reserveCapacity((nodes.count + 1) / 2)
            for index in stride(from: 0, to: nodes.count, by: 2) {
                let isPair = index + 1 < nodes.count
                parents.append(isPair ? hash(nodes[index], nodes[index + 1]) : nodes[index])
            }
            nodes = parents
        }
        return nodes[0]
    }

    private static func hash(
        ofLeaf leaf: ArraySlice<UInt8>,
        numbered number: UInt32,
        _ salt: LeafSalt
    ) -> Hash256 {
        let salted = salt.leaf(number)
        return Hash256 { parts in
            parts.add(byte: 0)
            parts.add(salted, first: LeafSalt.bytesCount)
            parts.add(leaf)
        }
    }

    private static func hash(_ left: Hash256, _ right: Hash256) -> Hash256 {
        Hash256 { parts in
            parts.add(byte: 1)
            parts.add(left)
            parts.add(right)
        }
    }
}

/// An entry's salt, from which each leaf's salt is derived, so that a withheld value of few
/// possibilities cannot be guessed from its hash.
struct LeafSalt {
    /// Bytes of an entry's salt, and of each leaf's.
    static let bytesCount = 16

    private let prefix: [UInt8]

    init(entrySalt: [UInt8]) { prefix = Array("jig salt 1".utf8) + entrySalt }

    /// A hash that begins with the salt of the leaf at an index.
    func leaf(_ index: UInt32) -> Hash256 {
        Hash256 { parts in
            parts.add(prefix[...])
            parts.add(bigEndian: index)
        }
    }
}
