import BankModel
import Testing

/// Whether two values are equal is asked of their bytes.
@Suite struct ValueTests {
    /// Each differs from each other.
    private static let samples: [Value] =
        [
            .cleared, .text("a"), .text("b"), .text("\u{e9}"), .text("e\u{301}"), .word("a"),
            .word("\u{e9}"), .word("e\u{301}"), Sample.place(latitude: 1),
            Sample.place(latitude: 2), Sample.interval(1, 2), Sample.interval(1, nil),
            Sample.interval(nil, 1), Sample.interval(nil, 2), .millimetres(1), .millimetres(256),
            .instant(1), .instant(-1), .verification(Verification(at: 1, by: "\u{e9}")),
            .verification(Verification(at: 1, by: "e\u{301}")),
            .verification(Verification(at: 2, by: "\u{e9}")), .life(.inBank), .life(.withdrawn),
            .opaque([]), .opaque([1]), .opaque([0]),
        ] + circles

    private static let circles = [1, 2].compactMap { radius in
        Place(latitude: 1, longitude: 2, uncertainty: 3, shape: .circle(radius: radius))
    }
    .map { Value.place($0) }

    @Test func `values are equal iff their bytes are`() {
        for (index, left) in Self.samples.enumerated() {
            for (other, right) in Self.samples.enumerated() {
                #expect((left == right) == (index == other), "\(left) \(right)")
                #expect((left.domainBytes == right.domainBytes) == (index == other))
            }
        }
        #expect(Set(Self.samples).count == Self.samples.count)
    }

    @Test func `a place reaches as far as its uncertainty and its radius`() {
        #expect(Place(latitude: 0, longitude: 0, uncertainty: 5)?.reach == 5)
        let circle = Place(latitude: 0, longitude: 0, uncertainty: 5, shape: .circle(radius: 7))
        #expect(circle?.reach == 12)
    }

    @Test func `fields are told apart by number and by the bytes of their keys`() {
        let fields = [
            FieldID(1), FieldID(2), .attribute("a"), .attribute("ab"), .attribute("b"),
            .attribute("e\u{301}"), .attribute("\u{e9}"),
        ]
        #expect(Set(fields).count == fields.count)
        #expect(Set(fields.map(\.bytes)).count == fields.count)
        #expect(fields.reversed().sorted() == fields)
    }
}
