internal import BankModel

/// The checks: each looks at one or two records and says what it finds.
///
/// What is withdrawn, ended or cancelled is never found; see `RecordView.isStanding`.
package enum Check {
    /// A notice within a site's buffer, while both hold.
    package static func site(
        _ site: RecordView,
        against notice: RecordView,
        _ terms: FindingTerms
    ) -> Finding? {
        meeting(of: site, and: notice, buffer: site.buffer, terms)
            .map { Finding(.siteInNotice, [site, notice], $0) }
    }

    /// Notices of two partners that meet in space and time.
    package static func notices(
        _ first: RecordView,
        _ second: RecordView,
        _ terms: FindingTerms
    ) -> Finding? {
        guard first.owner != second.owner else { return nil }
        let (first, second) = first.id < second.id ? (first, second) : (second, first)
        return meeting(of: first, and: second, terms)
            .map { Finding(.noticeOverlap, [first, second], $0) }
    }

    /// A target that lies within a site's buffer, while both hold.
    package static func target(
        _ target: RecordView,
        at site: RecordView,
        _ terms: FindingTerms
    ) -> Finding? {
        meeting(of: target, and: site, buffer: site.buffer, terms)
            .map { Finding(.targetAtSite, [target, site], $0) }
    }

    /// A site that has changed since a partner who does what the notice announces last acknowledged
    /// it.
    ///
    /// What a partner saw of a site is what it said that it saw: a statement `acknowledged` or `agreed`
    /// about a version of the site. Where it has said so of none, there is `site_in_notice` alone.
    package static func change(
        of site: RecordView,
        under notice: RecordView,
        _ words: Words,
        _ terms: FindingTerms
    ) -> Finding? {
        let outdated = notice.doers.filter { !words.hasAcknowledged($0, site) }
            .flatMap { words.lastSeen(by: $0, of: site.id) }
        guard !outdated.isEmpty,
            let contact = meeting(of: site, and: notice, buffer: site.buffer, terms)
        else { return nil }
        let said = outdated.map(\.fact)
        return Finding(.siteChangedUnderNotice, [site, notice], contact, facts: said)
    }

    /// The foremost meeting of two records that both stand.
    static func meeting(
        of first: RecordView,
        and second: RecordView,
        buffer: Int64 = 0,
        _ terms: FindingTerms
    ) -> Contact? {
        guard first.isStanding, second.isStanding else { return nil }
        return first.contact(with: second, buffer: buffer, terms)
    }
}

extension StatementView {
    /// What was said, for a finding.
    var fact: FindingFact {
        .said(
            statement.author.partner,
            statement.says,
            (statement.version ?? Version(dots: [])).id
        )
    }
}
