internal import BankModel

/// The findings about all of a bank, or about one record of it.
///
/// A pure function of what it is given; the order in which records and statements come changes
/// nothing.
package struct Findings {
    private let surroundings: Surroundings
    private let words: Words
    private let links: Links
    private let terms: FindingTerms

    package init(
        in surroundings: Surroundings,
        words: Words,
        links: Links,
        terms: FindingTerms
    ) {
        self.surroundings = surroundings
        self.words = words
        self.links = links
        self.terms = terms
    }

    /// All findings about everything that is given.
    package static func all(of input: FindingInput, _ terms: FindingTerms) -> FindingSet {
        let index = ViewIndex(input.records)
        let surroundings = Surroundings(index)
        let findings = Self(
            in: surroundings,
            words: input.words,
            links: Links(input.links),
            terms: terms
        )
        var found: [Finding] = []
        // Views in memory answer without an error.
        for view in index.views { found += (try? findings.about(view)) ?? [] }
        found += input.contacts.compactMap {
            Check.silence($0, activeNotices: index.views, terms)
        }
        return FindingSet(found)
    }

    /// All findings that one record has a part in, but for those about silent partners.
    package func about(_ view: RecordView) throws -> [Finding] {
        guard view.isStanding else { return [] }
        var found = try alone(view)
        for other in try surroundings.near(view, view.buffer, Self.kindsMet(by: view)) {
            found += meetings(view, other)
        }
        for other in try likely(view) where other.id != view.id {
            found += [
                Check.duplicate(view, other, links), Check.lists(view, other, links, words),
            ]
            .compactMap(\.self)
        }
        return found
    }

    private func alone(_ view: RecordView) throws -> [Finding] {
        let suspect = try Check.coordinates(of: view, terms) { boxes in
            try surroundings.hasCompany(boxes, view.id)
        }
        return Check.terms(of: view, terms) + Check.staleWords(about: view, words, terms)
            + [Check.overdueAnswers(to: view, words, terms), suspect].compactMap(\.self)
    }

    /// The kinds of what a record may meet in space and time.
    private static func kindsMet(by view: RecordView) -> [UInt32] {
        let kinds: [Kind]
        switch view.kind {
        case Kind.notice.number: kinds = [.site, .sector, .notice]
        case Kind.site.number: kinds = [.target, .notice]
        case Kind.target.number: kinds = [.site]
        case Kind.sector.number: kinds = [.notice]
        default: kinds = []
        }
        return kinds.map(\.number)
    }

    /// The findings about two records that may meet, in whichever order they come.
    private func meetings(_ first: RecordView, _ second: RecordView) -> [Finding] {
        switch (first.kind, second.kind) {
        case (Kind.site.number, Kind.notice.number):
            return [
                Check.site(first, against: second, terms),
                Check.change(of: first, under: second, words, terms),
            ]
            .compactMap(\.self)
        case (Kind.target.number, Kind.site.number):
            return [Check.target(first, at: second, terms)].compactMap(\.self)
        case (Kind.notice.number, Kind.sector.number):
            return Check.notice(first, in: second, words, terms)
        case (Kind.notice.number, Kind.notice.number):
            return [Check.notices(first, second, terms)].compactMap(\.self)
        case (Kind.notice.number, Kind.site.number), (Kind.site.number, Kind.target.number),
            (Kind.sector.number, Kind.notice.number):
            return meetings(second, first)
        default: return []
        }
    }

    /// The records that may be about the same thing; each may come several times.
    private func likely(_ view: RecordView) throws -> [RecordView] {
        guard view.isListed else { return [] }
        let near = try surroundings.near(view, Limits.duplicateMillimetres, [view.kind])
        let bearing = view.externalIDs.isEmpty ? [] : try surroundings.bearing(view.externalIDs)
        return try near + bearing + surroundings.named(links.same(as: view.id))
    }
}

/// What the findings about a small bank are computed from.
package struct FindingInput: Sendable {
    /// Targets, sites and notices as they are, and sectors as they are in force.
    package let records: [RecordView]
    /// What was said about records.
    package let words: Words
    /// How records belong together.
    package let links: [LinkView]
    /// When partners were last heard of here.
    package let contacts: [PartnerContact]

    package init(
        records: [RecordView],
        words: Words,
        links: [LinkView] = [],
        contacts: [PartnerContact] = []
    ) {
        self.records = records
        self.words = words
        self.links = links
        self.contacts = contacts
    }
}
