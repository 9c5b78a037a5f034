import BankModel
import Simulation
import Testing

/// Who takes part in the bank, by what the partners have said of it.
@Suite struct BankStandingTests {
    @Test(
        arguments: [
            ([], "active"), ([.suspended], "suspended"), ([.suspended, .resumed], "active"),
            ([.resumed], "active"), ([.suspended, .resumed, .suspended], "suspended"),
            ([.left], "left"), ([.left, .resumed], "left"), ([.suspended, .left], "left"),
            ([.left, .suspended, .resumed], "left"),
        ] as [([Saying], String)]
    )
    func `what an author said last counts, and leaving is final`(
        said: [Saying],
        part: String
    ) throws {
        var circle = Circle("us", "ru")
        for saying in said { try circle.sayOfBank(saying, by: 1) }
        try circle.meet()
        for author in [0, 1] {
            let standing = try circle.bankStanding(at: author)
            #expect(standing.part(of: Sample.author("ru").partner).word == part)
            #expect(standing.part(of: Sample.author("us").partner) == .active)
            #expect(standing.isPlain == (part == "active"))
        }
    }

    @Test(
        arguments: [
            (Saying.suspended, Saying.resumed, "suspended"), (.resumed, .suspended, "suspended"),
            (.left, .resumed, "left"), (.suspended, .left, "left"), (.resumed, .resumed, "active"),
        ] as [(Saying, Saying, String)]
    )
    func `of two nodes that spoke apart, the one that grants less is the partner's word`(
        one: Saying,
        other: Saying,
        part: String
    ) throws {
        var circle = Circle("us", "us.2", "ru")
        try circle.sayOfBank(one, by: 0)
        try circle.sayOfBank(other, by: 1)
        try circle.meet()
        let us = Sample.author("us").partner
        #expect(try circle.bankStanding().part(of: us).word == part)
        try circle.sayOfBank(.resumed, by: 1)
        let after = try circle.bankStanding(at: 1).part(of: us).word
        #expect(after == (part == "left" ? "left" : "active"))
    }

    @Test func `what stands beside others in one entry follows them`() throws {
        var circle = Circle("us", "ru")
        let pen = circle.pen(0)
        let changes = try [Saying.suspended, .resumed, .suspended, .resumed].map {
            try pen.creating(.statement, Circle.edits(saying: $0))
        }
        try circle.write(changes, by: 0)
        #expect(try circle.bankStanding().part(of: Sample.author("us").partner) == .active)
    }

    @Test func `what is about a record says nothing of the bank`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.notice, by: 0)
        let version = try circle.version(of: record)
        let about = try #require(
            Reference(kind: Kind.notice.number, record: record, dots: version.dots)
        )
        let change = AuthoredChange(
            record: .new(kind: Kind.statement.number),
            operations: [
                AuthoredOperation(field: .about, merge: .register, value: .reference(about)),
                AuthoredOperation(field: .says, merge: .register, value: .word("left")),
            ]
        )
        try circle.write(change, by: 1)
        try circle.meet()
        #expect(try circle.bankStanding() == BankStanding())
    }

    @Test(
        arguments: [
            ([], [false, false, false], false), (["fr"], [false, false, true], false),
            (["fr", "us"], [true, true, true], true),
            (["ru", "us", "fr"], [true, true, true], true),
        ] as [([String], [Bool], Bool)]
    )
    func `who has left writes no more, and nobody does where fewer than two are left`(
        leavers: [String],
        sealed: [Bool],
        isArchive: Bool
    ) throws {
        let names = ["us", "ru", "fr"]
        var circle = Circle("us", "ru", "fr")
        for leaver in leavers {
            try circle.sayOfBank(.left, by: names.firstIndex(of: leaver) ?? 0)
        }
        try circle.meet()
        let standing = try circle.bankStanding()
        let partners = names.map { Sample.author($0).partner }
        let seals = partners.map { standing.seal(for: $0, among: partners) }
        #expect(seals.map { $0 != nil } == sealed)
        #expect(standing.isArchive(among: partners) == isArchive)
        for (partner, seal) in zip(partners, seals) where standing.hasLeft(partner) {
            #expect(seal?.author.partner == partner)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `whatever the order in which it came, the same partners take part`(seed: UInt64) throws {
        let names = ["us", "ru", "us.2", "fr"]
        var dice = Dice(seed: seed)
        var circle = Circle("us", "ru", "us.2", "fr")
        for _ in 0..<30 {
            let author = dice.below(names.count)
            if dice.chance(60) {
                let sayings: [Saying] = [.suspended, .resumed, .suspended, .resumed]
                let saying = dice.chance(3) ? Saying.left : dice.pick(sayings) ?? .resumed
                try circle.sayOfBank(saying, by: author)
            } else {
                try circle.tell(author, what: dice.below(names.count))
            }
        }
        var outcomes: [BankStanding] = []
        for _ in 0..<6 {
            var bank = MemoryBank()
            var gradual = BankStanding()
            for entry in CausalOrder.shuffled(circle.entries, &dice) {
                _ = try bank.apply(entry, charter: circle.members.charter, receivedAt: 0)
                for statement in try bank.bankStatements(in: entry) {
                    try bank.add(statement, to: &gradual)
                }
            }
            #expect(try gradual == (bank.bankStanding()), "seed \(seed)")
            outcomes.append(gradual)
        }
        #expect(outcomes.allSatisfy { $0 == outcomes[0] }, "seed \(seed)")
    }
}

extension PartnerPart {
    /// What it is called, for a table of cases.
    fileprivate var word: String {
        switch self {
        case .active: "active"
        case .suspended: "suspended"
        case .left: "left"
        }
    }
}

extension Circle {
    /// An author's partner says something of the bank.
    mutating func sayOfBank(_ saying: Saying, by author: Int) throws {
        try write(try pen(author).creating(.statement, Self.edits(saying: saying)), by: author)
    }

    /// How the partners stand, by what an author holds.
    func bankStanding(at author: Int = 0) throws -> BankStanding {
        try scribes[author].bank.bankStanding()
    }

    static func edits(saying: Saying) -> [FieldEdit] {
        [FieldEdit(.says, .set(.word(saying.rawValue)))]
            + (saying.needsReason ? [FieldEdit(.reason, .set(.text("so it is")))] : [])
    }
}
