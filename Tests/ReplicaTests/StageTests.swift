import BankModel
import Replica
import Simulation
import Testing

/// What may be written in the stage that is in force.
@Suite struct StageTests {
    private static let plan = [
        BankModel.Stage(name: "lists", kinds: ["site"], checks: []),
        BankModel.Stage(name: "targets", kinds: ["site", "target"], checks: []),
    ]

    private static func agreeing(to stage: String) -> AuthoredChange {
        AuthoredChange(
            record: .new(kind: Kind.statement.number),
            operations: [
                AuthoredOperation(field: .says, merge: .register, value: .word("agreed")),
                AuthoredOperation(field: .stage, merge: .register, value: .text(stage)),
            ]
        )
    }

    @Test func `a kind is refused until all have agreed to its stage, wherever it is written`()
        throws
    {
        var bench = try Bench("us", "ru", stages: Self.plan)
        try bench.connect(0, 1)
        let refusal = WriteRefusal.notInForce(kind: "target", stage: "lists")
        for node in [0, 1] {
            #expect(throws: refusal) { try bench.write([.target("t")], at: node) }
            try bench.write([Self.agreeing(to: "targets")], to: .ops, at: node)
            if node == 0 {
                try bench.settle()
                #expect(throws: refusal) { try bench.write([.target("t")], at: 0) }
            }
        }
        try bench.write([.target("t")], at: 1)
        #expect(throws: refusal) { try bench.write([.target("t")], at: 0) }
        try bench.settle()
        try bench.write([.target("t")], at: 0)
        try bench.restart(0)
        #expect(bench.nodes[0].replica.stageProgress.current?.name == "targets")
    }

    @Test func `what a peer wrote of a kind that is not in force here is applied nonetheless`()
        throws
    {
        var bench = try Bench("us", "ru", stages: Self.plan)
        try bench.write([Self.agreeing(to: "targets")], to: .ops, at: 0)
        try bench.connect(0, 1)
        try bench.settle()
        try bench.cut(1)
        try bench.write([Self.agreeing(to: "targets")], to: .ops, at: 1)
        try bench.write([.target("t")], at: 1)
        try bench.connect(0, 1)
        try bench.settle()
        #expect(bench.count(.target, at: 0) == 1)
        #expect(bench.nodes[0].replica.digest == bench.nodes[1].replica.digest)
    }
}
