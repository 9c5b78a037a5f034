internal import BankModel

extension Check {
    /// A position that looks mistyped.
    ///
    /// It is at latitude and longitude 0, or far outside the bank's area; or it would be in the area
    /// with latitude and longitude swapped or with another sign, and is not as it stands. Where the
    /// bank names no area, the other records' company says where it is: `hasCompany` tells whether any
    /// has its position in some boxes. Or it was typed in several forms which are apart.
    package static func coordinates(
        of view: RecordView,
        _ terms: FindingTerms,
        hasCompany: ([PositionBox]) throws -> Bool
    ) rethrows -> Finding? {
        guard view.isStanding else { return nil }
        var found: Set<FindingFact.Suspicion> = view.formsDisagree ? [.formsDisagree] : []
        for extent in view.extents {
            let position = Position(extent.volume.place)
            if position.isNullIsland { found.insert(.nullIsland) }
            if terms.isFarOutside(extent.footprint) { found.insert(.outsideArea) }
            guard try !isAtHome(position, extent.footprint, terms, hasCompany) else { continue }
            for (suspicion, meant) in position.mistakes {
                let bare = Footprint(.point(meant), reach: Reach(extent: 0, uncertainty: 0))
                if try isAtHome(meant, bare, terms, hasCompany) { found.insert(suspicion) }
            }
        }
        guard !found.isEmpty else { return nil }
        let isSeen = !found.isDisjoint(with: [.nullIsland, .outsideArea, .formsDisagree])
        return Finding(
            .coordinatesSuspect,
            [view],
            certainty: isSeen ? .certain : .possible,
            facts: FindingFact.Suspicion.allCases.filter { found.contains($0) }
                .map { .suspicion($0) }
        )
    }

    /// Whether a position lies in the bank's area or, where there is none, in company.
    private static func isAtHome(
        _ position: Position,
        _ footprint: Footprint,
        _ terms: FindingTerms,
        _ hasCompany: ([PositionBox]) throws -> Bool
    ) rethrows -> Bool {
        guard terms.area.isEmpty else {
            return terms.area.contains { $0.proximity(to: footprint) != nil }
        }
        return try hasCompany(PositionBox.around(position, radius: Limits.companyMillimetres))
    }
}

extension FindingTerms {
    fileprivate func isFarOutside(_ footprint: Footprint) -> Bool {
        !area.isEmpty
            && area.allSatisfy {
                $0.proximity(to: footprint, buffer: Limits.farOutsideMillimetres) == nil
            }
    }
}

extension Position {
    /// Whether it is where nobody had filled it in.
    fileprivate var isNullIsland: Bool {
        guard let origin = Self(latitude: 0, longitude: 0) else { return false }
        return Sphere.distance(self, origin) <= Limits.nullIslandMillimetres
    }

    /// What may have been meant instead, and how it was mistaken.
    fileprivate var mistakes: [(FindingFact.Suspicion, Self)] {
        let swapped = [Self(latitude: longitude, longitude: latitude)]
        let flipped = [
            Self(latitude: -latitude, longitude: longitude),
            Self(latitude: latitude, longitude: -longitude),
            Self(latitude: -latitude, longitude: -longitude),
        ]
        return swapped.compactMap(\.self).map { (.swapped, $0) }
            + flipped.compactMap(\.self).map { (.signFlipped, $0) }
    }
}
