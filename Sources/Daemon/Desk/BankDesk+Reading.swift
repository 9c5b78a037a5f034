import BankModel
import BankStore
import ControlAPI
import Deconfliction
import Interchange

extension BankDesk {
    func list(_ query: RecordQuery, for caller: Caller) async throws -> RecordList {
        let charter = node.pen.charter
        let stored = try Self.stored(query)
        return try read { bank in
            if let cursor = stored.after { try Self.check(cursor, in: bank) }
            let page = try bank.page(stored)
            let rendering = Rendering(bank: bank, charter: charter)
            return RecordList(
                records: try page.records.map { try rendering.summary($0) },
                next: page.next?.description
            )
        }
    }

    func show(_ id: String, for caller: Caller) async throws -> RecordDetail {
        let charter = node.pen.charter
        return try read { bank in
            try Rendering(bank: bank, charter: charter)
                .detailWithStatements(try Self.record(id, in: bank))
        }
    }

    func history(_ id: String, for caller: Caller) async throws -> History {
        try read { bank in
            let state = try Self.record(id, in: bank)
            let kind = RuleSet.released.lazy.compactMap { $0.kind(state.kind) }.first
            let entries = try bank.history(of: state.id).map { operation in
                let name =
                    kind?.name(of: operation.field) ?? FieldNaming.name(of: operation.field)
                return try Self.entry(operation, named: name, in: bank)
            }
            return History(entries: entries.sorted { $0.claimedAt < $1.claimedAt })
        }
    }

    func conflicts(_ query: ConflictQuery, for caller: Caller) async throws -> ConflictList {
        let charter = node.pen.charter
        return try read { bank in
            let rendering = Rendering(bank: bank, charter: charter)
            // One more than the page tells whether there is a page after it.
            let found = try bank.conflicts(limit: query.limit + 1, after: query.after)
            let page = found.prefix(query.limit)
            return ConflictList(
                conflicts: try page.map { try rendering.conflict($0) },
                open: try bank.openConflictCount(),
                next: found.count > page.count ? page.last.map { String($0.number) } : nil
            )
        }
    }

    private static func entry(
        _ operation: PastOperation,
        named name: String,
        in bank: BankSnapshot
    ) throws -> HistoryEntry {
        guard let facts = try bank.facts(of: operation.dot) else {
            throw StoreError.damaged("a change whose entry is not held")
        }
        let ahead =
            facts.claimed.milliseconds > facts.receivedAt
            + Limits.clockAheadMillisecondsMax
        return HistoryEntry(
            dot: facts.name,
            field: name,
            action: action(of: operation),
            value: try operation.value.map { try References(bank: bank).plain(of: $0) } ?? .null,
            supersedes: try operation.supersedes.compactMap { try bank.facts(of: $0)?.name },
            partner: facts.author.partner.text,
            operatorName: facts.operatorName,
            claimedAt: Moment(milliseconds: facts.claimed.milliseconds),
            receivedAt: Moment(milliseconds: facts.receivedAt),
            reason: operation.reason,
            invalid: operation.invalidity,
            clockAhead: ahead ? true : nil,
            typed: operation.typed.isEmpty ? nil : operation.typed
        )
    }

    private static func action(of operation: PastOperation) -> Change.Action? {
        switch (operation.merge, operation.value) {
        case (.register, .some(.cleared)): .clear
        case (.register, _): nil
        case (.set, .some): .add
        case (.set, .none): .remove
        case (.list, _): .append
        }
    }

    /// The question as the store understands it.
    private static func stored(_ query: RecordQuery) throws -> BankStore.RecordQuery {
        var stored = BankStore.RecordQuery()
        if let name = query.kind { stored.kind = try kind(named: name).number }
        stored.text = query.text
        stored.isConflictedOnly = query.onlyConflicted
        stored.isWithdrawn = query.includesWithdrawn
        stored.limit = query.limit
        if let after = query.after {
            guard let cursor = RecordCursor(after) else { throw noCursor(after) }
            stored.after = cursor
        }
        if let near = query.near {
            stored.near = PlaceBox.boxes(
                latitude: near.latitude,
                longitude: near.longitude,
                reach: near.radius
            )
            stored.matches = { Self.mayReach($0, into: near) }
        }
        return stored
    }

    /// Refuses a cursor that no page can have ended with, since no record is at its place.
    ///
    /// Records keep their places for ever, and lose at most their standing in the bank.
    private static func check(_ cursor: RecordCursor, in bank: some StoredBank) throws {
        let place = Int64(cursor.description, radix: 36) ?? 0
        for isWithdrawn in [false, true] {
            var query = BankStore.RecordQuery()
            query.isWithdrawn = isWithdrawn
            query.limit = 1
            query.after = cursor
            let behind = try bank.page(query).records
            query.after = RecordCursor(String(place - 1, radix: 36))
            if try bank.page(query).records != behind { return }
        }
        throw noCursor(cursor.description)
    }

    private static func noCursor(_ text: String) -> Failure {
        Failure(
            .usage,
            "\(Escaping.text(text, bytesMax: 80)) is no cursor of this bank",
            next: "use the `next` of the page before"
        )
    }

    /// Whether any place that the record may have, or fill for a time, may reach into the circle.
    private static func mayReach(_ state: RecordState, into circle: RecordQuery.Circle) -> Bool {
        guard let centre = Position(latitude: circle.latitude, longitude: circle.longitude) else {
            return false
        }
        return state.extents.contains { place in
            Sphere.distance(centre, Position(place)) <= circle.radius + place.reach
        }
    }

    /// The kind that people call by this name; throws 64.
    static func kind(named name: String) throws -> Kind {
        let kinds = RuleSet.released.flatMap(\.kinds)
        guard let kind = kinds.first(where: { $0.name == name }) else {
            throw Failure(
                .usage,
                "there is no kind of record named \(name)",
                next: "use one of \(kinds.map(\.name).joined(separator: ", "))"
            )
        }
        return kind
    }
}
