/// What a reader has seen of a record: the live dots of its registers.
///
/// Remarks, tags and external ids are left out: they merge, so they make nothing stale.
package struct Version: Hashable, Sendable {
    /// The dots, sorted.
    package let dots: [Dot]

    package init(dots: [Dot]) { self.dots = dots.sorted() }

    /// The name under which people quote the version.
    package var id: VersionID {
        VersionID(Hash256(hashing: Array("jig version 1".utf8), dots.flatMap(\.bytes)))
    }
}

/// A version's name: 16 hexadecimal digits of the hash over its dots.
package struct VersionID: Hashable, Sendable, CustomStringConvertible {
    /// The first eight bytes of the hash.
    package let word: UInt64

    init(_ hash: Hash256) { word = hash.word0 }

    /// Reads 16 hexadecimal digits.
    package init?(_ text: String) {
        guard text.utf8.count == 16, let bytes = Hex.decode(text) else { return nil }
        word = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    package var description: String { Hex.encode(Bytes.bigEndian(word)) }
}

extension RecordState {
    /// The version that a reader of this state has seen.
    package var version: Version {
        Version(dots: fields.filter { $0.merge == .register }.flatMap { $0.live.map(\.dot) })
    }

    /// Every value of `@life` is a withdrawal and nobody disputes it.
    ///
    /// While that is disputed the record still stands: the protective reading.
    package var isWithdrawn: Bool {
        live(.life).allSatisfy { $0.value == .life(.withdrawn) }
            && !conflicts.contains { $0.field == .life }
    }
}
