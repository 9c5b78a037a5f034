package import BankModel

/// The rules that polygons and corridors keep when they are written.
///
/// Applying never asks them: a shape that breaks one is read as the cap around it. So whether a rule
/// is broken is the same for every way to draw one shape, and on every machine.
package enum ShapeRule {
    /// The rule that a place breaks, as a sentence for a person; nil if it breaks none.
    package static func refusal(of place: Place) -> String? {
        fault(of: place.skeleton)?.description
    }

    /// The rule that an outline in the value breaks, as a sentence for a person; nil if none does.
    package static func refusal(of value: Value) -> String? {
        switch value {
        case .place(let place): refusal(of: place)
        case .volumes(let volumes): volumes.lazy.compactMap { refusal(of: $0.place) }.first
        case .suggestion(let suggestion): refusal(of: suggestion.value)
        case .cleared, .text, .word, .interval, .millimetres, .instant, .verification, .life,
            .reference, .opaque:
            nil
        }
    }

    /// The rule that a shape breaks, and where; nil if it breaks none.
    package static func fault(of skeleton: Skeleton) -> ShapeFault? {
        if case .point = skeleton { return nil }
        return countFault(of: skeleton) ?? fault(of: skeleton, Outline(skeleton))
    }

    static func fault(of skeleton: Skeleton, _ outline: Outline) -> ShapeFault? {
        if let fault = countFault(of: skeleton) { return fault }
        switch skeleton {
        case .point: return nil
        case .path: return longLeg(outline)
        case .ring:
            return shortEdge(outline) ?? wideCap(outline) ?? noArea(outline)
                ?? meetingEdges(outline)
        }
    }

    private static func countFault(of skeleton: Skeleton) -> ShapeFault? {
        switch skeleton {
        case .point: return nil
        case .path(let points):
            return Limits.corridorPoints.contains(points.count) ? nil : .points(points.count)
        case .ring(let vertices):
            let isClosedTwice =
                vertices.count > 1
                && vertices[0].canonical == vertices[vertices.count - 1].canonical
            if isClosedTwice { return .repeatedClosingVertex(vertices.count) }
            return Limits.polygonVertices.contains(vertices.count) ? nil : .vertices(vertices.count)
        }
    }

    private static func longLeg(_ outline: Outline) -> ShapeFault? {
        outline.edges.firstIndex { $0.millimetres > Limits.legMillimetresMax }
            .map { .longLeg($0 + 1) }
    }

    private static func shortEdge(_ outline: Outline) -> ShapeFault? {
        outline.edges.firstIndex { $0.millimetres < Limits.edgeMillimetresMin }
            .map { .shortEdge($0 + 1) }
    }

    private static func wideCap(_ outline: Outline) -> ShapeFault? {
        // The radius is rounded up, so its last millimetre may not be there.
        guard let cap = outline.cap, cap.radius - 1 <= Limits.capMillimetresMax else {
            return .wideCap
        }
        return nil
    }

    /// Whether every vertex is within a millimetre of the great circle through the two that are
    /// furthest from each other, as seen from one of them.
    private static func noArea(_ outline: Outline) -> ShapeFault? {
        let ends = outline.edges.flatMap { [$0.start, $0.end] }
        let origin = outline.witness
        let farthest = ends.max {
            ($0 - origin).lengthSquared < ($1 - origin).lengthSquared
        }
        guard let farthest, farthest != origin else { return .noArea }
        let normal = (origin - farthest).cross(origin + farthest).normalised
        return ends.allSatisfy { abs($0.dot(normal)) < touchingChord } ? .noArea : nil
    }

    private static func meetingEdges(_ outline: Outline) -> ShapeFault? {
        let edges = outline.edges
        return outline.tree.firstPair(within: touchingChord) { first, second in
            let isNext = second == first + 1
            let isLastAndFirst = first == 0 && second == edges.count - 1
            if !isNext && !isLastAndFirst {
                return edges[first].closeness(to: edges[second]).isTouching
                    ? .crossing(first + 1, second + 1) : nil
            }
            return edges[first].isFolded(onto: edges[second]) ? .fold(first + 1, second + 1) : nil
        }
    }

    /// A millimetre as a chord of the unit sphere: what is as close as this touches.
    fileprivate static let touchingChord = 1 / Double(Sphere.radiusMillimetres)
}

extension Closeness {
    fileprivate var isTouching: Bool {
        chordSquared < ShapeRule.touchingChord * ShapeRule.touchingChord
    }
}

extension Edge {
    /// The length, rounded down.
    fileprivate var millimetres: Int64 { Closeness(start, end).millimetres }

    /// Whether the other end of either edge lies on the other one; they have a vertex in common.
    fileprivate func isFolded(onto other: Self) -> Bool {
        let isStartShared = start == other.start || start == other.end
        let isOtherStartShared = other.start == start || other.start == end
        return other.closeness(to: isStartShared ? end : start).isTouching
            || closeness(to: isOtherStartShared ? other.end : other.start).isTouching
    }
}
