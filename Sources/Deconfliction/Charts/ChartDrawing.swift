package import BankModel

/// A place as a chart of latitudes and longitudes draws it: in pieces, of which none crosses ±180°.
///
/// Formats that draw know no antimeridian: an edge from 179° to −179° is drawn the long way round. So
/// an outline is cut there (RFC 7946, section 3.1.9), where its great circles meet ±180°. One that has
/// a pole inside gets the line at ±90° that a pole is on a chart as an edge. All of this is for the
/// eye: the outline itself is the place's.
package enum ChartDrawing: Hashable, Sendable {
    /// A position.
    case point(Position)
    /// Lines, mostly one.
    case lines([[Position]])
    /// Rings, mostly one, each counterclockwise and its first vertex not repeated at the end.
    case rings([[Position]])

    /// A circle becomes the polygon around it, a corridor its middle line.
    package init(_ place: Place) {
        switch place.shape {
        case .point: self = .point(Position(place))
        case .circle(let radius):
            // A place's radius is within the limit of an outline.
            let ring = CircleOutline.polygon(around: Position(place), radius: radius) ?? []
            self = ring.isEmpty ? .point(Position(place)) : .rings(Self.pieces(ofRing: ring))
        case .polygon(let vertices): self = .rings(Self.pieces(ofRing: vertices))
        case .corridor(let points, _): self = .lines(Self.pieces(ofLine: points))
        }
    }

    private static func pieces(ofRing vertices: [Position]) -> [[Position]] {
        let pieces = ChartRing(vertices).pieces.map { $0.map(\.position) }
        return pieces.isEmpty ? [vertices] : pieces
    }

    private static func pieces(ofLine points: [Position]) -> [[Position]] {
        let pieces = ChartLine(points).pieces.map { $0.map(\.position) }
        return pieces.isEmpty ? [points] : pieces
    }
}

extension ChartDrawing {
    /// Its pieces, each in the one form that it has for every way to go along it.
    package var pieces: Set<Self> {
        switch self {
        case .point: [self]
        case .lines(let lines): Set(lines.map { .lines([Self.canonical(line: $0)]) })
        case .rings(let rings): Set(rings.map { .rings([Self.canonical(ring: $0)]) })
        }
    }

    private static func canonical(line: [Position]) -> [Position] {
        let reversed = Array(line.reversed())
        return isBefore(reversed, line) ? reversed : line
    }

    private static func canonical(ring: [Position]) -> [Position] {
        guard let first = ring.indices.min(by: { ring[$0].precedes(ring[$1]) }) else { return ring }
        let turned = Array(ring[first...] + ring[..<first])
        let reversed = Array(turned.prefix(1) + turned.dropFirst().reversed())
        return isBefore(reversed, turned) ? reversed : turned
    }

    private static func isBefore(_ left: [Position], _ right: [Position]) -> Bool {
        left.lexicographicallyPrecedes(right) { $0.precedes($1) }
    }
}
