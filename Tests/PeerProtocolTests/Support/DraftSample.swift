import BankModel

/// A draft with a change of each kind.
enum DraftSample {
    static let changes = [
        AuthoredChange(
            record: .new(kind: 1),
            operations: [
                AuthoredOperation(field: .name, merge: .register, value: .text("Depot north")),
                AuthoredOperation(field: .attribute("Код"), merge: .register, value: .text("7")),
            ]
        ),
        AuthoredChange(
            record: .existing(Dot(entry: Sample.hash("record"), index: .max)),
            operations: [
                AuthoredOperation(
                    field: .life,
                    merge: .register,
                    supersedes: [Dot(entry: Sample.hash("life"), index: 0)],
                    aware: [Dot(entry: .zero, index: 0x0102_0304)],
                    value: .life(.withdrawn)
                ),
                AuthoredOperation(
                    kind: .remove,
                    field: .tags,
                    merge: .set,
                    supersedes: [Dot(entry: Sample.hash("tag"), index: 2)],
                    value: nil
                ),
                AuthoredOperation(
                    kind: .unknown(9),
                    field: FieldID(900, key: "k"),
                    merge: .list,
                    value: .opaque([0xA2, 0x06, 0x00])
                ),
            ],
            reason: "Listed twice."
        ),
    ]
}
