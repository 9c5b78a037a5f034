/// What a partner said about a record: a statement without what all records have.
package struct Statement: Hashable, Identifiable, Sendable {
    /// The statement's own record.
    package let id: RecordID
    /// Who said it.
    package let author: AuthorID
    /// What was said.
    package let says: Saying
    /// Of which record.
    package let record: RecordID
    /// Of which version of it; nil where it is said of the record as such.
    package let version: Version?
    /// Why, where that was said.
    package let reason: String?

    package init(
        id: RecordID,
        author: AuthorID,
        says: Saying,
        record: RecordID,
        version: Version?,
        reason: String? = nil
    ) {
        self.id = id
        self.author = author
        self.says = says
        self.record = record
        self.version = version
        self.reason = reason
    }

    /// Nil for what is no statement, is about no record, or does not say one thing about one.
    package init?(_ state: RecordState) {
        let abouts = state.live(.about)
        let sayings = state.live(.says)
        guard state.kind == Kind.statement.number, abouts.count == 1, sayings.count == 1,
            case .reference(let about) = abouts[0].value,
            case .word(let word) = sayings[0].value, let says = Saying(rawValue: word)
        else { return nil }
        var reason: String?
        if case .text(let text) = state.live(.reason).first?.value { reason = text }
        self.init(
            id: state.id,
            author: state.creator,
            says: says,
            record: about.record,
            version: about.version,
            reason: reason
        )
    }
}

extension Saying {
    /// Whether it answers what was announced, one way or the other.
    package var isAnswer: Bool {
        switch self {
        case .acknowledged, .agreed, .objected: true
        case .received, .withdrawn, .suspended, .resumed, .left: false
        }
    }

    /// Whether somebody has at least read the version, and has nothing against it.
    package var isAcknowledging: Bool { self == .acknowledged || self == .agreed }

    /// Of several last words of one partner the one that grants least counts: an objection, then
    /// that nothing is said, then that it was only read.
    var caution: Int {
        switch self {
        case .objected: 3
        case .withdrawn: 2
        case .acknowledged: 1
        case .received, .agreed, .suspended, .resumed, .left: 0
        }
    }
}

extension Kind {
    /// Whether a version is in force only once every partner has agreed to it.
    package var needsAgreement: Bool { number == Kind.sector.number }
}
