import BankModel
import BankStore
import ControlAPI
import Interchange
import Replica

extension BankDesk {
    func resolve(
        _ conflict: String,
        _ resolution: ControlAPI.Resolution,
        by author: Operator
    ) async throws -> Resolved {
        let reason = try Self.checked(reason: resolution.reason)
        guard (resolution.pick == nil) != (resolution.set == nil) else {
            throw Failure(.usage, "say either --pick DOT or --set VALUE")
        }
        let resolved = try await node.write(
            by: author,
            summary: "resolve \(conflict)"
        ) { bank, pen in
            let open = try Self.open(conflict, in: bank)
            guard let state = try bank.record(open.record) else {
                throw WriteRefusal.unknownRecord
            }
            let choice = try Self.choice(resolution, in: open, of: state, bank, pen)
            return ([try pen.resolving(open, of: state, by: choice, reason: reason)], open)
        } answering: { bank, outcome, open in
            guard case .written(let entries)? = outcome else {
                return Resolved(id: conflict, version: nil)
            }
            let written = try Self.written(
                open.record,
                seeing: Set(open.dots),
                in: entries.first?.hash,
                &bank
            )
            return Resolved(id: written.id, version: written.version)
        }
        return noted(resolved)
    }

    func resolveAll(_ resolution: ResolutionOfAll, by author: Operator) async throws -> ResolvedAll
    {
        let reason = try Self.checked(reason: resolution.reason)
        guard let partner = PartnerID(resolution.allFrom) else {
            throw Failure(.usage, "\(resolution.allFrom) is no partner id")
        }
        let pen = node.pen
        guard pen.charter.has(partner) else {
            throw Failure(.unknown, "\(partner) is no partner of this bank")
        }
        let kind = try resolution.kind.map { try Self.kind(named: $0) }
        let resolved = try await node.write(
            by: author,
            summary: "resolve all from \(partner)"
        ) { bank, pen in
            var changes: [AuthoredChange] = []
            var skipped = 0
            let conflicts = try bank.conflicts(limit: .max)
            // Operations of one entry do not see each other: whether a record stays is settled first,
            // what its fields say by the next call.
            let undecided = Set(
                conflicts.map(\.conflict).filter { $0.field == .life }.map(\.record)
            )
            for open in conflicts {
                if undecided.contains(open.conflict.record), open.conflict.field != .life {
                    skipped += 1
                    continue
                }
                guard let state = try bank.record(open.conflict.record) else { continue }
                if let kind, state.kind != kind.number { continue }
                let picked = try Self.pick(
                    from: partner,
                    in: open.conflict,
                    of: state,
                    reason: reason,
                    pen
                )
                if let picked { changes.append(picked) } else { skipped += 1 }
            }
            return (changes, ResolvedAll(resolved: changes.count, skipped: skipped))
        } answering: { _, _, answer in
            answer
        }
        return resolved.resolved > 0 ? noted(resolved) : resolved
    }

    /// That partner's value, where it has exactly one among the siblings; nil to skip.
    private static func pick(
        from partner: PartnerID,
        in conflict: Conflict,
        of state: RecordState,
        reason: String,
        _ pen: Pen
    ) throws -> AuthoredChange? {
        let dots = state.fields.flatMap(\.live).filter {
            conflict.dots.contains($0.dot) && $0.author.partner == partner
        }
        guard dots.count == 1, let only = dots.first else { return nil }
        do {
            return try pen.resolving(conflict, of: state, by: .pick(only.dot), reason: reason)
        } catch is WriteRefusal {
            return nil
        }
    }

    /// The open conflict with these letters; throws 75 where it was one, 66 where there never was.
    private static func open(_ letters: String, in bank: BankTransaction) throws -> Conflict {
        let found = try bank.conflicts(lettered: letters)
        if found.count == 1 { return found[0].conflict }
        if found.count > 1 {
            throw Failure(
                .unknown,
                "\(found.count) open conflicts begin with \(letters)",
                next: "give all eight letters: see conflicts"
            )
        }
        if try bank.wasConflict(lettered: letters) { throw WriteRefusal.changedConflict }
        throw Failure(.unknown, "there is no conflict \(letters)", next: "see conflicts")
    }

    private static func choice(
        _ resolution: ControlAPI.Resolution,
        in conflict: Conflict,
        of state: RecordState,
        _ bank: BankTransaction,
        _ pen: Pen
    ) throws -> BankModel.Resolution {
        if let pick = resolution.pick {
            guard let dot = try bank.dots(named: pick).first(where: conflict.dots.contains) else {
                throw WriteRefusal.unknownSibling
            }
            return .pick(dot)
        }
        let plain = resolution.set ?? .null
        if conflict.field == .life { return .set(.life(try life(plain))) }
        guard let kind = pen.rules.kind(state.kind), let field = kind.field(conflict.field) else {
            throw WriteRefusal.unknownField(FieldNaming.name(of: conflict.field))
        }
        let entered = EnteredValue(kind: kind, charter: pen.charter, bank: bank)
        let read = try entered.read(plain, of: field)
        return .set(read.value, typed: read.typed)
    }

    private static func life(_ plain: Plain) throws -> Life {
        switch plain {
        case .text("withdrawn"): .withdrawn
        case .text("in_bank"): .inBank
        default:
            throw Failure(
                .badData,
                "whether a record is withdrawn is in_bank or withdrawn",
                next: "use --set in_bank or --set withdrawn"
            )
        }
    }
}
