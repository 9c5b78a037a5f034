package import BankModel

extension CharterDocument {
    /// Makes the unsigned charter of a new bank from the cards of its partners, in any order.
    ///
    /// The name is put into normal form C. `nonce` is 32 random bytes, and only tests give it.
    package init(
        bank name: String,
        cards: [Card],
        categories: [Charter.Category] = Charter.builtInCategories,
        stages: [Stage] = [],
        nonce: [UInt8] = (0..<32).map { _ in UInt8.random(in: 0...255) }
    ) throws(IdentityError) {
        let name = NormalForm.of(name)
        if let reason = PlainName.fault(name) {
            throw .badArgument(name: "the bank's name", reason: reason)
        }
        precondition(nonce.count == 32, "a nonce of \(nonce.count) bytes")
        let cards = cards.sorted { $0.entry.partner < $1.entry.partner }
        try CharterBody.check(cards.map(\.entry))
        for (index, stage) in stages.enumerated() {
            guard let reason = stage.fault(after: Array(stages[..<index]), under: .first) else {
                continue
            }
            throw .badArgument(name: "the plan:", reason: reason)
        }
        let body = CharterBody(
            name: name,
            nonce: nonce,
            rules: RuleSet.first.number,
            categories: categories,
            entries: cards.map(\.entry),
            stages: stages
        )
        let document = SignedDocument(kind: .charter, body: body.bytes)
        // Room for every partner's signature, so that signing can never outgrow the wire.
        let signatureBytes = cards.reduce(0) { $0 + 97 + $1.entry.partner.text.utf8.count }
        guard document.bytes.count + signatureBytes <= Limits.documentBytesMax else {
            throw .badArgument(
                name: "the charter",
                reason: "would be larger than \(Limits.documentBytesMax) bytes: shorten the names"
            )
        }
        try self.init(document, rosters: cards.map(\.roster))
    }

    /// Adds this partner's signature.
    ///
    /// Refused where a signature that is there is wrong, or where the charter does not name exactly
    /// this card.
    package mutating func sign(as card: Card, with rootKey: RootKey) throws(IdentityError) {
        try checkNames(card)
        guard rootKey.publicKey == card.entry.rootKey else {
            throw .anothersKey(kind: .card, partner: card.entry.partner)
        }
        try checkSignatures()
        document.sign(as: card.entry.partner, with: rootKey)
    }

    /// Refuses the charter unless it names exactly this card.
    func checkNames(_ card: Card) throws(IdentityError) {
        let partner = card.entry.partner
        guard let entry = entry(of: partner) else { throw .stranger(partner: partner) }
        guard entry.rootKey == card.entry.rootKey else {
            throw .anothersKey(kind: .charter, partner: partner)
        }
        guard entry == card.entry else { throw .notOurCard(partner: partner) }
    }

    /// What `charter show` prints.
    package var summary: Summary {
        Summary(
            bank: charter.name,
            fingerprint: fingerprint,
            partners: entries.map {
                .init(
                    id: $0.partner,
                    name: $0.name,
                    fingerprint: $0.fingerprint,
                    isSigned: isSigned(by: $0.partner)
                )
            },
            stages: charter.stages.map {
                .init(name: $0.name, kinds: $0.kinds, checks: $0.checks)
            }
        )
    }

    /// A charter as a person compares it.
    package struct Summary: Equatable, Sendable {
        /// The bank's name.
        package let bank: String
        /// The charter's fingerprint.
        package let fingerprint: Fingerprint
        /// The partners, sorted by id.
        package let partners: [Partner]
        /// The stages of the plan, in order.
        package let stages: [Stage]

        /// A stage of the plan.
        package struct Stage: Equatable, Sendable {
            /// Its name.
            package let name: String
            /// The kinds that may be written.
            package let kinds: [String]
            /// The checks that are in force.
            package let checks: [String]
        }

        /// A partner of the charter.
        package struct Partner: Equatable, Sendable {
            /// The short id.
            package let id: PartnerID
            /// The organisation's name.
            package let name: String
            /// The fingerprint of its card.
            package let fingerprint: Fingerprint
            /// Whether its valid signature is there.
            package let isSigned: Bool
        }
    }
}
