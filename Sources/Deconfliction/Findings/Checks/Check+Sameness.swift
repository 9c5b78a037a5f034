internal import BankModel

extension Check {
    /// Two records of one kind that may be about one thing, and that nobody has linked.
    ///
    /// That is certain to be asked where they have an external id in common, possible where they are
    /// alike in name (`PlainName`) and within `Limits.duplicateMillimetres` beyond their
    /// uncertainties. Any link between them, a denied one too, is a human's answer.
    package static func duplicate(
        _ first: RecordView,
        _ second: RecordView,
        _ links: Links
    ) -> Finding? {
        guard first.kind == second.kind, first.id != second.id, first.isStanding,
            second.isStanding, first.isListed, links.between(first.id, second.id).isEmpty
        else { return nil }
        let shared = first.shared(with: second)
        if !shared.isEmpty {
            return Finding(
                .possibleDuplicate,
                [first, second],
                facts: shared.map { .sharedID($0) }
            )
        }
        guard first.isNamedLike(second), first.isNear(second) else { return nil }
        return Finding(
            .possibleDuplicate,
            [first, second],
            certainty: .possible,
            facts: [.alikeNames]
        )
    }

    /// One site that two partners list with different places, buffers, functions or validities.
    ///
    /// It is one for certain where both give it one external id or the other partner has agreed to the
    /// link `same_as`; it may be one where the link is proposed and not objected to. Of records in
    /// conflict any sibling may differ.
    package static func lists(
        _ first: RecordView,
        _ second: RecordView,
        _ links: Links,
        _ words: Words
    ) -> Finding? {
        guard first.isKind(.site), second.isKind(.site), first.owner != second.owner,
            first.isStanding, second.isStanding,
            let sameness = sameness(of: first, and: second, links, words)
        else { return nil }
        let fields = first.differences(from: second)
        guard !fields.isEmpty else { return nil }
        return Finding(
            .listsDisagree,
            [first, second],
            certainty: sameness.certainty,
            facts: sameness.facts + fields.map { .differs($0) }
        )
    }

    private static func sameness(
        of first: RecordView,
        and second: RecordView,
        _ links: Links,
        _ words: Words
    ) -> (certainty: Finding.Certainty, facts: [FindingFact])? {
        let shared = first.shared(with: second)
        if !shared.isEmpty { return (.certain, shared.map { .sharedID($0) }) }
        let others = [first.owner, second.owner]
        let standing = links.between(first.id, second.id).filter { link in
            link.isSameAs && !link.isSaid(.objected, by: others, words)
        }
        guard !standing.isEmpty else { return nil }
        let isAgreed = standing.contains { $0.isSaid(.agreed, by: others, words) }
        return (isAgreed ? .certain : .possible, [.linkedAsSame])
    }
}

extension LinkView {
    /// Whether any of these partners but the link's own said this of it last.
    fileprivate func isSaid(_ saying: Saying, by partners: [PartnerID], _ words: Words) -> Bool {
        partners.contains { $0 != owner && words.lastWord(of: $0, about: id) == saying }
    }
}

extension RecordView {
    /// Whether it is of a kind that partners make lists of.
    var isListed: Bool { isKind(.site) || isKind(.target) }

    fileprivate func shared(with other: Self) -> [String] {
        externalIDs.filter { id in
            other.externalIDs.contains { $0.utf8.elementsEqual(id.utf8) }
        }
    }

    fileprivate func isNamedLike(_ other: Self) -> Bool {
        names.contains { name in other.names.contains { name.isLike($0) } }
    }

    fileprivate func isNear(_ other: Self) -> Bool {
        extents.contains { extent in
            other.extents.contains { opposite in
                extent.footprint.proximity(
                    to: opposite.footprint,
                    buffer: Limits.duplicateMillimetres
                ) != nil
            }
        }
    }

    /// The fields in which two sites differ, in the order of the table.
    fileprivate func differences(from other: Self) -> [FieldID] {
        let isApart = extents.contains { extent in
            other.extents.contains { extent.footprint.proximity(to: $0.footprint) == nil }
        }
        let found: [(FieldID, Bool)] = [
            (.place, isApart), (.buffer, buffer != other.buffer),
            (.function, functions != other.functions),
            (.validity, validities != other.validities),
        ]
        return found.filter(\.1).map(\.0)
    }
}
