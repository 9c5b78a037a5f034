import BankModel
import Testing

/// What can be proposed for another partner's record, and what can be linked.
@Suite struct ProposalTests {
    @Test func `what is proposed is what the owner could write`() {
        let volumes = Value.volumes([Sample.volume(1, 2)])
        let cases: [(Kind, FieldID, Value, String?)] = [
            (.site, .name, .text("x"), nil), (.notice, .volumes, volumes, nil),
            (.site, .tags, .word("x"), nil), (.site, .control, .text("x"), Self.no("site", 5)),
            (.site, .name, .text(""), "name: empty"),
            (.site, .name, .cleared, "name: name is required"),
            (.site, .grade, .cleared, nil), (.site, .grade, .word("Z9"), "grade: not [A-F][1-6]"),
            (.site, .tags, .cleared, "tags: only a register can be cleared"),
            (.sector, .areas, volumes, "areas: an area with a time"),
            (.site, .life, .life(.withdrawn), "a site has no field @life that can be written"),
            (
                .statement, .reason, .text("x"),
                "a statement has no field reason that can be written"
            ),
            (.sector, .allowed(Sample.author("fr").partner), .word("permitted"), Self.noPartner),
            (.sector, .allowed(Sample.author("ru").partner), .word("permitted"), nil),
        ]
        for (kind, field, value, reason) in cases {
            let edits = [
                FieldEdit(.about, .set(Sample.reference(kind, 1))),
                FieldEdit(.change, .set(Sample.suggestion(field, value))),
            ]
            check(.proposal, edits, reason.map { .badValue(field: "change", reason: $0) })
        }
    }

    private static func no(_ kind: String, _ field: Int) -> String {
        "a \(kind) has no field field-\(field) that can be written"
    }

    private static let noPartner = "allowed.fr: its key: the charter has no such partner"

    @Test func `a proposal is about a record of a kind that there is`() throws {
        check(.proposal, [FieldEdit(.about, .set(.cleared))], .missingField("about"))
        let unknown = try #require(Reference(kind: 99, record: Sample.dot(1)))
        check(
            .proposal,
            [FieldEdit(.about, .set(.reference(unknown)))],
            .badValue(field: "change", reason: "no kind has the number 99")
        )
        check(.proposal, [FieldEdit(.about, .set(Sample.reference(.site, 1, dots: 0)))], nil)
    }

    @Test func `an edited proposal is still of what the owner could write`() throws {
        var circle = Circle("us", "ru")
        let proposal = try circle.create(.proposal, by: 0)
        let state = try circle.state(proposal, at: 0)
        let edit = FieldEdit(.about, .set(Sample.reference(.notice, 1)))
        #expect(throws: WriteRefusal.self) {
            _ = try circle.pen(0).editing(state, [edit], shown: .current)
        }
        let title = FieldEdit(.change, .set(Sample.suggestion(.title, .text("x"))))
        #expect(try circle.pen(0).editing(state, [edit, title], shown: .current) != nil)
        let cleared = FieldEdit(.about, .set(.cleared))
        #expect(throws: WriteRefusal.missingField("about")) {
            _ = try circle.pen(0).editing(state, [cleared], shown: .current)
        }
    }

    @Test func `a record is linked to another`() throws {
        let refusal = WriteRefusal.badValue(
            field: "to",
            reason: "a record is not linked to itself"
        )
        check(.link, [FieldEdit(.to, .set(Sample.reference(.site, 1, dots: 0)))], refusal)
        check(.link, [FieldEdit(.to, .set(Sample.reference(.target, 2)))], nil)
        var circle = Circle("us", "ru")
        let link = try circle.create(.link, by: 0)
        let state = try circle.state(link, at: 0)
        let edit = FieldEdit(.from, .set(Sample.reference(.site, 3)))
        #expect(throws: refusal) {
            _ = try circle.pen(0).editing(state, [edit], shown: .current)
        }
    }

    private func check(
        _ kind: Kind,
        _ edits: [FieldEdit],
        _ refusal: WriteRefusal?,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let edits = Sample.required(kind, but: edits) + edits
        var found: WriteRefusal?
        do { _ = try Circle("us", "ru").pen(0).creating(kind, edits) } catch {
            found = error as? WriteRefusal
        }
        #expect(found == refusal, sourceLocation: location)
    }
}
