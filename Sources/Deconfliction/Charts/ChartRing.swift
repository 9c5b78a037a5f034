internal import BankModel

/// A ring on a chart, cut at ±180°.
struct ChartRing {
    /// Each counterclockwise, of three points or more.
    let pieces: [[ChartPoint]]

    init(_ vertices: [Position]) {
        guard let ring = Self.unrolled(vertices) else {
            pieces = []
            return
        }
        let west = ring.lazy.map(\.x).min() ?? 0
        let turns = ChartPoint.turns(west)
        var whole = [ring.map { $0.shifted(turns: -turns) }]
        var pieces: [[ChartPoint]] = []
        while let next = whole.popLast() {
            if next.allSatisfy({ $0.x <= PositionBox.antimeridian }) {
                pieces.append(next)
                continue
            }
            let cut = ChartCut(next, at: PositionBox.antimeridian)
            pieces += cut.west
            whole += cut.east.map { piece in piece.map { $0.shifted(turns: -1) } }
        }
        self.pieces = pieces.compactMap(Self.tidied)
    }

    /// The ring as one closed line on a chart without end; nil for one of poles alone.
    private static func unrolled(_ vertices: [Position]) -> [ChartPoint]? {
        let all = Position.withPoles(vertices, isClosed: true)
        guard let first = all.firstIndex(where: { !$0.isPole }) else { return nil }
        let start = ChartPoint(x: Int64(all[first].longitude), y: Int64(all[first].latitude))
        var line = [start]
        /// Where the line goes along a pole, by however much closes it.
        var seam: Int?
        for position in all[(first + 1)...] + all[...first] {
            let last = line[line.count - 1]
            if position.isPole {
                line.append(ChartPoint(x: last.x, y: Int64(position.latitude)))
                seam = line.count
            } else {
                let next = ChartPoint(position, near: last.x)
                if seam == line.count { line.append(ChartPoint(x: next.x, y: last.y)) }
                line.append(next)
            }
        }
        let excess = line[line.count - 1].x - start.x
        if excess == 0 { return Array(line.dropLast()) }
        guard let seam else { return aroundPole(line, turning: excess) }
        let closed =
            line[..<seam] + line[seam...].map { ChartPoint(x: $0.x - excess, y: $0.y) }
        return Array(closed.dropLast())
    }

    /// A line once around the globe, closed along the pole that it goes around.
    ///
    /// It begins at ±180°, so that the chart needs no cut.
    private static func aroundPole(_ line: [ChartPoint], turning: Int64) -> [ChartPoint] {
        let isNorth = line.reduce(0) { $0 + $1.y } >= 0
        let pole = isNorth ? PositionBox.pole : -PositionBox.pole
        var ring = line
        for index in line.indices.dropLast() {
            let (start, end) = (line[index], line[index + 1])
            let meridian =
                ChartPoint.turns(max(start.x, end.x)) * ChartPoint.turn - PositionBox.antimeridian
            guard min(start.x, end.x) < meridian else { continue }
            let crossing = start.crossing(to: end, at: meridian)
            let before = line[1..<(index + 1)].map { ChartPoint(x: $0.x + turning, y: $0.y) }
            let last = ChartPoint(x: crossing.x + turning, y: crossing.y)
            ring = [crossing] + line[(index + 1)...] + before + [last]
            break
        }
        return ring + [
            ChartPoint(x: ring[ring.count - 1].x, y: pole), ChartPoint(x: ring[0].x, y: pole),
        ]
    }

    /// Without points that come twice in turn, and counterclockwise; nil where no area is left.
    private static func tidied(_ ring: [ChartPoint]) -> [ChartPoint]? {
        var kept: [ChartPoint] = []
        for point in ring where point != kept.last { kept.append(point) }
        while kept.count > 1, kept.last == kept.first { kept.removeLast() }
        guard kept.count > 2 else { return nil }
        let area = doubleArea(kept)
        if area == 0 { return nil }
        return area > 0 ? kept : [kept[0]] + kept.dropFirst().reversed()
    }

    private static func doubleArea(_ ring: [ChartPoint]) -> Double {
        let origin = ring[0]
        return zip(ring, ring.dropFirst()).reduce(0) { sum, side in
            let (start, end) = side
            return sum + Double(start.x - origin.x) * Double(end.y - origin.y)
                - Double(end.x - origin.x) * Double(start.y - origin.y)
        }
    }
}
