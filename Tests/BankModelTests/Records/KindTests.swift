import BankModel
import Testing

/// The table of kinds and fields.
@Suite struct KindTests {
    @Test func `numbers, names and letters are each used once`() {
        let kinds = RuleSet.first.kinds
        #expect(Set(kinds.map(\.number)).count == kinds.count)
        #expect(Set(kinds.map(\.letter)).count == kinds.count)
        for kind in kinds {
            #expect(Set(kind.fields.map(\.number)).count == kind.fields.count)
            #expect(Set(kind.fields.map(\.name)).count == kind.fields.count)
            #expect(RuleSet.first.kind(kind.number) == kind)
            #expect(RuleSet.first.kind(named: kind.name) == kind)
        }
    }

    @Test func `a number means one field in every kind that has it`() {
        let kinds = RuleSet.first.kinds
        for (field, other) in kinds.flatMap(\.fields).flatMap({ field in
            kinds.flatMap(\.fields).map { (field, $0) }
        }) where field.number == other.number {
            #expect(field == other)
        }
    }

    @Test func `people's names and the table's numbers lead to each other`() throws {
        for kind in RuleSet.first.kinds {
            for field in kind.fields where !field.isKeyed {
                let id = try #require(kind.fieldID(named: field.name))
                #expect(kind.field(id) == field && kind.name(of: id) == field.name)
                #expect(kind.fieldID(named: "\(field.name).key") == nil)
            }
        }
        let key = try #require(Kind.target.fieldID(named: "attributes.a.b"))
        #expect(key == .attribute("a.b") && Kind.target.name(of: key) == "attributes.a.b")
        for name in ["", "attributes", "attributes.", "nothing", ".name", "name."] {
            #expect(Kind.target.fieldID(named: name) == nil, "\(name)")
        }
        #expect(Kind.target.name(of: FieldID(99)) == "field-99")
    }

    @Test func `who may write what, and where`() {
        #expect(Kind.target.authority == .everyPartner && Kind.target.channel == .bank)
        #expect(Kind.site.authority == .ownerOnly && Kind.site.channel == .bank)
        #expect(Kind.sector.authority == .everyPartner && Kind.sector.channel == .bank)
        for kind in [Kind.notice, .incident, .proposal, .link] {
            #expect(kind.authority == .ownerOnly && kind.channel == .ops, "\(kind.name)")
        }
        #expect(Kind.statement.authority == .immutable && Kind.statement.channel == .ops)
    }

    @Test func `every kind has life and a letter and a number of its own`() {
        let kinds = RuleSet.first.kinds
        #expect(kinds.map(\.number) == Array(1...8))
        #expect(String(kinds.map(\.letter)) == "tszniwpl")
        #expect(kinds.allSatisfy { $0.fields.first?.type == .life })
    }

    @Test func `what a partner may do in a sector is said for each partner`() {
        let us = Sample.author("us").partner
        #expect(Kind.sector.fieldID(named: "allowed.us") == .allowed(us))
        #expect(Kind.sector.name(of: .allowed(us)) == "allowed.us")
        for name in ["allowed", "allowed.", "allowed.US", "allowed.u", "allowed.a b"] {
            #expect(Kind.sector.fieldID(named: name) == nil, "\(name)")
        }
    }
}
