import BankModel
import Testing

/// What a new record is made of, and what is refused.
@Suite struct CreatingTests {
    private let circle = Circle("us", "ru")

    @Test func `a record has what it is given and what the table gives`() throws {
        let target = try circle.pen(0).creating(.target, Sample.required())
        #expect(target.record == .new(kind: Kind.target.number))
        #expect(target.operations.map(\.field) == [.name, .category, .place, .status])
        #expect(target.operations.last?.value == .word("reported"))
        let site = try circle.pen(0).creating(.site, Sample.required())
        #expect(site.operations.last?.field == .function)
        #expect(site.operations.last?.value == .word("unknown"))
        #expect(site.operations.allSatisfy { $0.supersedes.isEmpty && $0.aware.isEmpty })
    }

    @Test func `a value that is given takes the place of the table's`() throws {
        let status = FieldEdit(.status, .set(.word("confirmed")))
        let change = try circle.pen(0).creating(.target, Sample.required() + [status])
        #expect(
            change.operations.filter { $0.field == .status }.map(\.value) == [.word("confirmed")]
        )
    }

    @Test(arguments: [FieldID.name, .category, .place])
    func `what is required cannot be missing or cleared`(field: FieldID) {
        let name = Kind.target.name(of: field)
        let others = Sample.required().filter { $0.field != field }
        check(others, refusal: .missingField(name))
        check(others + [FieldEdit(field, .set(.cleared))], refusal: .missingField(name))
    }

    @Test func `clearing what need not be there says nothing`() throws {
        let cleared = FieldEdit(.control, .set(.cleared))
        let change = try circle.pen(0).creating(.target, Sample.required() + [cleared])
        #expect(!change.operations.contains { $0.field == .control })
    }

    @Test func `a tag given twice is one, a remark given twice is two`() throws {
        let tag = FieldEdit(.tags, .add(.word("a")))
        let remark = FieldEdit(.remarks, .append(.text("a")))
        let change = try circle.pen(0).creating(
            .target,
            Sample.required() + [tag, remark, tag, remark]
        )
        #expect(change.operations.count { $0.field == .tags } == 1)
        #expect(change.operations.count { $0.field == .remarks } == 2)
    }

    @Test func `what cannot be done to a new record is refused`() {
        let impossible: [(FieldID, FieldEdit.Action, String)] = [
            (.name, .add(.text("x")), "name"), (.control, .append(.text("x")), "control"),
            (.tags, .set(.word("x")), "tags"), (.tags, .remove(.word("x")), "tags"),
            (.remarks, .add(.text("x")), "remarks"),
        ]
        for (field, action, name) in impossible {
            let refusal = WriteRefusal.badValue(
                field: name,
                reason: "a new record cannot have that done"
            )
            check([FieldEdit(field, action)], refusal: refusal)
        }
        let name = FieldEdit(.name, .set(.text("x")))
        check([name, name], refusal: .badValue(field: "name", reason: "given twice"))
        let key = FieldEdit(.attribute("k"), .set(.text("x")))
        check([key, key], refusal: .badValue(field: "attributes.k", reason: "given twice"))
    }

    @Test func `a field of another kind, an unknown one and life are refused`() {
        let value = FieldEdit.Action.set(.text("x"))
        check([FieldEdit(.buffer, value)], refusal: .unknownField("field-9"))
        check([FieldEdit(FieldID(99), value)], refusal: .unknownField("field-99"))
        check(
            [FieldEdit(.name, .set(.text("")))],
            refusal: .badValue(field: "name", reason: "empty")
        )
        let life = FieldEdit(.life, .set(.life(.withdrawn)))
        check([life], refusal: .unknownField("@life"))
    }

    private func check(
        _ edits: [FieldEdit],
        refusal: WriteRefusal,
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: refusal, sourceLocation: location) {
            _ = try circle.pen(0).creating(.target, edits)
        }
    }
}
