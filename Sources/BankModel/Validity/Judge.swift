/// Decides whether one entry's operations have an effect, by the rules of the charter it names.
///
/// Validity asks only the entry, its charter, and immutable facts of its causal past. Counts, stale
/// versions and moves of a state are checked when writing, never here.
struct Judge {
    private let entry: Entry
    private let charter: Charter
    private let rules: RuleSet?
    private let past: Past

    init(_ entry: Entry, charter: Charter, rules: [RuleSet]) {
        self.entry = entry
        self.charter = charter
        self.rules = rules.first { $0.number == charter.ruleSet }
        past = Past(of: entry.header)
    }

    /// What a change is about.
    struct Subject {
        /// The record as it stands before the change.
        var state: RecordState
        /// Whether the change makes it.
        let isNew: Bool
        /// What the rules say of its kind; nil where they do not know it.
        let kind: Kind?
    }

    /// The record that a change is about; throws `Invalidity`.
    func subject(of change: EntryChange, in storage: some BankReading) throws -> Subject {
        switch change.record {
        case .create(let number, let counter):
            let kind = rules?.kind(number)
            try checkChannel(of: kind)
            let state = RecordState(
                id: Dot(entry: entry.hash, index: change.firstIndex),
                kind: number,
                creator: entry.header.log.author,
                counter: counter
            )
            return Subject(state: state, isNew: true, kind: kind)
        case .existing(let reference):
            guard let id = try past.dot(reference, in: storage),
                let state = try storage.record(id)
            else { throw Invalidity.unknownRecord }
            let kind = rules?.kind(state.kind)
            try checkChannel(of: kind)
            switch kind?.authority {
            case .immutable: throw Invalidity.immutableRecord
            case .ownerOnly where state.owner != entry.header.log.author.partner:
                throw Invalidity.foreignRecord(owner: state.owner)
            case .everyPartner, .ownerOnly, nil:
                return Subject(state: state, isNew: false, kind: kind)
            }
        }
    }

    /// The record that a change makes, in one step, where every operation is valid and there is nothing
    /// to look up: it gives each of its fields once, and names no dot.
    ///
    /// Nil for any other change, which `subject` and `resolve` judge; what they would make of this one is
    /// the same. Nearly every record of a bulk load is made here.
    func made(by change: EntryChange) -> RecordState? {
        guard case .create(let number, let counter) = change.record else { return nil }
        let kind = rules?.kind(number)
        if let kind, kind.channel != entry.header.log.channel { return nil }
        let author = entry.header.log.author
        let id = Dot(entry: entry.hash, index: change.firstIndex)
        var state = RecordState(id: id, kind: number, creator: author, counter: counter)
        state.reserveCapacity(change.operations.count + 1)
        let operations = change.operations.span
        for position in operations.indices {
            let dot = Dot(entry: entry.hash, index: id.index + UInt32(position) + 1)
            guard operations[position].namesNothing,
                isValid(operations[position], of: kind),
                state.enter(operations[position], dot: dot)
            else { return nil }
        }
        return state
    }

    private func isValid(_ operation: Operation, of kind: Kind?) -> Bool {
        do throws(Invalidity) {
            try checkShape(of: operation)
            try checkValue(of: operation, kind: kind)
            return true
        } catch {
            return false
        }
    }

    /// The operation with its references looked up, counted in `own`; throws `Invalidity`.
    func resolve(
        _ operation: Operation,
        dot: Dot,
        on subject: Subject,
        _ own: inout OwnSets,
        in storage: some BankReading
    ) throws -> AppliedOperation {
        try checkShape(of: operation)
        try checkValue(of: operation, kind: subject.kind)
        try checkIsFirst(operation, on: subject)
        let state = subject.state
        let supersedes = try operation.supersedes.map { reference in
            guard let named = try past.dot(reference, in: storage) else {
                throw Invalidity.dotNotInPast
            }
            try check(named, isOf: operation, on: state, in: storage)
            return named
        }
        let aware = try operation.aware.map { reference in
            guard let named = try past.dot(reference, in: storage) else {
                throw Invalidity.dotNotInPast
            }
            try check(named, isAcrossFrom: operation.field, on: state, in: storage)
            return named
        }
        let applied = AppliedOperation(
            dot: dot,
            author: entry.header.log.author,
            field: operation.field,
            merge: operation.merge,
            supersedes: supersedes,
            aware: aware.sorted(),
            value: operation.value,
            typed: operation.typed
        )
        if applied.merge == .register { try count(applied, on: state, &own, in: storage) }
        return applied
    }

    /// Refuses a Set beside too many of its author's own that it does not name.
    private func count(
        _ operation: AppliedOperation,
        on state: RecordState,
        _ own: inout OwnSets,
        in storage: some BankReading
    ) throws {
        if state.id.entry == entry.hash {
            // Nothing but this entry's change that makes the record can have written it before.
            let set = unnamed(of: operation, in: state)
            let left = set.count { !operation.supersedes.contains($0) }
            if operation.value != nil, left >= Limits.ownSiblingsMax {
                throw Invalidity.tooManySiblings
            }
            return
        }
        let register = OwnSets.Register(record: state.id, field: operation.field)
        if own.unnamed[register] == nil {
            own.unnamed[register] =
                own.seesWholeLog
                ? unnamed(of: operation, in: state)
                : try unnamedInPast(of: operation, on: state, &own, in: storage)
        }
        let left = (own.unnamed[register] ?? []).filter { !operation.supersedes.contains($0) }
        if operation.value == nil {
            own.unnamed[register] = left
        } else if left.count < Limits.ownSiblingsMax {
            own.unnamed[register] = left + [operation.dot]
        } else {
            throw Invalidity.tooManySiblings
        }
    }

    /// The author's own Sets that it never named, as the record's state has them: all that the
    /// author wrote lies in the past of this entry.
    private func unnamed(of operation: AppliedOperation, in state: RecordState) -> [Dot] {
        guard let field = state.state(of: operation.field, merge: .register) else { return [] }
        return field.live.filter { $0.author == operation.author }.map(\.dot)
            + field.ghosts.filter { $0.author == operation.author }.map(\.dot)
    }

    /// The same where another branch of the log is held, whose Sets are not in this entry's past: from
    /// the record's history.
    private func unnamedInPast(
        of operation: AppliedOperation,
        on state: RecordState,
        _ own: inout OwnSets,
        in storage: some BankReading
    ) throws -> [Dot] {
        var sets: [Dot] = []
        var named: Set<Dot> = []
        if own.history?.record != state.id {
            own.history = (state.id, try storage.history(of: state.id))
        }
        for earlier in own.history?.operations ?? []
        where earlier.author == operation.author && earlier.field == operation.field
            && earlier.merge == .register && earlier.invalidity == nil
        {
            guard try past.holdsOwn(earlier.dot.entry, in: storage) else { continue }
            if earlier.value != nil { sets.append(earlier.dot) }
            named.formUnion(earlier.supersedes)
        }
        return sets.filter { !named.contains($0) }
    }

    private func checkChannel(of kind: Kind?) throws {
        guard let kind else { return }
        if kind.channel != entry.header.log.channel { throw Invalidity.wrongChannel(kind.channel) }
    }

    private func checkShape(of operation: Operation) throws(Invalidity) {
        switch operation.kind {
        case .put: if operation.value == nil { throw Invalidity.wrongShape }
        case .remove:
            if operation.value != nil || operation.merge != .set { throw Invalidity.wrongShape }
        case .unknown: break
        }
        if operation.merge == .list, !operation.supersedes.isEmpty { throw Invalidity.wrongShape }
        if operation.merge != .register, !operation.aware.isEmpty { throw Invalidity.wrongShape }
    }

    /// A field that the rule set does not have is judged by its envelope alone.
    private func checkValue(of operation: Operation, kind: Kind?) throws(Invalidity) {
        if operation.field == .life, operation.merge != .register { throw Invalidity.wrongMerge }
        guard let kind else { return }
        guard let field = kind.field(operation.field) else {
            guard kind.has(operation.field.number) else { return }
            let has = operation.field.key.isEmpty ? "needs a key" : "has no keys"
            throw Invalidity.badValue("the field \(has)")
        }
        if field.merge != operation.merge { throw Invalidity.wrongMerge }
        if let refusal = field.keyRefusal(of: operation.field.key, under: charter) {
            throw Invalidity.badValue("its key: \(refusal)")
        }
        guard case .put = operation.kind, let value = operation.value else { return }
        if field.merge != .register, value == .cleared {
            throw Invalidity.badValue("only a register can be cleared")
        }
        if let refusal = field.refusal(of: value, under: charter) {
            throw Invalidity.badValue(refusal)
        }
    }

    /// What creates an immutable record sets each of its registers once, and `@life` not at all:
    /// nobody could ever settle what it said twice.
    private func checkIsFirst(_ operation: Operation, on subject: Subject) throws {
        guard operation.merge == .register, operation.value != nil,
            subject.kind?.authority == .immutable
        else { return }
        let known = subject.state.state(of: operation.field, merge: .register)
        if known?.live.isEmpty == false { throw Invalidity.immutableRecord }
    }

    private func check(
        _ dot: Dot,
        isOf operation: Operation,
        on state: RecordState,
        in storage: some BankReading
    ) throws {
        if let known = state.state(of: operation.field, merge: operation.merge),
            known.live.contains(where: { $0.dot == dot })
                || known.ghosts.contains(where: { $0.dot == dot })
        {
            return
        }
        let origin = try storage.origin(of: dot)
        guard origin?.record == state.id, origin?.field == operation.field,
            origin?.merge == operation.merge
        else { throw Invalidity.foreignDot }
    }

    private func check(
        _ dot: Dot,
        isAcrossFrom field: FieldID,
        on state: RecordState,
        in storage: some BankReading
    ) throws {
        let known = state.fields.first { $0.live.contains { $0.dot == dot } }
        let origin =
            try known.map { Origin(record: state.id, field: $0.field, merge: $0.merge) }
            ?? storage.origin(of: dot)
        guard let origin, origin.record == state.id,
            (origin.field == .life) != (field == .life)
        else { throw Invalidity.foreignDot }
    }
}

/// The Sets of an entry's author that it never named, for each register that the entry writes: those
/// in the entry's own past, then those of the entry itself.
struct OwnSets {
    /// Whether all that is held of the author's log lies in the entry's past.
    let seesWholeLog: Bool
    /// The history of the record that was last looked into.
    var history: (record: RecordID, operations: [PastOperation])?
    /// At most `Limits.ownSiblingsMax` for a register.
    var unnamed: [Register: [Dot]] = [:]

    init(seesWholeLog: Bool) { self.seesWholeLog = seesWholeLog }

    /// A register of a record.
    struct Register: Hashable {
        let record: RecordID
        let field: FieldID
    }
}
