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
        ] + circles + outlines + volumes + references

    private static let circles = [1, 2].compactMap { radius in
        Place(latitude: 1, longitude: 2, uncertainty: 3, shape: .circle(radius: radius))
    }
    .map { Value.place($0) }

    /// The same positions as a ring and as lines of two widths, and a ring that is turned.
    private static let outlines = [
        Place.Shape.polygon(Sample.positions(3)), .polygon(Sample.positions(4)),
        .corridor(Sample.positions(3), halfWidth: 1), .corridor(Sample.positions(3), halfWidth: 2),
        .polygon([Sample.positions(1)[0], Sample.positions(3)[2], Sample.positions(2)[1]]),
    ]
    .compactMap { Place(latitude: 0, longitude: 0, uncertainty: 3, shape: $0) }
    .map { Value.place($0) }

    private static let heights = [
        Altitude(millimetres: 0, reference: .msl), Altitude(millimetres: 0, reference: .fl),
        Altitude(millimetres: 1, reference: .msl),
    ]

    private static let volumes: [Value] =
        [
            .volumes([]), .volumes([Sample.volume(nil)]), .volumes([Sample.volume(1)]),
            .volumes([Sample.volume(1, 2)]), .volumes([Sample.volume(nil), Sample.volume(nil)]),
        ]
        + heights.flatMap { height in
            [AltitudeBand(lower: height, upper: nil), AltitudeBand(lower: nil, upper: height)]
                .compactMap(\.self)
                .map { .volumes([Volume(place: Sample.volume(nil).place, altitude: $0)]) }
        }

    private static let references: [Value] = [
        Sample.reference(.site, 1), Sample.reference(.notice, 1), Sample.reference(.site, 2),
        Sample.reference(.site, 1, dots: 0), Sample.reference(.site, 1, dots: 1),
        Sample.suggestion(.name, .text("a")), Sample.suggestion(.name, .word("a")),
        Sample.suggestion(.control, .text("a")), Sample.suggestion(.attribute("a"), .cleared),
        Sample.suggestion(.attribute("b"), .cleared),
    ]

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
