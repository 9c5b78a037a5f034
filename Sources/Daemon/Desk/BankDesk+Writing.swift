import BankModel
import BankStore
import ControlAPI
import Interchange
import Replica

extension BankDesk {
    func add(_ record: NewRecord, by author: Operator) async throws -> Written {
        let kind = try Self.kind(named: record.kind)
        let written = try await node.write(by: author, summary: "add a \(kind.name)") { bank, pen in
            let edits = try FieldEdits.read(record.changes, of: kind, in: pen.charter, bank)
            try Self.refuseOwn(edits, of: kind, in: bank, pen)
            return ([try pen.creating(kind, edits)], edits)
        } answering: { bank, outcome, edits in
            var written = try Self.created(outcome, &bank)
            written.positions = EchoedPositions.lines(of: edits)
            return written
        }
        return noted(written)
    }

    /// The answer to a write whose first change made a record.
    static func created(
        _ outcome: WriteOutcome?,
        _ bank: inout BankTransaction
    ) throws -> Written {
        switch outcome {
        case .draft(let number)?: return written(asDraft: number)
        case .written(let entries)?:
            let created = RecordID(entry: entries[0].hash, index: 0)
            return try written(created, seeing: [], in: entries[0].hash, &bank)
        case nil: throw Failure(.internalError, "a new record without a change")
        }
    }

    func edit(_ id: String, _ edit: RecordEdit, by author: Operator) async throws -> Written {
        try await change(id, by: author, summary: "edit \(id)") { bank, pen, state in
            guard let kind = pen.rules.kind(state.kind) else { throw WriteRefusal.unknownRecord }
            let edits = try FieldEdits.read(edit.changes, of: kind, in: pen.charter, bank, state)
            try Self.refuseOwn(edits, of: kind, in: bank, pen)
            let shown = try Self.shown(
                edit.version,
                edit.current,
                to: author,
                of: state,
                in: bank,
                pen
            )
            let change = try pen.editing(
                state,
                edits,
                shown: shown,
                asSibling: edit.asSibling ?? false
            )
            return (change, shown)
        }
    }

    func withdraw(
        _ id: String,
        _ withdrawal: Withdrawal,
        by author: Operator
    ) async throws -> Written {
        let reason = try Self.checked(reason: withdrawal.reason)
        return try await change(
            id,
            by: author,
            summary: "withdraw \(id)",
            adviceWhenStale: "show the record again, and withdraw what it says now"
        ) { bank, pen, state in
            let shown = try Self.shown(
                withdrawal.version,
                withdrawal.current,
                to: author,
                of: state,
                in: bank,
                pen
            )
            return (try pen.withdrawing(state, reason: reason, shown: shown), shown)
        }
    }

    func reinstate(_ id: String, _ reason: Reason, by author: Operator) async throws -> Written {
        let reason = try Self.checked(reason: reason.reason)
        return try await change(id, by: author, summary: "reinstate \(id)") { bank, pen, state in
            let shown = try Self.shown(nil, nil, to: author, of: state, in: bank, pen)
            return (try pen.reinstating(state, reason: reason), shown)
        }
    }

    /// Changes one record; a refusal shows the values that stand in the way, and the answer names
    /// the version that the operator has seen now.
    private func change(
        _ id: String,
        by author: Operator,
        summary: String,
        adviceWhenStale: String? = nil,
        _ body:
            @Sendable (inout BankTransaction, Pen, RecordState) throws -> (
                AuthoredChange?, Shown
            )
    ) async throws -> Written {
        let written = try await node.write(by: author, summary: summary) { bank, pen in
            let state = try Self.record(id, in: bank)
            do {
                let (change, shown) = try body(&bank, pen, state)
                let word = (record: state.id, seen: try shown.dots(of: state))
                return (change.map { [$0] } ?? [], word)
            } catch let refusal as WriteRefusal {
                var failure = try Self.telling(refusal, of: state, in: bank, charter: pen.charter)
                if case .stale = refusal, let adviceWhenStale { failure.next = adviceWhenStale }
                throw failure
            }
        } answering: { bank, outcome, word in
            switch outcome {
            case .draft?: Written(id: id, version: nil, draft: true)
            case .written(let entries)?:
                try Self.written(word.record, seeing: word.seen, in: entries.first?.hash, &bank)
            case nil: try Self.written(word.record, seeing: word.seen, in: nil, &bank)
            }
        }
        return noted(written)
    }

    /// The answer to a write that is in the log: the record's id, and the version that the operator
    /// has seen, who was shown `seen` and wrote `entry`.
    static func written(
        _ record: RecordID,
        seeing seen: Set<Dot>,
        in entry: EntryHash?,
        _ bank: inout BankTransaction
    ) throws -> Written {
        guard let state = try bank.record(record) else { throw WriteRefusal.unknownRecord }
        let version = state.version(shown: seen, writing: entry)
        if version != state.version { try bank.keepShown(version, of: record) }
        return Written(
            id: try bank.shortID(of: state).description,
            version: version.id.description,
            draft: false
        )
    }

    private static func written(asDraft number: Int64) -> Written {
        Written(id: "draft-\(number)", version: nil, draft: true)
    }

    /// What the operator was shown, as far as the request says.
    private static func shown(
        _ version: String?,
        _ isCurrent: Bool?,
        to author: Operator,
        of state: RecordState,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> Shown {
        if let version {
            if isCurrent == true {
                throw Failure(.usage, "either a version or current, not both")
            }
            guard let id = VersionID(version),
                let found = try bank.shownVersion(id, of: state.id)
            else { throw WriteRefusal.unknownVersion }
            return .version(found)
        }
        if isCurrent == true { return .current }
        let own = try ownDots(of: author, on: state, in: bank, pen)
        return .nothing { own.contains($0.dot) }
    }

    /// The live values that this operator wrote at this node.
    private static func ownDots(
        of author: Operator,
        on state: RecordState,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> Set<Dot> {
        var own: Set<Dot> = []
        for field in state.fields {
            for sibling in field.live where sibling.author == pen.author {
                let name = try bank.facts(of: sibling.dot)?.operatorName
                if name == author.name.text { own.insert(sibling.dot) }
            }
        }
        return own
    }

    /// The answer to a refused write, with the values that stand in the way.
    static func telling(
        _ refusal: WriteRefusal,
        of state: RecordState,
        in bank: BankTransaction,
        charter: Charter
    ) throws -> Failure {
        var failure = Refusals.failure(of: refusal)
        let rendering = Rendering(bank: bank, charter: charter)
        switch refusal {
        case .stale(let fields), .unseen(let fields):
            failure.values = try rendering.values(of: fields, on: state)
        case .conflicted(let field, _):
            failure.values = try rendering.values(of: [field], on: state)
        default: break
        }
        return failure
    }
}
