import BankModel
import PeerProtocol
import Testing

/// A message of one kind, with what it says written out.
struct MessageSample: Sendable, CustomTestStringConvertible {
    let name: String
    let make: @Sendable () throws -> PeerMessage

    init(_ name: String, _ make: @escaping @Sendable () throws -> PeerMessage) {
        self.name = name
        self.make = make
    }

    var testDescription: String { name }

    /// One of each kind.
    static let all = [
        Self("hello") { .hello(try hello()) },
        Self("hello-ack") {
            let signature = try TestKey().sign(Sample.hash("transcript"))
            return .helloAck(signature: signature, standingCredit: Limits.standingCreditBytes)
        },
        Self("documents") { .documents(try documents()) },
        Self("frontier") { .frontier(try frontier()) },
        Self("want") {
            .want(
                log: try Sample.log("ru.2", .ops),
                have: [
                    Head(seq: UInt64(Int64.max), hash: Sample.hash("head")),
                    Head(seq: 1, hash: Sample.hash("first")),
                ],
                credit: Limits.bulkCreditBytes
            )
        },
        Self("entries") {
            .entries(
                log: try Sample.log("us"),
                entries: [try EntryShape.creation.signed().entry.bytes, [0], []]
            )
        },
        Self("credit") { .credit(log: try Sample.log("us"), bytes: Int(UInt32.max)) },
        Self("probe") { .probe(.max) },
        Self("probe-answer") { .probeAnswer(1) },
        Self("goodbye") { .goodbye(.refused("ru is revoked")) },
    ]

    /// Further forms of some kinds.
    static let others = [
        Self("hello of one who has nothing") {
            .hello(
                Hello(
                    versions: [],
                    bank: .zero,
                    author: try Sample.author("us"),
                    charter: 0,
                    rosters: [:],
                    process: [UInt8](repeating: 0, count: 16),
                    challenge: [UInt8](repeating: 0, count: 32)
                )
            )
        },
        Self("no documents") { .documents([]) },
        Self("want everything, for nothing") {
            .want(log: try Sample.log("us"), have: [], credit: 0)
        },
        Self("no credit") { .credit(log: try Sample.log("us", .ops), bytes: 0) },
        Self("probe 0") { .probe(0) },
        Self("probe answer 0") { .probeAnswer(0) },
        Self("stopping") { .goodbye(.stopping) },
        Self("paused") { .goodbye(.paused) },
        Self("superfluous") { .goodbye(.superfluous) },
        Self("violation") { .goodbye(.violation("")) },
        Self("suspended") { .goodbye(.suspended("a pause")) },
        Self("no reason") { .goodbye(.other(0, "")) },
        Self("a reason of later") { .goodbye(.other(.max, "later")) },
    ]

    static func hello(_ author: String = "us") throws -> Hello {
        Hello(
            versions: [1, 2],
            bank: Sample.bank,
            author: try Sample.author(author),
            charter: 3,
            rosters: [try Sample.partner("us"): .max, try Sample.partner("ru"): 4],
            process: Array(0..<16),
            challenge: Sample.hash("challenge of \(author)").bytes
        )
    }

    static func documents() throws -> [StoredDocument] {
        [
            StoredDocument(kind: .charter, partner: nil, number: 2, bytes: [1, 2, 3]),
            StoredDocument(
                kind: .roster,
                partner: try Sample.partner("ru"),
                number: UInt64(Int64.max),
                bytes: []
            ),
        ]
    }

    static func frontier() throws -> SignedFrontier {
        try SignedFrontier(
            bank: Sample.bank,
            author: try Sample.author("us"),
            frontier: Frontier([
                try Sample.log("us"): [Head(seq: 17, hash: Sample.hash("us 17"))],
                try Sample.log("us", .ops): [Head(seq: 2, hash: Sample.hash("us ops 2"))],
                try Sample.log("ru"): [
                    Head(seq: 9, hash: Sample.hash("ru 9")),
                    Head(seq: 8, hash: Sample.hash("ru 8")),
                ],
            ]),
            digest: Digest(sum: Sample.hash("digest")),
            ruleSet: 1,
            at: -1_700_000_000_000,
            sign: try TestKey().sign
        )
    }
}
