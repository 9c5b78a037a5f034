internal import BankModel

extension Check {
    /// A notice in a sector that is in force: whether its partners may be there, need the others'
    /// acknowledgement first, or announce a volume that is only partly inside.
    ///
    /// The strictest of what its owner and its lead may do counts. A partner about which the sector
    /// says nothing may do anything.
    package static func notice(
        _ notice: RecordView,
        in sector: RecordView,
        _ words: Words,
        _ terms: FindingTerms
    ) -> [Finding] {
        guard let contact = meeting(of: notice, and: sector, terms) else { return [] }
        let both = [notice, sector]
        var found: [Finding] = []
        let allowed = strictest(for: notice, in: sector)
        if let allowed, case .permission(_, .notPermitted) = allowed {
            found.append(Finding(.sectorNotPermitted, both, contact, facts: [allowed]))
        }
        if let allowed, case .permission(_, .notifyFirst) = allowed {
            let missing = terms.partners(besides: notice.owner)
                .filter { !words.hasAcknowledged($0, notice) }
            if !missing.isEmpty {
                found.append(
                    Finding(
                        .sectorNeedsAcknowledgement,
                        both,
                        contact,
                        facts: [allowed, .missing(missing)]
                    )
                )
            }
        }
        if let (contact, certainty) = straddling(of: notice, over: sector, terms) {
            found.append(
                Finding(
                    .sectorStraddled,
                    both,
                    contact,
                    certainty: certainty,
                    facts: allowed.map { [$0] } ?? []
                )
            )
        }
        return found
    }

    /// What the partners of a notice may do; of several who may do as little, the first.
    private static func strictest(
        for notice: RecordView,
        in sector: RecordView
    ) -> FindingFact? {
        var strictest: (PartnerID, Permission)?
        for partner in notice.doers {
            guard let permission = sector.permission(of: partner) else { continue }
            if strictest.map({ $0.1 < permission }) ?? true { strictest = (partner, permission) }
        }
        return strictest.map { .permission($0.0, $0.1) }
    }

    /// The foremost of the notice's volumes that are partly in the sector; those of which that is
    /// certain come first.
    private static func straddling(
        of notice: RecordView,
        over sector: RecordView,
        _ terms: FindingTerms
    ) -> (Contact, Finding.Certainty)? {
        var foremost: (contact: Contact, certainty: Finding.Certainty)?
        for extent in notice.extents {
            let inclusion = Inclusion(of: extent, in: sector.extents)
            guard inclusion != .inside,
                let contact = notice.contact(of: extent, with: sector, terms)
            else { continue }
            let isCertain = inclusion == .partly && contact.nearness == .certain
            let certainty = isCertain ? Finding.Certainty.certain : .possible
            if let known = foremost {
                guard certainty <= known.certainty else { continue }
                if certainty == known.certainty, !contact.isBefore(known.contact) { continue }
            }
            foremost = (contact, certainty)
        }
        return foremost
    }
}

extension RecordView {
    /// The foremost meeting of one of its extents with another record.
    fileprivate func contact(
        of extent: Extent,
        with other: Self,
        _ terms: FindingTerms
    ) -> Contact? {
        var foremost: Contact?
        for (second, opposite) in other.extents.enumerated() {
            let places = Contact.Pair(first: 0, second: second)
            guard
                let contact = extent.contact(with: opposite, buffer: 0, places: places, terms)
            else { continue }
            if foremost.map({ contact.isBefore($0) }) ?? true { foremost = contact }
        }
        return foremost
    }
}
