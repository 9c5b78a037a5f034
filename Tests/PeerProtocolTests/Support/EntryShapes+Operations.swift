import BankModel

extension EntryShape {
    /// A value of every type that notices and what is said of them brought, in every form.
    static let operational = Self("operational", [Sample.change(operationalValues.map(register))])

    /// Values beside the words in which they were typed, and one between them without any.
    static let typed = Self(
        "typed",
        [
            Sample.change(
                [
                    Operation(
                        field: .validity,
                        merge: .register,
                        value: .instant(1_474_545_600_000),
                        typed: ["221200Z SEP 16"]
                    ),
                    Operation(
                        kind: .remove,
                        field: .tags,
                        merge: .set,
                        supersedes: [.ancestor(head: 0, seq: 4, index: 5)],
                        value: nil
                    ),
                    Operation(field: .name, merge: .register, value: .text("Depot south")),
                    Operation(
                        field: .place,
                        merge: .register,
                        value: outlines.first.map { .place($0) },
                        typed: ["37SDU3114617852", "34°30'00\"N 38°15'00\"E"]
                    ),
                ],
                reason: "As reported."
            )
        ]
    )

    static let operationalValues: [Value] =
        outlines.map { .place($0) } + volumes.map { .volumes($0) } + references + suggestions

    private static let corners: [Position] = [
        (0, 0), (1, -1), (900_000_000, 1_800_000_000), (-900_000_000, -1_800_000_000), (0, 1),
    ]
    .compactMap { Position(latitude: $0, longitude: $1) }

    private static let outlines: [Place] = [
        outline(.polygon(corners)), outline(.polygon(Array(corners.prefix(3)))),
        outline(.corridor(corners, halfWidth: Limits.distanceMillimetresMax)),
        outline(.corridor(Array(corners.prefix(2)), halfWidth: 1)),
    ]
    .compactMap(\.self)

    private static func outline(_ shape: Place.Shape) -> Place? {
        Place(latitude: 0, longitude: 0, uncertainty: 100_000, shape: shape)
    }

    private static let volumes: [[Volume]] =
        outlines.prefix(1).flatMap { place -> [[Volume]] in
            let bounds =
                [nil, Altitude(flightLevel: 50)]
                + Altitude.Reference.allCases.map { Altitude(millimetres: 0, reference: $0) }
            let bands = bounds.flatMap { bound in
                [AltitudeBand(lower: bound, upper: nil), AltitudeBand(lower: nil, upper: bound)]
            }
            let times = [
                nil, Interval(from: 0, until: 0), Interval(from: -1, until: nil),
                Interval(from: nil, until: .max),
            ]
            return [
                [], bands.compactMap(\.self).map { Volume(place: place, altitude: $0) },
                times.map { Volume(place: place, time: $0) },
            ]
        }

    private static let references: [Value] = [
        Reference(kind: 1, record: Dot(entry: Sample.hash("a"), index: 0)),
        Reference(
            kind: .max,
            record: Dot(entry: Sample.hash("a"), index: UInt32(Limits.operationsMax) - 1),
            dots: ["a", "b", "c"].flatMap { name in
                [0, 1, 300].map { Dot(entry: Sample.hash(name), index: $0) }
            }
            .sorted()
        ),
    ]
    .compactMap { $0.map(Value.reference) }

    private static let suggestions: [Value] = [
        Suggestion(field: .volumes, value: .volumes(volumes[1])),
        Suggestion(field: .attribute("Код"), value: .cleared),
        Suggestion(field: FieldID(.max), value: .text("")),
    ]
    .compactMap { $0.map(Value.suggestion) }
}
