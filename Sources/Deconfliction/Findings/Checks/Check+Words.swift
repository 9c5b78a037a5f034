internal import BankModel

extension Check {
    /// What partners said of versions that a record no longer has.
    ///
    /// One for each last word of a partner that says nothing of the present version: several where a
    /// partner's nodes, or the branches of its log, spoke apart.
    package static func staleWords(
        about view: RecordView,
        _ words: Words,
        _ terms: FindingTerms
    )
        -> [Finding]
    {
        guard view.isStanding else { return [] }
        return terms.charter.partners.map(\.id).sorted().flatMap { partner -> [Finding] in
            guard !words.hasAnswered(partner, view) else { return [] }
            return words.last(of: partner, about: view.id)
                .filter { said in
                    guard said.statement.says.isAnswer, let about = said.statement.version
                    else { return false }
                    return about != view.version
                }
                .map { Finding(stale: $0, about: view) }
        }
    }

    /// A notice that not every other partner has answered in time, in its present version.
    package static func overdueAnswers(
        to notice: RecordView,
        _ words: Words,
        _ terms: FindingTerms
    ) -> Finding? {
        guard notice.isKind(.notice), notice.isStanding, let respondBy = notice.respondBy,
            respondBy < terms.at
        else { return nil }
        let missing = terms.partners(besides: notice.owner)
            .filter { !words.hasAnswered($0, notice) }
        guard !missing.isEmpty else { return nil }
        return Finding(
            .statementOverdue,
            [notice],
            overlap: Interval(from: respondBy, until: nil),
            facts: [.term(.respondBy, respondBy), .missing(missing)]
        )
    }
}

extension Finding {
    /// The statement is one of the records, so that the words of several partners stay apart.
    fileprivate init(stale statement: StatementView, about view: RecordView) {
        self.init(
            .statementStale,
            [VersionedRecord(view), VersionedRecord(statement)],
            facts: [statement.fact]
        )
    }
}

extension VersionedRecord {
    fileprivate init(_ view: StatementView) {
        self.init(
            record: view.statement.id,
            version: view.version,
            spoken: view.spoken,
            owner: view.statement.author.partner,
            isDisputed: false
        )
    }
}
