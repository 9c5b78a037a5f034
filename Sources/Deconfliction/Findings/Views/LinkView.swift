package import BankModel

/// What the checks need of one link between records.
package struct LinkView: Hashable, Sendable {
    /// The link.
    package let id: RecordID
    /// Who proposed it.
    package let owner: PartnerID
    /// The record or, while that is in conflict, the records that it leads from.
    package let from: [RecordID]
    /// The record or records that it leads to.
    package let to: [RecordID]
    /// Whether any sibling says that they are the same.
    package let isSameAs: Bool

    /// Nil for what is no link, or a withdrawn one.
    package init?(_ state: RecordState) {
        guard state.kind == Kind.link.number, !state.isWithdrawn else { return nil }
        id = state.id
        owner = state.owner
        from = Self.records(state.live(.from))
        to = Self.records(state.live(.to))
        isSameAs = state.live(.relation).contains { $0.value == .word("same_as") }
    }

    /// Whether it is between these two, whichever way it leads.
    func joins(_ first: RecordID, _ second: RecordID) -> Bool {
        (from.contains(first) && to.contains(second))
            || (from.contains(second) && to.contains(first))
    }

    private static func records(_ siblings: [Sibling]) -> [RecordID] {
        siblings.compactMap { sibling in
            if case .reference(let reference) = sibling.value { reference.record } else { nil }
        }
    }
}

/// Links, found by the records that they join.
package struct Links: Sendable {
    private var byRecord: [RecordID: [LinkView]] = [:]

    /// Of these, in any order.
    package init(_ links: some Sequence<LinkView> = []) {
        for link in links {
            for record in Set(link.from + link.to) { byRecord[record, default: []].append(link) }
        }
    }

    /// The links between two records.
    func between(_ first: RecordID, _ second: RecordID) -> [LinkView] {
        (byRecord[first] ?? []).filter { $0.joins(first, second) }
    }

    /// The records that somebody says are the same as this one; sorted.
    package func same(as record: RecordID) -> [RecordID] {
        let linked = (byRecord[record] ?? []).filter(\.isSameAs).flatMap { link in
            (link.from + link.to).filter { $0 != record && link.joins(record, $0) }
        }
        return Set(linked).sorted()
    }
}
