import BankModel
import BankStore
import ControlAPI
import Interchange

/// Records and changes as the API shows them.
struct Rendering<Bank: StoredBank> {
    let bank: Bank
    let charter: Charter

    /// The API's form of a live value: what, who, when.
    func sibling(
        _ sibling: BankModel.Sibling,
        field: FieldID? = nil
    ) throws -> ControlAPI.Sibling {
        guard let facts = try bank.facts(of: sibling.dot) else {
            throw StoreError.damaged("a live value whose entry is not held")
        }
        return ControlAPI.Sibling(
            field: field.map(FieldNaming.name),
            value: try plain(of: sibling.value),
            dot: facts.name,
            partner: facts.author.partner.text,
            operatorName: facts.operatorName,
            claimedAt: Moment(milliseconds: facts.claimed.milliseconds),
            receivedAt: Moment(milliseconds: facts.receivedAt),
            typed: sibling.typed.isEmpty ? nil : sibling.typed
        )
    }

    /// `show`: every sibling of every field.
    func detail(_ state: RecordState) throws -> RecordDetail {
        let conflicts = state.conflicts
        let kind = RuleSet.released.lazy.compactMap { $0.kind(state.kind) }.first
        var fields: [String: FieldDetail] = [:]
        for field in state.fields where !field.live.isEmpty {
            let conflict = conflicts.first { $0.field == field.field && $0.kind == .values }
            let isConflicted = conflicts.contains { $0.field == field.field }
            fields[kind?.name(of: field.field) ?? FieldNaming.name(of: field.field)] = FieldDetail(
                conflicted: isConflicted,
                values: try ordered(field).map { try sibling($0) },
                conflict: conflicts.first { $0.field == field.field }?.id.description,
                protective: conflict.flatMap { protective($0, of: state) }
            )
        }
        return RecordDetail(
            id: try bank.shortID(of: state).description,
            kind: kind?.name ?? "kind-\(state.kind)",
            owner: state.owner.text,
            version: state.version.id.description,
            withdrawn: state.isWithdrawn,
            conflicted: !conflicts.isEmpty,
            conflicts: conflicts.isEmpty ? nil : conflicts.map(\.id.description),
            fields: fields
        )
    }

    /// One line of `list`: a value, or a list for sets, lists and conflicts.
    func summary(_ found: FoundRecord) throws -> RecordSummary {
        let state = found.state
        let kind = RuleSet.released.lazy.compactMap { $0.kind(state.kind) }.first
        var fields: [String: Plain] = [:]
        for field in state.fields where !field.live.isEmpty && field.field != .life {
            let name = kind?.name(of: field.field) ?? FieldNaming.name(of: field.field)
            let values = field.merge == .list ? field.live.map(\.value) : field.distinctValues
            let plain = try values.map { try self.plain(of: $0) }
            if field.merge == .register, let only = plain.first, plain.count == 1 {
                if only != .null { fields[name] = only }
            } else {
                fields[name] = .list(plain)
            }
        }
        return RecordSummary(
            id: found.id.description,
            kind: kind?.name ?? "kind-\(state.kind)",
            owner: state.owner.text,
            version: state.version.id.description,
            withdrawn: state.isWithdrawn,
            conflicted: !state.conflicts.isEmpty,
            fields: fields
        )
    }

    /// An open conflict with all that a resolution must name.
    func conflict(_ open: BankStore.OpenConflict) throws -> ControlAPI.OpenConflict {
        let conflict = open.conflict
        guard let state = try bank.record(conflict.record) else {
            throw StoreError.damaged("a conflict whose record is not held")
        }
        let names = [FieldID.name, .title].flatMap { state.live($0) }.map(\.value)
        var siblings: [ControlAPI.Sibling] = []
        for field in state.fields {
            for live in field.live where conflict.dots.contains(live.dot) {
                let isOther = field.field != conflict.field
                siblings.append(try sibling(live, field: isOther ? field.field : nil))
            }
        }
        var name: String?
        if names.count == 1, case .text(let text) = names[0] { name = text }
        return ControlAPI.OpenConflict(
            id: conflict.id.description,
            record: try bank.shortID(of: state).description,
            name: name,
            kind: conflict.kind == .values ? .values : .editWithdrawal,
            field: FieldNaming.name(of: conflict.field),
            openedAt: Moment(milliseconds: open.openedAt),
            siblings: siblings
        )
    }

    /// The siblings of fields that stood in the way of a write.
    func values(of fields: [FieldID], on state: RecordState) throws -> [ControlAPI.Sibling] {
        try fields.flatMap { field in
            try state.live(field).map { try sibling($0, field: field) }
        }
    }

    /// A list in the order of its claimed times, everything else in the order of its dots.
    private func ordered(_ field: FieldState) throws -> [BankModel.Sibling] {
        guard field.merge == .list else { return field.live }
        let timed = try field.live.map { (try bank.facts(of: $0.dot)?.claimed, $0) }
        return timed.sorted { left, right in
            let earliest = ClaimedTime(milliseconds: .min)
            let times = (left.0 ?? earliest, right.0 ?? earliest)
            return times.0 == times.1 ? left.1.dot < right.1.dot : times.0 < times.1
        }.map(\.1)
    }

    /// The one answer that a consumer takes while the field is in conflict.
    private func protective(_ conflict: Conflict, of state: RecordState) -> Plain? {
        switch conflict.field {
        case .place: .list(state.places.map { ValuePlain.plain(of: .place($0)) })
        case .volumes, .areas: ValuePlain.plain(of: .volumes(state.volumes))
        case .buffer: ValuePlain.plain(of: .millimetres(state.buffer(under: charter)))
        case .validity: state.validity.map { ValuePlain.plain(of: .interval($0)) }
        default:
            PartnerID(conflict.field.key).flatMap { partner in
                guard conflict.field == .allowed(partner) else { return nil }
                return state.permission(of: partner).map { .text($0.rawValue) }
            }
        }
    }

    /// A value in JSON, what it refers to by name.
    private func plain(of value: Value) throws -> Plain {
        try References(bank: bank).plain(of: value)
    }
}
