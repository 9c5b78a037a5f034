package import BankModel

/// A statement as a finding names it.
package struct StatementView: Hashable, Sendable {
    /// What was said, and of which record.
    package let statement: Statement
    /// The version of the statement itself.
    package let version: Version
    /// What people call it.
    package let spoken: String

    /// Nil for what is no statement about a record, or says what this release does not know.
    package init?(_ state: RecordState, spoken: String? = nil) {
        guard let statement = Statement(state) else { return nil }
        self.statement = statement
        version = state.version
        self.spoken =
            spoken
            ?? SpokenID(
                partner: state.owner,
                letter: Kind.statement.letter,
                counter: state.counter
            ).description
    }
}

/// What was said about records, found by the record; what of it holds is for `Standing` to tell.
package struct Words: Sendable {
    private let standings: [RecordID: Standing]
    private let views: [RecordID: StatementView]

    /// Of these statements, in any order; `isAfter` is as for `Standing`.
    package init(
        _ statements: some Sequence<StatementView>,
        isAfter: (_ later: Statement, _ earlier: Statement) throws -> Bool
    ) rethrows {
        let words = statements.filter(\.statement.isWord)
        let byRecord = Dictionary(grouping: words.map(\.statement), by: \.record)
        // A check asks about the version of its view, which of a sector is not the present one.
        standings = try byRecord.mapValues { said in
            try Standing(of: Version(dots: []), statements: said, isAfter: isAfter)
        }
        views = Dictionary(words.map { ($0.statement.id, $0) }) { first, _ in first }
    }

    /// What a partner said last of any version of a record; nil for nothing, or for nothing any more.
    func lastWord(of partner: PartnerID, about record: RecordID) -> Saying? {
        standings[record]?.lastWord(of: partner)
    }

    /// What a partner said last about any version of a record; several that were said apart.
    func last(of partner: PartnerID, about record: RecordID) -> [StatementView] {
        (standings[record]?.lastWords(of: partner) ?? []).compactMap { views[$0.id] }
    }

    /// By what a partner said last that it has seen the record, whatever it said since.
    func lastSeen(by partner: PartnerID, of record: RecordID) -> [StatementView] {
        (standings[record]?.lastSeen(by: partner) ?? []).compactMap { views[$0.id] }
    }

    /// Whether the partner has acknowledged the record's version, or agreed to it, and not taken that
    /// back or objected since.
    func hasAcknowledged(_ partner: PartnerID, _ view: RecordView) -> Bool {
        standings[view.id]?.word(of: partner, on: view.version)?.isAcknowledging == true
    }

    /// Whether the partner has said anything about the record's version, and not taken it back.
    func hasAnswered(_ partner: PartnerID, _ view: RecordView) -> Bool {
        standings[view.id]?.word(of: partner, on: view.version) != nil
    }
}
