/// What is checked, in the order in which findings stand when nothing else tells them apart.
package enum FindingRule: String, CaseIterable, Comparable, Sendable {
    /// A notice comes within a site's buffer while both hold.
    case siteInNotice = "site_in_notice"
    /// Notices of two partners meet in space and time.
    case noticeOverlap = "notice_overlap"
    /// A notice enters a sector where its partner may do nothing.
    case sectorNotPermitted = "sector_not_permitted"
    /// A volume of a notice is partly inside a sector and partly outside.
    case sectorStraddled = "sector_straddled"
    /// A notice enters a sector where its partner gives notice first, and not everybody has
    /// acknowledged it.
    case sectorNeedsAcknowledgement = "sector_needs_acknowledgement"
    /// Somebody's word about a record is about a version that it no longer has.
    case statementStale = "statement_stale"
    /// A notice has not been answered in time.
    case statementOverdue = "statement_overdue"
    /// Two records may be about one thing.
    case possibleDuplicate = "possible_duplicate"
    /// A position looks mistyped.
    case coordinatesSuspect = "coordinates_suspect"
    /// A record should have been looked at again by now.
    case reviewPassed = "review_passed"
    /// All of a notice's volumes are over, and it is not ended.
    case noticeOutlived = "notice_outlived"
    /// A site in a notice has changed since the notice's partner last acknowledged it.
    case siteChangedUnderNotice = "site_changed_under_notice"
    /// A target lies within a site's buffer.
    case targetAtSite = "target_at_site"
    /// Two partners list one site differently.
    case listsDisagree = "lists_disagree"
    /// A partner has not been heard of while a notice is active.
    case partnerSilent = "partner_silent"

    /// The place in the order, from 0.
    package var position: UInt8 { UInt8(Self.allCases.firstIndex(of: self) ?? 0) }

    /// Whether all partners find the same at one frontier, so that it belongs into the digest.
    ///
    /// Silence is not shared: each side knows of its own sessions only.
    package var isShared: Bool { self != .partnerSilent }

    package static func < (left: Self, right: Self) -> Bool { left.position < right.position }
}
