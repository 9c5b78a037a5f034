import BankModel
import Foundation
import Testing

@testable import Identity

/// The plan in a charter: what all sign with it.
@Suite struct StageTests {
    private let parties: [Party]
    private let stages = [
        Stage(name: "lists", kinds: ["site", "target"], checks: []),
        Stage(name: "more", kinds: ["notice"], checks: ["notice_overlap", "site_in_notice"]),
    ]

    init() throws { parties = [try Party("ru"), try Party("us")] }

    private func charter(_ stages: [Stage]) throws -> CharterDocument {
        var charter = try CharterDocument(
            bank: "test",
            cards: parties.map(\.card),
            stages: stages,
            nonce: Array(repeating: 7, count: 32)
        )
        for party in parties { try charter.sign(as: party.card, with: party.rootKey) }
        return charter
    }

    @Test func `a plan is signed with the charter and read back as it was`() throws {
        let charter = try charter(stages)
        let read = try CharterDocument(file: Array(charter.text.utf8))
        try read.check()
        #expect(read.charter.stages == stages && read == charter)
        #expect(read.summary.stages.map(\.name) == ["lists", "more"])
        #expect(read.fingerprint != (try self.charter([])).fingerprint)
    }

    @Test func `a charter without a plan has the bytes that it had before there were plans`() throws
    {
        let body = String(decoding: try charter([]).document.body, as: UTF8.self)
        #expect(!body.contains("stages") && body.hasSuffix("\"rules\":1}"))
        #expect(try charter([]).charter.stages.isEmpty)
    }

    @Test(arguments: [
        ("\"stages\":[", "\"stages\":[{\"checks\":[],\"kinds\":[],\"name\":\"lists\"},"),
        ("\"name\":\"lists\"", "\"name\":\"Lists\""), ("\"name\":\"lists\"", "\"name\":\"more\""),
        ("\"target\"", "\"tank\""), ("[\"site\",\"target\"]", "[\"target\",\"site\"]"),
        ("[\"site\",\"target\"]", "\"site\""), ("[\"site\",\"target\"]", "[1]"),
        ("\"notice_overlap\"", "\"aim\""), ("\"name\":\"lists\"", "\"name\":\"lists\",\"x\":1"),
    ])
    func `a plan that says anything odd is refused`(old: String, new: String) throws {
        let body = String(decoding: try charter(stages).document.body, as: UTF8.self)
        try expectRefused(body.replacingOccurrences(of: old, with: new), unlike: body)
    }

    @Test func `a plan without stages is no plan`() throws {
        let body = String(decoding: try charter([]).document.body, as: UTF8.self)
        try expectRefused(String(body.dropLast()) + ",\"stages\":[]}", unlike: body)
    }

    private func expectRefused(_ text: String, unlike body: String) throws {
        #expect(text != body)
        var document = SignedDocument(kind: .charter, body: Array(text.utf8))
        for party in parties { document.sign(as: party.id, with: party.rootKey) }
        let error = refusal {
            _ = try CharterDocument(document, rosters: parties.map(\.card.roster))
        }
        #expect(error?.exitCode == 65, "\(text)")
    }

    @Test func `stages are typed with their kinds and checks, all of them or none`() throws {
        let typed = try TypedStage.read(["lists:target,site:none", "rest:all:all"])
        #expect(typed[0] == stages[0])
        #expect(typed[1].kinds.count == RuleSet.first.kinds.count)
        #expect(Set(typed[1].checks) == Set(RuleSet.first.checks))
        #expect(try charter(typed).charter.stages == typed)
        for text in ["lists", "lists:site", "a:b:c:d"] {
            #expect(refusal { _ = try TypedStage.read([text]) }?.exitCode == 64, "\(text)")
        }
        for text in ["lists:tank:none", "lists:site,:none", "lists:site,site:none", ":all:all"] {
            let stages = try TypedStage.read([text])
            #expect(refusal { _ = try charter(stages) }?.exitCode == 64, "\(text)")
        }
    }
}
