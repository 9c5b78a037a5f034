import BankModel
import PeerProtocol
import Testing

/// One entry of each shape that the format has, with what it says written out.
struct EntryShape: Sendable, CustomTestStringConvertible {
    let name: String
    let header: @Sendable (inout EntryHeader) throws -> Void
    let changes: [EntryChange]

    init(
        _ name: String,
        _ changes: [EntryChange],
        header: @escaping @Sendable (inout EntryHeader) throws -> Void = { _ in }
    ) {
        self.name = name
        self.changes = changes
        self.header = header
    }

    var testDescription: String { name }

    /// What the entry says beside its changes.
    func head() throws -> EntryHeader {
        var head = try Sample.header()
        try header(&head)
        return head
    }

    /// The entry as `EntryWriter` makes it.
    func signed() throws -> SignedEntry {
        var writer = EntryWriter(header: try head(), salt: Sample.salt)
        for change in changes {
            let isTaken = writer.add(change)
            try #require(isTaken)
        }
        return try writer.finish(sign: TestKey().sign)
    }
}

extension EntryShape {
    static let all = [
        creation, edit, withdrawal, sets, remarks, unknown, values, operational, joining, empty,
        edges, typed,
    ]

    /// The first entry of a log.
    static let creation = Self(
        "creation",
        [
            EntryChange(
                record: .create(kind: 1, counter: 1042),
                firstIndex: 0,
                operations: [
                    Operation(field: .name, merge: .register, value: .text("Depot north")),
                    Operation(field: .category, merge: .register, value: .word("depot")),
                    Operation(field: .status, merge: .register, value: .word("reported")),
                ]
            )
        ],
        header: { header in
            header.seq = 1
            header.previous = []
            header.seen = []
            header.claimed = ClaimedTime(milliseconds: 1_700_000_000_000)
        }
    )

    /// One register is set over what its operator was shown, in both forms of a reference.
    static let edit = Self(
        "edit",
        [
            Sample.change([
                Operation(
                    field: .name,
                    merge: .register,
                    supersedes: [
                        .ancestor(head: 0, seq: 3, index: 1),
                        .exact(head: 1, dot: Dot(entry: Sample.hash("ru 11"), index: 4)),
                    ],
                    aware: [.ancestor(head: 1, seq: 2, index: 0)],
                    value: .text("Depot south")
                ),
                Operation(
                    field: .attribute("Код объекта"),
                    merge: .register,
                    supersedes: [.ancestor(head: 0, seq: 1, index: 300)],
                    value: .cleared
                ),
            ])
        ]
    )

    static let withdrawal = Self(
        "withdrawal",
        [
            Sample.change(
                [
                    Operation(
                        field: .life,
                        merge: .register,
                        supersedes: [.ancestor(head: 0, seq: 1, index: 0)],
                        aware: [
                            .ancestor(head: 0, seq: 1, index: 1),
                            .ancestor(head: 1, seq: 9, index: 2),
                        ],
                        value: .life(.withdrawn)
                    )
                ],
                reason: "Listed twice,\nsee us-t7."
            )
        ]
    )

    /// Elements go into a set and out of it.
    static let sets = Self(
        "sets",
        [
            Sample.change([
                Operation(field: .tags, merge: .set, value: .word("north")),
                Operation(
                    kind: .remove,
                    field: .tags,
                    merge: .set,
                    supersedes: [.ancestor(head: 0, seq: 4, index: 5)],
                    value: nil
                ),
                Operation(field: .externalIDs, merge: .set, value: .word("osm:way/17")),
            ])
        ]
    )

    static let remarks = Self(
        "remarks",
        [
            Sample.change([
                Operation(field: .remarks, merge: .list, value: .text("Seen on the 3rd.")),
                Operation(field: .remarks, merge: .list, value: .text("Подтверждено 🏥 e\u{301}")),
            ])
        ]
    )

    /// What this release does not know: kinds of operations, a field, and types of values.
    static let unknown = Self(
        "unknown",
        [
            Sample.change([
                Operation(
                    kind: .unknown(2),
                    field: .name,
                    merge: .register,
                    supersedes: [.ancestor(head: 0, seq: 3, index: 1)],
                    value: .text("known to us")
                ),
                Operation(
                    kind: .unknown(.max),
                    field: FieldID(900, key: "k"),
                    merge: .list,
                    value: nil
                ),
                Operation(
                    field: FieldID(.max),
                    merge: .set,
                    // Field 200, three bytes: a type that this release does not have.
                    value: .opaque([0xC2, 0x0C, 0x03, 1, 2, 3])
                ),
            ]),
            EntryChange(record: .create(kind: 77, counter: 1), firstIndex: 3, operations: []),
        ]
    )
}
