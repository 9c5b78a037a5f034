/// The rules by which entries are judged, named by a number in the charter.
///
/// A rule set does not change once released. A kind or field that the charter's rule set does not
/// have is carried by its envelope alone, by every release alike: that is what lets an older node
/// and a newer one reach one state.
package struct RuleSet: Equatable, Sendable {
    /// The number that charters and frontiers carry.
    package let number: UInt32
    /// The kinds that these rules know.
    package let kinds: [Kind]
    /// The names of the checks that these rules know, in the order of `FindingRule`.
    package let checks: [String]

    package init(number: UInt32, kinds: [Kind], checks: [String] = []) {
        self.number = number
        self.kinds = kinds
        self.checks = checks
    }

    /// The kind with this number.
    package func kind(_ number: UInt32) -> Kind? { kinds.first { $0.number == number } }

    /// The kind that people call `name`.
    package func kind(named name: String) -> Kind? { kinds.first { $0.name == name } }

    /// Targets, sites and sectors; notices, incidents and what is said about records.
    package static let first = Self(
        number: 1,
        kinds: [.target, .site, .sector, .notice, .incident, .statement, .proposal, .link],
        checks: [
            "site_in_notice", "notice_overlap", "sector_not_permitted", "sector_straddled",
            "sector_needs_acknowledgement", "statement_stale", "statement_overdue",
            "possible_duplicate", "coordinates_suspect", "review_passed", "notice_outlived",
            "site_changed_under_notice", "target_at_site", "lists_disagree", "partner_silent",
        ]
    )

    /// Every rule set that this release knows, oldest first.
    package static let released = [first]
}
