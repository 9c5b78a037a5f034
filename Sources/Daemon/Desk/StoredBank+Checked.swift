import BankModel
import BankStore
import Deconfliction
import Interchange

extension RecordView {
    /// A record's live state, with the positions in it that were typed in other forms.
    static func read(_ state: RecordState, spoken: String? = nil, charter: Charter) -> Self {
        Self(state, spoken: spoken, charter: charter, readingForm: PositionText.written)
    }
}

extension StoredBank {
    /// Every notice that has neither ended nor been called off or withdrawn.
    func standingNotices(_ charter: Charter) throws -> [RecordView] {
        var query = BankStore.RecordQuery()
        query.isStandingNotice = true
        query.limit = .max
        return try page(query).records.map {
            RecordView.read($0.state, spoken: $0.id.description, charter: charter)
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
        return try sectors.flatMap { sector in
            try versionsInForce(of: sector.state, under: charter).map {
                RecordView.read($0, spoken: sector.id.description, charter: charter)
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
                RecordView.read($0.state, spoken: $0.id.description, charter: charter)
            }
        }
    }
}
