import BankModel
import Testing

/// How much of something a record may hold: counted when writing, on both sides of the edge.
@Suite struct CountingTests {
    /// Something of which a record may hold so many.
    struct Limited: Sendable, CustomTestStringConvertible {
        let name: String
        let max: Int
        let edit: @Sendable (Int) -> FieldEdit
        let field: @Sendable (Int) -> FieldID

        var testDescription: String { name }
    }

    static let all = [
        Limited(
            name: "tags",
            max: Limits.tagsMax,
            edit: { FieldEdit(.tags, .add(.word("t\($0)"))) },
            field: { _ in .tags }
        ),
        Limited(
            name: "external_ids",
            max: Limits.externalIDsMax,
            edit: { FieldEdit(.externalIDs, .add(.word("a:\($0)"))) },
            field: { _ in .externalIDs }
        ),
        Limited(
            name: "remarks",
            max: Limits.remarksMax,
            edit: { FieldEdit(.remarks, .append(.text("\($0)"))) },
            field: { _ in .remarks }
        ),
        Limited(
            name: "attributes",
            max: Limits.attributesMax,
            edit: { FieldEdit(.attribute("k\($0)"), .set(.text("x"))) },
            field: { .attribute("k\($0)") }
        ),
    ]

    @Test(arguments: all)
    func `a new record holds as many as it may and not one more`(limited: Limited) throws {
        let pen = Circle("us").pen(0)
        let edits = (0...limited.max).map(limited.edit)
        for count in [limited.max - 1, limited.max] {
            let change = try pen.creating(.target, Sample.required() + edits.prefix(count))
            #expect(change.operations.count == 4 + count)
        }
        #expect(throws: WriteRefusal.tooMany(limited.name, max: limited.max)) {
            _ = try pen.creating(.target, Sample.required() + edits)
        }
    }

    @Test(arguments: all)
    func `an edit adds the last and not one more`(limited: Limited) throws {
        let pen = Circle("us").pen(0)
        let next = [limited.edit(limited.max), limited.edit(limited.max + 1)]
        let short = Self.state(limited, holding: limited.max - 1)
        #expect(try pen.editing(short, Array(next.prefix(1)), shown: .current) != nil)
        #expect(throws: WriteRefusal.tooMany(limited.name, max: limited.max)) {
            _ = try pen.editing(short, next, shown: .current)
        }
        let full = Self.state(limited, holding: limited.max)
        #expect(throws: WriteRefusal.tooMany(limited.name, max: limited.max)) {
            _ = try pen.editing(full, Array(next.prefix(1)), shown: .current)
        }
    }

    /// Two partners who were apart may have added more than one of them could have.
    @Test(arguments: all)
    func `a record that merged to more can be written in every other way`(
        limited: Limited
    ) throws {
        let pen = Circle("us").pen(0)
        let over = Self.state(limited, holding: limited.max + 9)
        let name = FieldEdit(.name, .set(.text("x")))
        #expect(try pen.editing(over, [name], shown: .current) != nil)
        let others = Self.all.filter { $0.name != limited.name }.map { $0.edit(0) }
        #expect(try pen.editing(over, others, shown: .current)?.operations.count == 3)
        #expect(throws: WriteRefusal.tooMany(limited.name, max: limited.max)) {
            _ = try pen.editing(over, [limited.edit(5_000)], shown: .current)
        }
    }

    @Test func `a record that merged to more can lose one at a time`() throws {
        let pen = Circle("us").pen(0)
        let over = Self.state(Self.all[0], holding: Limits.tagsMax + 2)
        let removal = FieldEdit(.tags, .remove(.word("t0")))
        #expect(try pen.editing(over, [removal], shown: .current) != nil)
        let attributes = Self.state(Self.all[3], holding: Limits.attributesMax + 2)
        let clearing = FieldEdit(.attribute("k0"), .set(.cleared))
        #expect(try pen.editing(attributes, [clearing], shown: .current) != nil)
    }

    @Test func `an attribute that was cleared makes room, and one that is changed needs none`()
        throws
    {
        var circle = Circle("us")
        let attributes = (0..<Limits.attributesMax).map(Self.all[3].edit)
        let record = try circle.target(by: 0, attributes)
        let last = FieldEdit(.attribute("last"), .set(.text("x")))
        try circle.edit(record, FieldEdit(.attribute("k0"), .set(.text("changed"))), by: 0)
        #expect(throws: WriteRefusal.tooMany("attributes", max: Limits.attributesMax)) {
            try circle.edit(record, last, by: 0)
        }
        try circle.edit(record, FieldEdit(.attribute("k0"), .set(.cleared)), by: 0)
        try circle.edit(record, last, by: 0)
        #expect(throws: WriteRefusal.tooMany("attributes", max: Limits.attributesMax)) {
            try circle.edit(record, FieldEdit(.attribute("k0"), .set(.text("again"))), by: 0)
        }
    }

    @Test func `an incident is linked to so many records and not to one more`() throws {
        let pen = Circle("us").pen(0)
        let links = (0...Limits.linksMax).map {
            FieldEdit(.links, .add(Sample.reference(.site, UInt8($0), dots: 0)))
        }
        let needed = Sample.required(.incident)
        for count in [Limits.linksMax - 1, Limits.linksMax] {
            let change = try pen.creating(.incident, needed + links.prefix(count))
            #expect(change.operations.count { $0.field == .links } == count)
        }
        #expect(throws: WriteRefusal.tooMany("links", max: Limits.linksMax)) {
            _ = try pen.creating(.incident, needed + links)
        }
    }

    @Test func `one tag that two partners added counts once`() throws {
        var circle = Circle("us", "ru")
        let tags = (1..<Limits.tagsMax).map { FieldEdit(.tags, .add(.word("t\($0)"))) }
        let record = try circle.target(by: 0, Array(tags.dropLast()))
        for author in [0, 1] { try circle.edit(record, tags[tags.count - 1], by: author) }
        try circle.meet()
        #expect(try circle.state(record, at: 0).live(.tags).count == Limits.tagsMax)
        try circle.edit(record, FieldEdit(.tags, .add(.word("last"))), by: 0)
    }

    /// A target that holds so many, however they came together.
    private static func state(_ limited: Limited, holding count: Int) -> RecordState {
        let us = Sample.author("us")
        var state = RecordState(
            id: Sample.dot(0),
            kind: Kind.target.number,
            creator: us,
            counter: 1
        )
        for number in 0..<count {
            let edit = limited.edit(number)
            let (merge, value) =
                switch edit.action {
                case .set(let value): (Merge.register, value)
                case .append(let value): (Merge.list, value)
                case .add(let value), .remove(let value): (Merge.set, value)
                }
            _ = state.apply(
                AppliedOperation(
                    dot: Dot(entry: Hash256(hashing: [2]), index: UInt32(number)),
                    author: us,
                    field: limited.field(number),
                    merge: merge,
                    supersedes: [],
                    aware: [],
                    value: value
                )
            )
        }
        return state
    }
}
