import Simulation
import Testing

@testable import BankModel

/// What cannot take a place in its log at all: nothing of it is written.
@Suite struct MisplacementTests {
    /// A header with one thing wrong in it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: Misplacement
        let spoil: @Sendable (inout EntryHeader, Scene) throws -> Void
    }

    @Test(arguments: seqs + previous + seen)
    func `each fault is thrown before anything is written`(fault: Fault) throws {
        let scene = try Scene()
        var header = scene.header()
        try fault.spoil(&header, scene)
        var scribe = scene.circle.scribes[0]
        let change = EntryChange(
            record: .create(kind: Kind.target.number, counter: 9),
            firstIndex: 0,
            operations: []
        )
        let entry = scribe.sign([change], under: header)
        #expect(throws: fault.expected) { try scribe.take(entry) }
        #expect(Likeness(of: scribe.bank) == Likeness(of: scene.circle.scribes[0].bank))
        #expect(scribe.bank.facts(of: entry.hash) == nil)
    }

    @Test func `the same header unspoilt takes its place`() throws {
        let scene = try Scene()
        var scribe = scene.circle.scribes[0]
        let entry = scribe.sign([], under: scene.header())
        #expect(try scribe.take(entry).invalid.isEmpty)
        #expect(scribe.bank.frontier().heads(of: entry.header.log) == [entry.head])
    }

    @Test func `a second entry of one seq takes its place and is proof of a fork`() throws {
        let scene = try Scene()
        var scribe = scene.circle.scribes[0]
        var later = scene.header()
        later.claimed = ClaimedTime(milliseconds: 1)
        let left = scribe.sign([], under: scene.header())
        let right = scribe.sign([], under: later)
        #expect(try scribe.take(left).forkedFrom == nil)
        #expect(try scribe.take(right).forkedFrom == left.hash)
        #expect(scribe.bank.isForked(left.header.log))
        let heads = scribe.bank.frontier().heads(of: left.header.log)
        #expect(heads == [left.head, right.head].sorted())
    }

    static let seqs: [Fault] =
        [1, 2, 4, UInt64(Int64.max)]
        .map { seq in
            Fault(
                testDescription: "seq \(seq) where 3 is next",
                expected: .wrongSeq(is: seq, expected: 3)
            ) { header, _ in header.seq = seq }
        } + [
            Fault(
                testDescription: "seq 3 of a log's first entry",
                expected: .wrongSeq(is: 3, expected: 1)
            ) { header, _ in header.previous = [] }
        ]

    static let previous: [Fault] = [
        Fault(
            testDescription: "an entry that is not held",
            expected: .foreignPrevious
        ) { header, _ in header.previous = [Hash256(hashing: [1])] },
        Fault(
            testDescription: "another author's entry",
            expected: .foreignPrevious
        ) { header, scene in header.previous = [scene.site.entry] },
        Fault(
            testDescription: "another author's entry beside its own",
            expected: .foreignPrevious
        ) { header, scene in
            header.previous = (header.previous + [scene.site.entry]).sorted()
        },
        Fault(
            testDescription: "an entry of the author's other log",
            expected: .foreignPrevious
        ) { header, _ in
            header.log = LogID(author: header.log.author, channel: .ops)
            header.seen = []
        },
    ]

    static let seen: [Fault] = [
        seen("a head that is not held") { _ in Head(seq: 1, hash: Hash256(hashing: [1])) },
        seen("a head of another seq") { Head(seq: 2, hash: $0.site.entry) },
        seen("a head of another author") { Head(seq: 1, hash: $0.target.entry) },
        Fault(
            testDescription: "a head of its own log",
            expected: .wrongSeen
        ) { header, scene in
            let head = Head(seq: 1, hash: scene.target.entry)
            header.seen = [EntryHeader.Seen(author: header.log.author, head: head)]
        },
        Fault(
            testDescription: "a head of the other channel",
            expected: .wrongSeen
        ) { header, _ in
            header.log = LogID(author: header.log.author, channel: .ops)
            header.previous = []
            header.seq = 1
        },
    ]

    private static func seen(
        _ name: String,
        _ head: @escaping @Sendable (Scene) -> Head
    ) -> Fault {
        Fault(testDescription: name, expected: .wrongSeen) { header, scene in
            header.seen = [EntryHeader.Seen(author: Sample.author("ru"), head: head(scene))]
        }
    }
}
