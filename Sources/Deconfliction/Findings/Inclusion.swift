internal import BankModel

/// Whether what a notice fills lies inside a sector, whose areas count together.
///
/// What is not proven to be inside is told, so where neither can be proven the answer is `unclear`.
/// Proofs keep a metre and the difference between sphere and WGS 84 clear, as `Nearness` does.
enum Inclusion: Hashable, Sendable {
    /// All of it, in one of the areas.
    case inside
    /// Perhaps not all of it.
    case unclear
    /// Some of it is inside and some is outside, certainly.
    case partly

    init(of extent: Extent, in areas: [Extent]) {
        if areas.contains(where: { extent.isInside($0) }) {
            self = .inside
            return
        }
        let isIn = areas.contains { extent.footprint.certainlyEnters($0.footprint) }
        self = isIn && extent.isCertainlyOut(of: areas) ? .partly : .unclear
    }
}

extension Extent {
    fileprivate func isInside(_ area: Self) -> Bool {
        guard volume.altitude.isInside(area.volume.altitude) == true,
            volume.isInTime(of: area.volume)
        else { return false }
        let isSame = volume.place == area.volume.place && volume.place.uncertainty == 0
        return isSame || isNarrower(than: area) || footprint.isInside(area.footprint)
    }

    /// Whether both are corridors along one line.
    private func isNarrower(than area: Self) -> Bool {
        guard case .corridor(let line, _) = volume.place.shape,
            case .corridor(let other, let halfWidth) = area.volume.place.shape,
            line == other, !footprint.isReadAsCap
        else { return false }
        return footprint.reach.total + area.footprint.reach.uncertainty <= halfWidth
    }

    /// Whether some part lies outside of every area: a vertex, a time, or, of only one area, anything.
    fileprivate func isCertainlyOut(of areas: [Self]) -> Bool {
        if areas.allSatisfy({ !volume.isInTime(of: $0.volume) }) { return true }
        let isVertexOut = footprint.points.contains { point in
            areas.allSatisfy { footprint.isCertainlyOut(point, of: $0.footprint) }
        }
        if isVertexOut { return true }
        guard areas.count == 1 else { return false }
        return volume.altitude.isInside(areas[0].volume.altitude) == false
            || footprint.certainlyLeaves(areas[0].footprint)
    }
}

extension Volume {
    /// Whether it is over and begins within the time of the area; an area without time always holds.
    fileprivate func isInTime(of area: Self) -> Bool {
        guard let bounds = area.time else { return true }
        let beginsInside = bounds.from.map { ($0, time?.from) }.map { $0.0 <= ($0.1 ?? .min) }
        let endsInside = bounds.until.map { ($0, time?.until) }.map { $0.0 >= ($0.1 ?? .max) }
        return (beginsInside ?? true) && (endsInside ?? true)
    }
}

extension AltitudeBand {
    /// Nil where heights are measured from different things.
    fileprivate func isInside(_ area: Self) -> Bool? {
        let bounds = [
            Self.isAtMost(area.lower, lower, isAbsentTrue: area.lower == nil),
            Self.isAtMost(upper, area.upper, isAbsentTrue: area.upper == nil),
        ]
        if bounds.contains(false) { return false }
        return bounds.contains(nil) ? nil : true
    }

    private static func isAtMost(
        _ low: Altitude?,
        _ high: Altitude?,
        isAbsentTrue: Bool
    ) -> Bool? {
        guard let low, let high else { return isAbsentTrue }
        return low.reference == high.reference ? low.millimetres <= high.millimetres : nil
    }
}

extension Footprint {
    /// Every vertex of the skeleton, or its only point.
    fileprivate var points: [Direction] { tree.edges.flatMap { [$0.start, $0.end] } }

    /// Whether all of it lies in the area, certainly.
    fileprivate func isInside(_ area: Self) -> Bool {
        if area.isReadAsCap { return false }
        let reaches = reach.total + area.reach.uncertainty
        if let inside = area.inside {
            return inside.holds(tree.edges[0].start)
                && Nearness(separation: area.edgeDistance(to: tree), reaches: reaches) == .apart
        }
        let room = area.reach.extent - reaches
        guard room >= 0 else { return false }
        // The points of a corridor's line are circles of its half width as well.
        if isPoint { return Nearness(separation: separation(to: area), reaches: room) == .certain }
        return area.points.contains { centre in
            Nearness(separation: greatestDistance(from: centre), reaches: room) == .certain
        }
    }

    /// Whether some of it lies in the area, certainly.
    fileprivate func certainlyEnters(_ area: Self) -> Bool {
        if isReadAsCap || area.isReadAsCap { return false }
        let doubt = self.doubt(beside: area)
        let room = reach.extent + area.reach.extent - doubt
        if room > 0, Nearness(separation: separation(to: area), reaches: room) == .certain {
            return true
        }
        return points.contains { area.holds($0, doubt: doubt) }
            || area.points.contains { holds($0, doubt: doubt) }
    }

    /// Whether some of it lies outside of the area, certainly; where it enters the area.
    fileprivate func certainlyLeaves(_ area: Self) -> Bool {
        if isReadAsCap || area.isReadAsCap { return false }
        let doubt = self.doubt(beside: area)
        if area.inside != nil {
            let room = reach.extent - doubt
            return room > 0
                && Nearness(separation: area.edgeDistance(to: tree), reaches: room) == .certain
        }
        guard area.isPoint else { return false }
        let farthest = greatestDistance(from: area.tree.edges[0].start)
        let room = area.reach.extent + doubt - reach.extent
        return room < 0 || Nearness(separation: farthest, reaches: room) == .apart
    }

    /// Whether a point of the skeleton lies outside of an area, certainly.
    fileprivate func isCertainlyOut(_ point: Direction, of area: Self) -> Bool {
        if isReadAsCap || area.inside?.holds(point) == true { return false }
        let reaches = area.reach.total + reach.uncertainty
        return Nearness(separation: area.edgeDistance(to: point), reaches: reaches) == .apart
    }

    /// Whether a ring holds the point and so much around it.
    private func holds(_ point: Direction, doubt: Int64) -> Bool {
        guard let inside, inside.holds(point) else { return false }
        return Nearness(separation: edgeDistance(to: point), reaches: doubt) == .apart
    }

    /// What the two may be off, and the metre that `Nearness` gives to what is possible.
    private func doubt(beside area: Self) -> Int64 {
        reach.uncertainty + area.reach.uncertainty + 1_000
    }

    private var isPoint: Bool { tree.edges.count == 1 && tree.edges[0].isPoint }

    /// From the edge of the skeleton, whatever its inside holds; rounded down.
    private func edgeDistance(to other: EdgeTree) -> Int64 { tree.closest(to: other).millimetres }

    private func edgeDistance(to point: Direction) -> Int64 {
        edgeDistance(to: EdgeTree([Edge(point: point)]))
    }

    /// To the farthest vertex, rounded up.
    private func greatestDistance(from centre: Direction) -> Int64 {
        let distances = points.map { Closeness(centre, $0).millimetres }
        return (distances.max() ?? 0) + 1
    }
}
