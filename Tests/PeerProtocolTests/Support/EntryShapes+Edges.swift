import BankModel

extension EntryShape {
    /// A value of every type that the first records had, and of every form that the type has.
    static let values = Self("values", [Sample.change(firstValues.map(register))])

    static let everyValue = firstValues + operationalValues

    private static let firstValues: [Value] =
        [
            .cleared, .text("t"), .word("w"), .millimetres(0), .millimetres(.max), .instant(0),
            .instant(.min), .instant(.max), .life(.inBank), .life(.withdrawn),
            .verification(Verification(at: -1, by: "OSCE")),
            .verification(Verification(at: 0, by: "")), .opaque([]), .opaque([0x08, 0x00]),
            .opaque([0xA2, 0x06, 0x00]),
        ] + places + intervals

    private static let places: [Value] = [
        Place(latitude: 345_000_000, longitude: 382_500_000, uncertainty: 100_000),
        Place(
            latitude: -900_000_000,
            longitude: 1_800_000_000,
            uncertainty: Limits.distanceMillimetresMax,
            shape: .circle(radius: Limits.distanceMillimetresMax)
        ),
        Place(latitude: 0, longitude: 0, uncertainty: 0, shape: .circle(radius: 1)),
    ].compactMap { $0.map(Value.place) }

    private static let intervals: [Value] = [
        Interval(from: 0, until: nil), Interval(from: nil, until: -1),
        Interval(from: .min, until: .max), Interval(from: 5, until: 5),
    ].compactMap { $0.map(Value.interval) }

    static func register(_ value: Value) -> Operation {
        Operation(field: FieldID(500), merge: .register, value: value)
    }

    /// An author joins the branches of its own fork, having seen another's, in the other channel.
    static let joining = Self(
        "joining",
        [
            Sample.text("first"),
            EntryChange(
                record: .create(kind: 2, counter: 9),
                firstIndex: 1,
                operations: [
                    Operation(field: .buffer, merge: .register, value: .millimetres(500_000))
                ],
                reason: "agreed"
            ),
            EntryChange(
                record: .existing(.exact(head: 2, dot: Dot(entry: Sample.hash("b"), index: 0))),
                firstIndex: 3,
                operations: [Operation(field: .tags, merge: .set, value: .word("joined"))]
            ),
        ],
        header: { header in
            header.log = try Sample.log("us.2", .ops)
            header.previous = [Sample.hash("a"), Sample.hash("b"), Sample.hash("c")].sorted()
            header.seen = [
                try Sample.seen("fr", 2, "fr 2"), try Sample.seen("ru", 3, "ru 3"),
                try Sample.seen("ru", 4, "ru 4"), try Sample.seen("ru.2", 1, "ru.2 1"),
            ]
        }
    )

    /// Nothing but its header: its author has seen.
    static let empty = Self("empty", [])

    /// Every number at the end of its range.
    static let edges = Self(
        "edges",
        [
            EntryChange(
                record: .create(kind: .max, counter: UInt64(Int64.max)),
                firstIndex: 0,
                operations: [
                    Operation(
                        field: .name,
                        merge: .register,
                        supersedes: [
                            .ancestor(head: .max, seq: .max, index: .max),
                            .ancestor(head: 0, seq: 0, index: 0),
                            .exact(head: .max, dot: Dot(entry: .zero, index: .max)),
                        ],
                        value: .text(String(repeating: "é", count: 200))
                    )
                ],
                reason: "\t\n"
            )
        ],
        header: { header in
            header.seq = UInt64(Int64.max)
            header.seen = [
                try Sample.seen("abcdefghijklmno0", UInt64(Int64.max), "1"),
                try Sample.seen("us.65535", 1, "2"),
            ]
            header.claimed = ClaimedTime(milliseconds: .min, counter: .max)
            header.operatorName = String(repeating: "o", count: Limits.operatorBytesMax)
            header.charter = UInt64(Int64.max)
            header.roster = UInt64(Int64.max)
        }
    )
}
