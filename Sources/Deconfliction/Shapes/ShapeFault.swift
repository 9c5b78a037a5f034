import BankModel

/// Which rule a shape breaks, and where: vertices and edges are counted from 1.
///
/// Edge n goes from vertex n to the next, the last one back to vertex 1.
package enum ShapeFault: Hashable, Sendable {
    /// A polygon with so many vertices.
    case vertices(Int)
    /// A corridor with so many points.
    case points(Int)
    /// A polygon whose last vertex, this one, is the first again.
    case repeatedClosingVertex(Int)
    /// An edge that is too short.
    case shortEdge(Int)
    /// Vertices that do not fit the widest cap.
    case wideCap
    /// Vertices that all lie on one great circle.
    case noArea
    /// Two edges that cross or touch and are not neighbours, the lower one first.
    case crossing(Int, Int)
    /// Two edges with a common vertex of which one runs back along the other, the lower one first.
    case fold(Int, Int)
    /// A leg of a corridor that is too long, counted by the point that it begins at.
    case longLeg(Int)
}

extension ShapeFault: CustomStringConvertible {
    /// A sentence for a person, without the full stop.
    package var description: String {
        switch self {
        case .vertices(let count):
            "a polygon has \(Self.words(Limits.polygonVertices)) vertices, this one has \(count)"
        case .points(let count):
            "a corridor has \(Self.words(Limits.corridorPoints)) points, this one has \(count)"
        case .repeatedClosingVertex(let vertex):
            "vertex \(vertex) repeats vertex 1: a polygon closes by itself"
        case .shortEdge(let edge):
            "edge \(edge) is shorter than \(Limits.edgeMillimetresMin / 1_000) m"
        case .wideCap:
            "the vertices do not fit a circle of \(Limits.capMillimetresMax / 1_000_000) km radius"
        case .noArea: "the vertices lie on one line, so the polygon has no area"
        case .crossing(let first, let second): "edges \(first) and \(second) cross or touch"
        case .fold(let first, let second): "edges \(first) and \(second) run back along each other"
        case .longLeg(let leg):
            "the leg from point \(leg) to point \(leg + 1) is longer than "
                + "\(Limits.legMillimetresMax / 1_000_000) km"
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        "\(range.lowerBound) to \(range.upperBound)"
    }
}
