// What fields of one record must say together. Asked of an operator's write and never of an entry:
// what a peer wrote nonetheless is applied, and shown.

extension Pen {
    /// Throws `WriteRefusal` where a new record would not make sense.
    func checkSense(of operations: [AuthoredOperation], creating kind: Kind) throws {
        let outlook = Outlook(operations: operations, state: nil)
        switch kind.number {
        case Kind.notice.number:
            let states = outlook.words(of: .state)
            if states != [NoticeState.issued.rawValue] {
                throw refusal(of: .state, kind, "a new notice is issued")
            }
            try checkEnds(outlook)
        case Kind.incident.number: try checkObserved(outlook)
        case Kind.statement.number: try checkStatement(outlook)
        case Kind.proposal.number: try checkProposal(outlook)
        case Kind.link.number: try checkLink(outlook)
        default: break
        }
    }

    /// Throws `WriteRefusal` where an edited record would not make sense, or where its state does not
    /// allow the edit.
    func checkSense(
        of operations: [AuthoredOperation],
        on state: RecordState,
        _ kind: Kind
    ) throws {
        let outlook = Outlook(operations: operations, state: state)
        switch kind.number {
        case Kind.notice.number:
            try checkMove(outlook)
            if outlook.writes(.volumes), let final = state.noticeStates.first(where: \.isFinal) {
                throw refusal(of: .volumes, kind, "the notice is \(final.rawValue)")
            }
            if outlook.writes(.volumes) || outlook.writes(.reviewBy) { try checkEnds(outlook) }
        case Kind.incident.number:
            if outlook.writes(.observed) { try checkObserved(outlook) }
        case Kind.proposal.number: try checkProposal(outlook)
        case Kind.link.number: try checkLink(outlook)
        default: break
        }
    }

    /// Throws `WriteRefusal` where a value that settles a conflict would not make sense: a state must
    /// be one of the siblings', or follow from each of them.
    func checkSense(
        of value: Value,
        settling field: FieldID,
        of state: RecordState,
        _ kind: Kind
    ) throws {
        if state.live(field).contains(where: { $0.value == value }) { return }
        let operation = AuthoredOperation(
            field: field,
            merge: .register,
            supersedes: state.live(field).map(\.dot),
            value: value
        )
        try checkSense(of: [operation], on: state, kind)
    }

    /// A state moves on as `NoticeState.successors` says, from every state that its operator was
    /// shown; where that was none, from every one that there is.
    private func checkMove(_ outlook: Outlook) throws {
        guard let move = outlook.operations.first(where: { $0.field == .state }),
            case .word(let word)? = move.value, let next = NoticeState(rawValue: word),
            let state = outlook.state
        else { return }
        let shown = state.live(.state).filter { move.supersedes.contains($0.dot) }
        for sibling in shown.isEmpty ? state.live(.state) : shown {
            guard case .word(let before) = sibling.value, before != word else { continue }
            let successors = NoticeState(rawValue: before)?.successors ?? []
            if !successors.contains(next) {
                throw WriteRefusal.illegalMove(field: "state", from: before, to: word)
            }
        }
    }

    /// A volume that never begins or never ends must be looked at again.
    private func checkEnds(_ outlook: Outlook) throws {
        let isOpen = outlook.values(of: .volumes).contains { value in
            guard case .volumes(let volumes) = value else { return false }
            return volumes.contains { $0.time?.isOpen == true }
        }
        let isReviewed = outlook.values(of: .reviewBy).contains { $0 != .cleared }
        if isOpen, !isReviewed {
            throw refusal(of: .volumes, .notice, "a time with an open end needs review_by")
        }
    }

    private func checkObserved(_ outlook: Outlook) throws {
        for case .interval(let interval) in outlook.values(of: .observed) where interval.isOpen {
            throw refusal(of: .observed, .incident, "it needs a beginning and an end")
        }
    }

    private func checkStatement(_ outlook: Outlook) throws {
        guard let word = outlook.words(of: .says).first, let saying = Saying(rawValue: word) else {
            return
        }
        let about = outlook.references(of: .about).first
        let stages = outlook.values(of: .stage)
        for case .text(let stage) in stages {
            guard saying == .agreed, charter.stages.contains(where: { $0.name == stage }) else {
                let reason = "it is for a partner that agrees to a stage of the charter's plan"
                throw refusal(of: .stage, .statement, reason)
            }
        }
        if saying.isAboutBank || !stages.isEmpty {
            if about != nil {
                throw refusal(of: .about, .statement, "\(word) is said about no record")
            }
        } else {
            guard let about else { throw WriteRefusal.missingField("about") }
            if about.version == nil {
                throw refusal(of: .about, .statement, "\(word) is said about a version")
            }
        }
        if saying.needsReason, outlook.values(of: .reason).isEmpty {
            throw WriteRefusal.missingField("reason")
        }
    }

    private func checkProposal(_ outlook: Outlook) throws {
        guard let about = outlook.references(of: .about).first else {
            throw WriteRefusal.missingField("about")
        }
        for case .suggestion(let suggestion) in outlook.values(of: .change) {
            if let reason = reasonAgainst(suggestion, for: about) {
                throw refusal(of: .change, .proposal, reason)
            }
        }
    }

    /// Why the record's owner could not do what is suggested; nil where the owner could.
    private func reasonAgainst(_ suggestion: Suggestion, for about: Reference) -> String? {
        guard let kind = rules.kind(about.kind) else {
            return "no kind has the number \(about.kind)"
        }
        let name = kind.name(of: suggestion.field)
        guard kind.authority != .immutable, suggestion.field != .life,
            let field = kind.field(suggestion.field)
        else { return "a \(kind.name) has no field \(name) that can be written" }
        if let reason = field.keyRefusal(of: suggestion.field.key, under: charter) {
            return "\(name): its key: \(reason)"
        }
        if field.merge != .register, suggestion.value == .cleared {
            return "\(name): only a register can be cleared"
        }
        return field.refusal(of: suggestion.value, under: charter).map { "\(name): \($0)" }
    }

    private func checkLink(_ outlook: Outlook) throws {
        let froms = outlook.references(of: .from).map(\.record)
        if outlook.references(of: .to).contains(where: { froms.contains($0.record) }) {
            throw refusal(of: .to, .link, "a record is not linked to itself")
        }
    }

    private func refusal(of field: FieldID, _ kind: Kind, _ reason: String) -> WriteRefusal {
        .badValue(field: kind.name(of: field), reason: reason)
    }
}

/// What a record will say once it is written.
private struct Outlook {
    let operations: [AuthoredOperation]
    /// Nil for a new record.
    let state: RecordState?

    func writes(_ field: FieldID) -> Bool { operations.contains { $0.field == field } }

    /// What is written into the field, or else all that it says now.
    func values(of field: FieldID) -> [Value] {
        let written = operations.filter { $0.field == field }
        return written.isEmpty
            ? state?.live(field).map(\.value) ?? [] : written.compactMap(\.value)
    }

    func words(of field: FieldID) -> [String] {
        values(of: field).compactMap { if case .word(let word) = $0 { word } else { nil } }
    }

    func references(of field: FieldID) -> [Reference] {
        values(of: field).compactMap {
            if case .reference(let reference) = $0 { reference } else { nil }
        }
    }
}

extension Interval {
    /// Whether it has but one end.
    fileprivate var isOpen: Bool { from == nil || until == nil }
}
