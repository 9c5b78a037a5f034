import BankModel

extension Sketch {
    /// The same bank with other names for its partners; no dot is another.
    func renamed(_ names: [String: String]) -> Self {
        var other = self
        other.partners = partners.map { names[$0] ?? $0 }
        other.records = records.map { Self.renamed($0, names) }
        other.statements = statements.map { Self.renamed($0, names) }
        other.links = links.map { Self.renamed($0, names) }
        return other
    }

    private static func renamed(_ state: RecordState, _ names: [String: String]) -> RecordState {
        func renamed(_ author: AuthorID) -> AuthorID {
            let name = names[author.partner.text] ?? author.partner.text
            return AuthorID(partner: partner(name), number: author.number) ?? author
        }
        let fields = state.fields.map { field -> FieldState in
            let isAllowed = field.field.number == FieldID.allowedNumber
            let key = isAllowed ? names[field.field.key] ?? field.field.key : field.field.key
            let live = field.live.map { sibling -> Sibling in
                var value = sibling.value
                if field.field == .lead, case .word(let word) = value {
                    value = .word(names[word] ?? word)
                }
                return Sibling(
                    dot: sibling.dot,
                    author: renamed(sibling.author),
                    value: value,
                    aware: sibling.aware
                )
            }
            return FieldState(
                field: FieldID(field.field.number, key: key),
                merge: field.merge,
                live: live,
                ghosts: field.ghosts
            )
        }
        return RecordState(
            id: state.id,
            kind: state.kind,
            creator: renamed(state.creator),
            counter: state.counter,
            fields: fields.sorted { $0.field < $1.field }
        )
    }
}
