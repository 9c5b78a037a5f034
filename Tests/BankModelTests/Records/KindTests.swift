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
        for field in Kind.target.fields {
            let same = Kind.site.fields.first { $0.number == field.number }
            #expect(same == nil || same == field)
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
    }
}
