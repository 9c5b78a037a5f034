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
        let facts = allowed?.facts ?? []
        if allowed?.permission == .notPermitted {
            found.append(Finding(.sectorNotPermitted, both, contact, facts: facts))
        }
        let missing = terms.partners(besides: notice.owner)
            .filter { !words.hasAcknowledged($0, notice) }
        if allowed?.permission == .notifyFirst, !missing.isEmpty {
            let missed = facts + [.missing(missing)]
            found.append(Finding(.sectorNeedsAcknowledgement, both, contact, facts: missed))
        }
        if let (contact, certainty) = straddling(of: notice, over: sector, terms) {
            found.append(
                Finding(
                    .sectorStraddled,
                    both,
                    contact,
                    certainty: certainty,
                    facts: facts
                )
            )
        }
        return found
    }

    /// The least that any partner of a notice may do, and which partners that are; nil where nothing
    /// was agreed about any.
    private static func strictest(
        for notice: RecordView,
        in sector: RecordView
    ) -> (permission: Permission, facts: [FindingFact])? {
        let agreed = notice.doers.compactMap { partner in
            sector.permission(of: partner).map { (partner: partner, permission: $0) }
        }
        guard let least = agreed.map(\.permission).max() else { return nil }
        let bound = agreed.filter { $0.permission == least }
        return (least, bound.map { .permission($0.partner, $0.permission) })
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
