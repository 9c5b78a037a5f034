/// What the partners have said about one record, and what of it holds.
///
/// A statement is bound to the version that it names, for ever. A partner's *word* on a version is
/// the last thing that it said of it: a later statement takes the place of those that its author held
/// when it was made. Where two nodes of one partner spoke without hearing each other, the one that
/// grants least is the word. What the daemon says by itself (`received`) is nobody's word.
package struct Standing: Sendable {
    /// The version that the record has now.
    package let version: Version
    /// Every statement about the record, sorted by id.
    package let statements: [Statement]
    private let words: [Key: LastWords<Statement>]
    private let lastWords: [PartnerID: LastWords<Statement>]
    private let lastSeen: [PartnerID: LastWords<Statement>]

    private struct Key: Hashable {
        let partner: PartnerID
        /// Nil for what is said of the record as such.
        let version: Version?
    }

    /// Of a record that has this version now, with all that is said about it, in any order.
    ///
    /// `isAfter(later, earlier)` tells whether the first was made in sight of the second; it is
    /// asked only of statements of one partner.
    package init(
        of version: Version,
        statements: some Sequence<Statement>,
        isAfter: (_ later: Statement, _ earlier: Statement) throws -> Bool
    ) rethrows {
        self.version = version
        self.statements = statements.sorted { $0.id < $1.id }
        var words: [Key: LastWords<Statement>] = [:]
        var lastWords: [PartnerID: LastWords<Statement>] = [:]
        var lastSeen: [PartnerID: LastWords<Statement>] = [:]
        for statement in self.statements where statement.isWord {
            let partner = statement.author.partner
            let key = Key(partner: partner, version: statement.version)
            try words[key, default: LastWords()].add(statement, isAfter: isAfter)
            try lastWords[partner, default: LastWords()].add(statement, isAfter: isAfter)
            if statement.says.isAcknowledging, statement.version != nil {
                try lastSeen[partner, default: LastWords()].add(statement, isAfter: isAfter)
            }
        }
        // What takes back a word on the record as such takes back its word on each version.
        for (key, said) in words where key.version != nil {
            let whole = words[Key(partner: key.partner, version: nil)]?.words ?? []
            var said = said
            for statement in whole where statement.says == .withdrawn {
                try said.add(statement, isAfter: isAfter)
            }
            words[key] = said
        }
        self.words = words
        self.lastWords = lastWords
        self.lastSeen = lastSeen
    }

    /// What the partner says of a version; nil where it says nothing, or nothing any more.
    package func word(of partner: PartnerID, on version: Version) -> Saying? {
        Self.word(words[Key(partner: partner, version: version)]?.words ?? [])
    }

    /// What the partner said last of the record, whichever version it spoke of; nil where that takes
    /// back what it had said.
    package func lastWord(of partner: PartnerID) -> Saying? { Self.word(lastWords(of: partner)) }

    /// The partner's last words, whichever version they are about; several that were said apart, by
    /// id.
    package func lastWords(of partner: PartnerID) -> [Statement] {
        lastWords[partner]?.words ?? []
    }

    /// By what the partner said last that it has seen a version and has nothing against it, whatever
    /// it said since; several that were said apart, by id.
    package func lastSeen(by partner: PartnerID) -> [Statement] {
        lastSeen[partner]?.words ?? []
    }

    /// Whether the partner has answered the record as it is now.
    package func hasAnswered(_ partner: PartnerID) -> Bool {
        word(of: partner, on: version)?.isAnswer == true
    }

    /// Whether the partner's daemon has said that this version came.
    package func hasReceived(_ version: Version, by partner: PartnerID) -> Bool {
        statements.contains {
            $0.says == .received && $0.author.partner == partner && $0.version == version
        }
    }

    /// Whether the record has changed since the version that the statement is about.
    package func isStale(_ statement: Statement) -> Bool {
        statement.version.map { $0 != version } ?? false
    }

    /// Whether its partner has said something else since.
    package func isOverruled(_ statement: Statement) -> Bool {
        let key = Key(partner: statement.author.partner, version: statement.version)
        return statement.isWord && words[key]?.words.contains(statement) != true
    }

    /// What everybody has agreed to, and who is missing for the record as it is now.
    package func agreement(
        among partners: [PartnerID],
        history: VersionHistory
    ) -> Agreement {
        var agreed: Set<Version> = []
        for statement in statements where statement.says == .agreed {
            guard let version = statement.version, !agreed.contains(version) else { continue }
            if partners.allSatisfy({ word(of: $0, on: version) == .agreed }) {
                agreed.insert(version)
            }
        }
        let inForce = agreed.filter { version in
            !agreed.contains { history.follows($0, version) }
        }
        return Agreement(
            inForce: inForce.filter { !history.isWithdrawn($0) }.sorted {
                $0.dots.lexicographicallyPrecedes($1.dots)
            },
            proposed: agreed.contains(version) ? nil : version,
            missing: partners.filter { word(of: $0, on: version) != .agreed }.sorted()
        )
    }

    /// What several last words come to: the one that grants least.
    private static func word(_ said: [Statement]) -> Saying? {
        let word = said.map(\.says).max { $0.caution < $1.caution }
        return word == .withdrawn ? nil : word
    }
}

/// What the partners have agreed to of a record that needs everybody's word.
package struct Agreement: Equatable, Sendable {
    /// Every version that all have agreed to and that no other such version follows, sorted.
    ///
    /// Several are to be read protectively. What all have agreed to withdraw is not among them.
    package let inForce: [Version]
    /// The version that the record has now, where not everybody has agreed to it.
    package let proposed: Version?
    /// Who has not agreed to the version that the record has now, sorted.
    package let missing: [PartnerID]
}

extension Statement {
    /// Whether a person said it of the record: it counts towards the partner's word.
    package var isWord: Bool { says.isAnswer || says == .withdrawn }
}
