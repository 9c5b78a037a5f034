import BankModel
import Testing

/// References and suggestions: what can be pointed at and what can be suggested.
@Suite struct ReferenceTests {
    private static let dots = (0...Limits.referenceDotsMax).map {
        Dot(entry: Hash256(hashing: [7]), index: UInt32($0))
    }

    @Test func `a reference means a version, or the record as such`() throws {
        let version = Version(dots: Array(Self.dots.prefix(3)))
        let reference = try #require(Self.reference(version.dots))
        #expect(reference.version == version && reference.version?.id == version.id)
        let bare = try #require(Self.reference([]))
        #expect(bare.version == nil)
    }

    @Test func `its dots are in strict order and not too many`() {
        #expect(Limits.referenceDotsMax == 256)
        for count in [1, 255, 256] { #expect(Self.reference(Self.dots.prefix(count)) != nil) }
        #expect(Self.reference(Self.dots) == nil)
        #expect(Self.reference([Self.dots[1], Self.dots[0]]) == nil)
        #expect(Self.reference([Self.dots[0], Self.dots[0]]) == nil)
    }

    @Test func `it names a kind, and dots that can be`() {
        #expect(Reference(kind: 0, record: Self.dots[0]) == nil)
        #expect(Reference(kind: 1, record: Self.dots[0]) != nil)
        #expect(Reference(kind: .max, record: Self.dots[0]) != nil)
        for (index, isTaken) in [
            (UInt32(Limits.operationsMax) - 1, true), (UInt32(Limits.operationsMax), false),
            (.max, false),
        ] {
            let dot = Dot(entry: Self.dots[0].entry, index: index)
            #expect((Reference(kind: 1, record: dot) != nil) == isTaken)
            #expect((Self.reference([dot]) != nil) == isTaken)
        }
    }

    @Test func `a record is referred to in the version that it has`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.notice, by: 0)
        let state = try circle.state(record, at: 1)
        let reference = try #require(Reference(to: state))
        #expect(reference.kind == Kind.notice.number && reference.record == record)
        #expect(reference.version == state.version)
    }

    @Test func `a suggestion is of a plain value for a field`() throws {
        let values: [Value] = [
            .cleared, .text("a"), .word("a"), Sample.place(latitude: 1), Sample.interval(1, 2),
            .millimetres(1), .instant(1), .verification(Verification(at: 1, by: "a")),
            .life(.withdrawn), .volumes([Sample.volume(1, 2)]),
        ]
        for value in values {
            let suggestion = try #require(Suggestion(field: .name, value: value))
            #expect(suggestion.value == value && suggestion.field == .name)
        }
        for value in [
            Sample.reference(.site, 1), Sample.suggestion(.name, .text("a")), .opaque([1]),
        ] {
            #expect(Suggestion(field: .name, value: value) == nil, "\(value)")
        }
    }

    @Test func `a suggestion names a field that can be`() {
        #expect(Suggestion(field: FieldID(0), value: .cleared) == nil)
        #expect(Suggestion(field: FieldID(.max), value: .cleared) != nil)
        let most = Limits.attributeKeyBytesMax
        for (count, isTaken) in [(most - 1, true), (most, true), (most + 1, false)] {
            let field = FieldID.attribute(Sample.text(count))
            #expect((Suggestion(field: field, value: .cleared) != nil) == isTaken)
        }
    }

    private static func reference(_ dots: some Sequence<Dot>) -> Reference? {
        Reference(kind: 1, record: Self.dots[0], dots: Array(dots))
    }
}
