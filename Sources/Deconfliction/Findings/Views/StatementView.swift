package import BankModel

/// What the checks need of one statement.
package struct StatementView: Hashable, Sendable {
    /// The statement.
    package let id: RecordID
    /// Its version.
    package let version: Version
    /// What people call it.
    package let spoken: String
    /// Who said it.
    package let author: AuthorID
    /// The author's counter: of two statements of one author the later has the larger one.
    package let counter: UInt64
    /// What was said.
    package let says: Saying
    /// Of which record, and of which version of it.
    package let about: Reference

    /// Nil for what is no statement about a record, or says what this release does not know.
    package init?(_ state: RecordState, spoken: String? = nil) {
        guard state.kind == Kind.statement.number, !state.isWithdrawn,
            case .reference(let about) = state.live(.about).first?.value,
            case .word(let word) = state.live(.says).first?.value,
            let says = Saying(rawValue: word)
        else { return nil }
        id = state.id
        version = state.version
        self.spoken =
            spoken
            ?? SpokenID(
                partner: state.owner,
                letter: Kind.statement.letter,
                counter: state.counter
            ).description
        author = state.creator
        counter = state.counter
        self.says = says
        self.about = about
    }
}

/// Statements, found by the record that they are about.
package struct Words: Sendable {
    private var byRecord: [RecordID: [StatementView]] = [:]

    /// Of these, in any order.
    package init(_ statements: some Sequence<StatementView> = []) {
        for statement in statements where statement.says != .received {
            byRecord[statement.about.record, default: []].append(statement)
        }
    }

    /// What a partner said last about any version of a record.
    ///
    /// Several where its log forked, or nothing. What the daemon says by itself (`received`) is no
    /// word of the partner's.
    func last(of partner: PartnerID, about record: RecordID) -> [StatementView] {
        Self.last(of: said(by: partner, about: record))
    }

    /// What a partner said last about one version of a record.
    ///
    /// Taking back what was said of the record as such takes back what was said of each version.
    func last(
        of partner: PartnerID,
        about record: RecordID,
        in version: Version
    )
        -> [StatementView]
    {
        Self.last(
            of: said(by: partner, about: record).filter { statement in
                statement.about.dots == version.dots
                    || (statement.about.dots.isEmpty && statement.says == .withdrawn)
            }
        )
    }

    /// Every version of the record that the partner acknowledged or agreed to, in order.
    func versionsAcknowledged(by partner: PartnerID, of record: RecordID) -> [StatementView] {
        said(by: partner, about: record).filter { statement in
            statement.says.isAcknowledging && !statement.about.dots.isEmpty
        }
    }

    /// Whether the partner has acknowledged the record's version, or agreed to it, and not taken that
    /// back or objected since.
    func hasAcknowledged(_ partner: PartnerID, _ view: RecordView) -> Bool {
        let words = last(of: partner, about: view.id, in: view.version)
        return !words.isEmpty && words.allSatisfy(\.says.isAcknowledging)
    }

    /// Whether the partner has said anything about the record's version, and not taken it back.
    func hasAnswered(_ partner: PartnerID, _ view: RecordView) -> Bool {
        let words = last(of: partner, about: view.id, in: view.version)
        return !words.isEmpty && words.allSatisfy(\.says.isAnswer)
    }

    /// In the order in which it was said.
    private func said(by partner: PartnerID, about record: RecordID) -> [StatementView] {
        (byRecord[record] ?? []).filter { $0.author.partner == partner }
            .sorted { ($0.author, $0.counter, $0.id) < ($1.author, $1.counter, $1.id) }
    }

    private static func last(of statements: [StatementView]) -> [StatementView] {
        guard let last = statements.last else { return [] }
        return statements.filter { $0.author == last.author && $0.counter == last.counter }
    }
}

extension Saying {
    /// Whether somebody has at least read the version, and has nothing against it.
    var isAcknowledging: Bool { self == .acknowledged || self == .agreed }

    /// Whether it answers what was announced, one way or the other.
    var isAnswer: Bool { isAcknowledging || self == .objected }
}
