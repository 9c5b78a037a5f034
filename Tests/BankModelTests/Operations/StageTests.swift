import BankModel
import Simulation
import Testing

/// The stages of the charter's plan: what is in force, and who has agreed to what comes next.
@Suite struct StageTests {
    private static let plan = [
        Stage(name: "lists", kinds: ["site"], checks: ["lists_disagree"]),
        Stage(name: "notices", kinds: ["notice", "site"], checks: ["notice_overlap"]),
        Stage(name: "all", kinds: RuleSet.first.kinds.map(\.name).sorted(), checks: []),
    ]

    private static func charter(_ stages: [Stage]) -> Charter {
        let charter = Circle("us", "ru", "fr").members.charter
        return Charter(
            bank: charter.bank,
            number: 1,
            name: charter.name,
            partners: charter.partners,
            ruleSet: 1,
            categories: charter.categories,
            stages: stages
        )
    }

    /// What partners say, as `us:notices` for an agreement and `fr` for one that leaves.
    private static func progress(
        _ words: [String],
        _ dice: inout Dice
    ) throws -> StageProgress {
        var circle = Circle("us", "ru", "fr")
        let charter = charter(plan)
        for word in words {
            let parts = word.split(separator: ":").map(String.init)
            let author = ["us", "ru", "fr"].firstIndex(of: parts[0]) ?? 0
            guard parts.count > 1 else {
                try circle.sayOfBank(.left, by: author)
                continue
            }
            let pen = Pen(author: circle.scribes[author].author, charter: charter, rules: .first)
            let edits = [
                FieldEdit(.says, .set(.word("agreed"))), FieldEdit(.stage, .set(.text(parts[1]))),
            ]
            try circle.write(try pen.creating(.statement, edits), by: author)
        }
        var bank = MemoryBank()
        for entry in CausalOrder.shuffled(circle.entries, &dice) {
            _ = try bank.apply(entry, charter: charter, receivedAt: 0)
        }
        return try bank.stageProgress(under: charter)
    }

    @Test(
        arguments: [
            ([], "lists", ["fr", "ru", "us"]), (["us:notices"], "lists", ["fr", "ru"]),
            (["us:notices", "ru:notices", "us:notices"], "lists", ["fr"]),
            (["us:notices", "ru:notices", "fr:notices"], "notices", ["fr", "ru", "us"]),
            (["us:all", "ru:all", "fr:all"], "lists", ["fr", "ru", "us"]),
            (["us:all", "ru:all", "fr:all", "us:notices", "ru:notices", "fr:notices"], "all", []),
            (["us:notices", "ru:notices", "fr"], "notices", ["ru", "us"]),
            (["fr:notices", "fr"], "lists", ["ru", "us"]), (["us", "ru", "fr"], "lists", []),
        ] as [([String], String, [String])]
    )
    func `the next stage begins once everybody who is left has agreed to it`(
        words: [String],
        current: String,
        missing: [String]
    ) throws {
        var dice = Dice(seed: 1)
        for _ in 0..<5 {
            let progress = try Self.progress(words, &dice)
            #expect(progress.current?.name == current)
            #expect(progress.missing.map(\.text) == missing)
        }
    }

    @Test func `without a plan everything is in force`() {
        let progress = StageProgress(Self.charter([]), BankStanding())
        #expect(progress.current == nil && progress.next == nil && progress.missing.isEmpty)
        #expect(RuleSet.first.kinds.allSatisfy { progress.allows($0) })
        #expect(RuleSet.first.checks.allSatisfy { progress.allows(check: $0) })
    }

    @Test func `a stage has its kinds and checks, and statements always`() {
        let progress = StageProgress(Self.charter(Self.plan), BankStanding())
        let kinds = RuleSet.first.kinds.filter { progress.allows($0) }
        #expect(kinds == [.site, .statement])
        let checks = RuleSet.first.checks.filter { progress.allows(check: $0) }
        #expect(checks == ["lists_disagree"])
    }

    @Test(
        arguments: [
            ("agreed", "notices", true), ("agreed", "another", false), ("left", "notices", false),
            ("objected", "notices", false),
        ] as [(String, String, Bool)]
    )
    func `a statement names a stage of the plan where it agrees, and nowhere else`(
        says: String,
        stage: String,
        isTaken: Bool
    ) throws {
        let pen = Pen(
            author: Sample.author("us"),
            charter: Self.charter(Self.plan),
            rules: .first
        )
        let edits = [
            FieldEdit(.says, .set(.word(says))), FieldEdit(.stage, .set(.text(stage))),
            FieldEdit(.reason, .set(.text("so it is"))),
        ]
        let change = try? pen.creating(.statement, edits)
        #expect((change != nil) == isTaken)
        let about = FieldEdit(.about, .set(Sample.reference(.notice, 1)))
        #expect(throws: WriteRefusal.self) { try pen.creating(.statement, edits + [about]) }
    }

    @Test func `a plan has as many stages as it may, each a word and known`() {
        func fault(_ name: String, _ kinds: [String] = [], _ checks: [String] = []) -> String? {
            Stage(name: name, kinds: kinds, checks: checks).fault(after: Self.plan, under: .first)
        }
        #expect(fault("a") == nil && fault("a", ["link", "site"], ["statement_stale"]) == nil)
        let longest = String(repeating: "a", count: Limits.tagBytesMax)
        #expect(fault(longest) == nil && fault(longest + "a") != nil)
        for name in ["", "A", "a b", "é", "lists"] { #expect(fault(name) != nil, "\(name)") }
        #expect(fault("a", ["tank"]) != nil && fault("a", [], ["score"]) != nil)
        #expect(fault("a", ["site", "link"]) != nil && fault("a", ["link", "link"]) != nil)
        let many = (1...Limits.stagesMax).map { Stage(name: "s\($0)", kinds: [], checks: []) }
        let last = Stage(name: "last", kinds: [], checks: [])
        #expect(last.fault(after: Array(many.dropLast()), under: .first) == nil)
        #expect(last.fault(after: many, under: .first) != nil)
    }
}
