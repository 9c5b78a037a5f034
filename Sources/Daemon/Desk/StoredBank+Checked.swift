import BankModel
import BankStore
import Deconfliction

extension StoredBank {
    /// Every notice that has neither ended nor been called off or withdrawn.
    func standingNotices(_ charter: Charter) throws -> [RecordView] {
        var query = BankStore.RecordQuery()
        query.kind = Kind.notice.number
        query.limit = .max
        query.matches = { state in
            let states = state.noticeStates
            return states.isEmpty || states.contains { !$0.isFinal }
        }
        return try page(query).records.map {
            RecordView($0.state, spoken: $0.id.description, charter: charter)
        }
    }

    /// Every version of a sector to which all have agreed and that no other such version follows, a
    /// sector that only somebody has withdrawn included.
    func sectorsInForce(_ charter: Charter) throws -> [RecordView] {
        var query = BankStore.RecordQuery()
        query.kind = Kind.sector.number
        query.limit = .max
        var sectors = try page(query).records
        query.isWithdrawn = true
        sectors += try page(query).records
        return try sectors.flatMap { sector -> [RecordView] in
            let state = sector.state
            let standing = try self.standing(of: state)
            let inForce = try agreement(on: state, standing, under: charter).inForce
            if inForce.isEmpty { return [] }
            let history = VersionHistory(try self.history(of: state.id))
            return inForce.compactMap { history.registers(of: $0) }.map { fields in
                let agreed = RecordState(
                    id: state.id,
                    kind: state.kind,
                    creator: state.creator,
                    counter: state.counter,
                    fields: fields
                )
                return RecordView(agreed, spoken: sector.id.description, charter: charter)
            }
        }
    }

    /// Every target and site in the bank.
    func listed(_ charter: Charter) throws -> [RecordView] {
        try [Kind.site, .target].flatMap { kind in
            var query = BankStore.RecordQuery()
            query.kind = kind.number
            query.limit = .max
            return try page(query).records.map {
                RecordView($0.state, spoken: $0.id.description, charter: charter)
            }
        }
    }
}
