import BankModel
import Simulation
import Testing

/// The order-free sum over all live dots.
@Suite struct DigestTests {
    private static let dots = (0..<64 as Range<UInt8>).map { Sample.dot($0) }

    @Test func `equal sets have equal digests in every order`() {
        var dice = Dice(seed: 1)
        let digest = Self.digest(of: Self.dots)
        for _ in 0..<20 {
            #expect(Self.digest(of: Self.dots.shuffled(using: &dice)) == digest)
        }
    }

    @Test func `one dot more or less makes another digest`() {
        let digest = Self.digest(of: Self.dots)
        for dot in Self.dots {
            #expect(Self.digest(of: Self.dots.filter { $0 != dot }) != digest)
            #expect(Self.digest(of: Self.dots + [dot]) != digest)
        }
        #expect(Self.digest(of: Self.dots + [Sample.dot(99)]) != digest)
    }

    @Test func `another index of the same entry is another dot`() {
        let entry = Hash256(hashing: [1])
        let digests = (0..<100 as Range<UInt32>).map {
            Self.digest(of: [Dot(entry: entry, index: $0)])
        }
        #expect(Set(digests).count == digests.count)
    }

    @Test func `what ended takes away exactly what it had added`() {
        var digest = Self.digest(of: Self.dots)
        for dot in Self.dots.reversed() { digest.remove(dot) }
        #expect(digest == Digest())
        digest.remove(Self.dots[0])
        #expect(digest != Digest())
        digest.add(Self.dots[0])
        #expect(digest == Digest())
    }

    @Test func `a digest is written as 64 digits of its sum`() {
        let digest = Self.digest(of: Self.dots)
        #expect(digest.description == digest.sum.hex)
        #expect(Digest(sum: digest.sum) == digest)
        #expect(Digest().description == String(repeating: "0", count: 64))
    }

    /// Two banks may show the same values and yet hold different changes.
    @Test func `a bank's digest is that of its live dots, ghosts left out`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target(by: 0, [FieldEdit(.tags, .add(.word("a")))])
        try circle.edit(record, FieldEdit(.name, .set(.text("x"))), by: 1)
        try circle.edit(record, FieldEdit(.tags, .remove(.word("a"))), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(state.state(of: .name)?.ghosts.isEmpty == false)
        let live = state.fields.flatMap { $0.live.map(\.dot) }
        #expect(circle.scribes.allSatisfy { $0.bank.digest() == Self.digest(of: live) })
    }

    private static func digest(of dots: [Dot]) -> Digest {
        var digest = Digest()
        for dot in dots { digest.add(dot) }
        return digest
    }
}
