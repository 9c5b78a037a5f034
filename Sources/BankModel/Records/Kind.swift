/// Who may write records of a kind.
package enum Authority: Equatable, Sendable {
    /// Every partner of the bank.
    case everyPartner
    /// Only the partner whose author created the record, its sets and lists included.
    case ownerOnly
    /// Nobody, once it is created: what was said stays said.
    case immutable
}

/// One kind of record: its place in the logs, who writes it, and its fields.
package struct Kind: Equatable, Sendable {
    /// The number that entries carry.
    ///
    /// Never reused.
    package let number: UInt32
    /// The word for it: `target`.
    package let name: String
    /// The letter in its speakable ids: `us-t1042`.
    package let letter: Character
    /// Which of an author's logs its changes are in.
    package let channel: Channel
    /// Who may write it.
    package let authority: Authority
    /// Its fields, in the order in which they are shown.
    package let fields: [Field]

    /// Whether the kind has a field with this number, keyed or not.
    package func has(_ number: UInt32) -> Bool { fields.contains { $0.number == number } }

    /// The field with this number.
    package func field(_ id: FieldID) -> Field? {
        let span = fields.span
        for position in span.indices where span[position].number == id.number {
            if span[position].isKeyed == !id.key.isEmpty { return fields[position] }
        }
        return nil
    }

    /// The field that people call `name`, `attributes.<key>` included.
    package func fieldID(named name: String) -> FieldID? {
        if let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) {
            let key = String(name[name.index(after: dot)...])
            guard let field = fields.first(where: { $0.isKeyed && $0.name == name[..<dot] }),
                field.keyRefusal(of: key) == nil
            else { return nil }
            return FieldID(field.number, key: key)
        }
        return fields.first { !$0.isKeyed && $0.name == name }.map { FieldID($0.number) }
    }

    /// What people call the field; a field that this release does not know is `field-<number>`.
    package func name(of id: FieldID) -> String {
        let name = field(id)?.name ?? "field-\(id.number)"
        return id.key.isEmpty ? name : "\(name).\(id.key)"
    }
}

extension Kind {
    /// An entry of the shared target bank.
    package static let target = Self(
        number: 1,
        name: "target",
        letter: "t",
        channel: .bank,
        authority: .everyPartner,
        fields: [life, name, category, place, control, status, grade, validity] + common
    )

    /// A protected site or listed position.
    package static let site = Self(
        number: 2,
        name: "site",
        letter: "s",
        channel: .bank,
        authority: .ownerOnly,
        fields: [
            life, name, category, place, buffer, function, verified, validity, reviewBy, grade,
        ] + common
    )

    static let life = Field(1, "@life", .register, .life)
    static let name = Field(
        2,
        "name",
        .register,
        .text(bytesMax: Limits.nameBytesMax),
        isRequired: true
    )
    private static let category = Field(3, "category", .register, .category, isRequired: true)
    static let place = Field(4, "place", .register, .place, isRequired: true)
    private static let control = Field(
        5,
        "control",
        .register,
        .text(bytesMax: Limits.textBytesMax)
    )
    private static let status = Field(
        6,
        "status",
        .register,
        .choice(["reported", "confirmed", "disputed"]),
        initial: .word("reported")
    )
    private static let grade = Field(7, "grade", .register, .grade)
    static let validity = Field(8, "validity", .register, .interval)
    private static let buffer = Field(9, "buffer_m", .register, .length)
    private static let function = Field(
        10,
        "function",
        .register,
        .choice(["functioning", "not_functioning", "unknown"]),
        initial: .word("unknown")
    )
    private static let verified = Field(11, "verified", .register, .verification)
    static let reviewBy = Field(12, "review_by", .register, .instant)
    static let common = [
        Field(20, "tags", .set, .tag),
        Field(21, "external_ids", .set, .externalID),
        Field(22, "remarks", .list, .text(bytesMax: Limits.textBytesMax)),
        Field(30, "attributes", .register, .text(bytesMax: Limits.textBytesMax), keys: .text),
    ]
}
