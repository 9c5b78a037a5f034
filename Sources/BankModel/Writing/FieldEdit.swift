/// One thing that an operator wants done to a field.
package struct FieldEdit: Equatable, Sendable {
    /// The field.
    package let field: FieldID
    /// What is to be done.
    package let action: Action
    /// In what words the value was given; see `Sibling.typed`.
    package let typed: [String]

    /// What can be done to a field.
    package enum Action: Equatable, Sendable {
        /// Set a register; `.cleared` clears it.
        case set(Value)
        /// Add an element to a set.
        case add(Value)
        /// Take an element out of a set.
        case remove(Value)
        /// Append to a list.
        case append(Value)
    }

    package init(_ field: FieldID, _ action: Action, typed: [String] = []) {
        self.field = field
        self.action = action
        self.typed = typed
    }
}

/// What an operator was shown of a record before writing.
///
/// Received is not seen.
package enum Shown: Sendable {
    /// Exactly this version.
    case version(Version)
    /// Whatever is there now: the operator said so.
    case current
    /// Nothing that we know of; only values of which this is true may be replaced unseen.
    case nothing(isOwn: @Sendable (Sibling) throws -> Bool)

    /// Whether the operator was shown the sibling.
    func includes(_ sibling: Sibling) throws -> Bool {
        switch self {
        case .version(let version): version.dots.contains(sibling.dot)
        case .current: true
        case .nothing(let isOwn): try isOwn(sibling)
        }
    }

    /// The live register dots of a record that the operator was shown.
    package func dots(of state: RecordState) throws -> Set<Dot> {
        let registers = state.fields.filter { $0.merge == .register }
        return Set(try registers.flatMap(\.live).filter { try includes($0) }.map(\.dot))
    }

    /// How a write that would replace something unshown is refused.
    func refusal(of fields: [FieldID]) -> WriteRefusal {
        switch self {
        case .version, .current: .stale(fields)
        case .nothing: .unseen(fields)
        }
    }
}

/// Who writes, and by which rules.
package struct Pen: Sendable {
    /// The author in whose log it will be.
    package let author: AuthorID
    /// The charter.
    package let charter: Charter
    /// The rule set that the charter names.
    package let rules: RuleSet

    package init(author: AuthorID, charter: Charter, rules: RuleSet) {
        self.author = author
        self.charter = charter
        self.rules = rules
    }

    /// The field of a kind; throws `WriteRefusal.unknownField`.
    func field(_ id: FieldID, of kind: Kind) throws -> Field {
        guard let field = kind.field(id), field.number != FieldID.life.number else {
            throw WriteRefusal.unknownField(kind.name(of: id))
        }
        if let refusal = field.keyRefusal(of: id.key, under: charter) {
            throw WriteRefusal.badValue(field: kind.name(of: id), reason: "its key: \(refusal)")
        }
        return field
    }

    /// The words in which a value was given, if they can be kept; throws `WriteRefusal.badValue`.
    func checked(_ typed: [String], for field: Field) throws -> [String] {
        guard typed.count <= Limits.typedFormsMax else {
            throw WriteRefusal.badValue(
                field: field.name,
                reason: "it has more than \(Limits.typedFormsMax) positions and times that are "
                    + "neither decimal degrees nor RFC 3339"
            )
        }
        for text in typed {
            if let refusal = TextRule.refusal(of: text, bytesMax: Limits.typedBytesMax) {
                throw WriteRefusal.badValue(
                    field: field.name,
                    reason: "a position or time as it was typed is kept, and this one \(refusal)"
                )
            }
        }
        return typed
    }

    /// The value, if the field takes it; throws `WriteRefusal.badValue`.
    func checked(_ value: Value, for field: Field) throws -> Value {
        if field.isRequired, value == .cleared { throw WriteRefusal.missingField(field.name) }
        if let reason = field.refusal(of: value, under: charter) {
            throw WriteRefusal.badValue(field: field.name, reason: reason)
        }
        return value
    }
}
