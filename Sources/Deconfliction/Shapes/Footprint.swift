package import BankModel

/// A shape on the ground, worked out once so that distances to many others are quick.
///
/// What a shape covers is its skeleton (for a ring, its inside too) and all within `reach` of it.
package struct Footprint: Sendable {
    /// How far from its skeleton the shape goes; greater where it is read as the cap around it.
    package let reach: Reach
    /// Whether the shape breaks a rule of `ShapeRule`, and is therefore read as the cap around it.
    ///
    /// Then it is only possible, never certain, that something is near it.
    package let isReadAsCap: Bool
    let tree: EdgeTree
    let inside: RingInside?
    private let witness: Direction

    /// Of a skeleton and all within reach of it.
    package init(_ skeleton: Skeleton, reach: Reach) {
        if case .point(let position) = skeleton {
            self.init(point: Vertex(position).direction, reach: reach, isReadAsCap: false)
            return
        }
        let outline = Outline(skeleton)
        if ShapeRule.fault(of: skeleton, outline) != nil {
            self.init(capAround: outline, reach: reach)
            return
        }
        self.init(
            outline,
            inside: skeleton.isRing ? outline.inside : nil,
            reach: reach
        )
    }

    /// Of the place of a record.
    package init(_ place: Place) { self.init(place.skeleton, reach: place.skeletonReach) }

    private init(_ outline: Outline, inside: RingInside?, reach: Reach) {
        self.reach = reach
        isReadAsCap = false
        tree = outline.tree
        self.inside = inside
        witness = outline.witness
    }

    init(pole: Direction) {
        self.init(point: pole, reach: Reach(extent: 0, uncertainty: 0), isReadAsCap: false)
    }

    private init(point: Direction, reach: Reach, isReadAsCap: Bool) {
        self.reach = reach
        self.isReadAsCap = isReadAsCap
        tree = EdgeTree([Edge(point: point)])
        inside = nil
        witness = point
    }

    /// The whole Earth where no cap is around it.
    private init(capAround outline: Outline, reach: Reach) {
        self.init(
            point: outline.cap?.centre ?? outline.witness,
            reach: Reach(
                extent: reach.extent + (outline.cap?.radius ?? Reach.antipode),
                uncertainty: reach.uncertainty
            ),
            isReadAsCap: true
        )
    }
}

extension Footprint {
    /// The distance between the two skeletons in millimetres, rounded down.
    ///
    /// 0 where they cross or touch, and where the inside of a ring holds the other. The same to the
    /// last millimetre whichever of the two is asked, whichever way round each was drawn and at
    /// whichever vertex it begins.
    package func separation(to other: Self) -> Int64 {
        holds(other) || other.holds(self) ? 0 : tree.closest(to: other.tree).millimetres
    }

    /// The same, but nil where it is certainly more than `limit` millimetres: that is found sooner.
    package func separation(to other: Self, within limit: Int64) -> Int64? {
        let bound = Closeness(notBelow: limit)
        if tree.ball.isFurther(from: other.tree.ball, than: bound) { return nil }
        if holds(other) || other.holds(self) { return 0 }
        let closest = tree.closest(to: other.tree, limit: bound)
        return closest == bound ? nil : closest.millimetres
    }

    /// Whether a vertex of the other is inside: as good as all of it, unless it crosses the edge.
    private func holds(_ other: Self) -> Bool { inside?.holds(other.witness) ?? false }
}

extension Outline {
    /// Nil where no cap is around the ring.
    var inside: RingInside? { cap.map { RingInside(edges, centre: $0.centre) } }
}

extension Place {
    /// What distances to the place are measured from.
    package var skeleton: Skeleton {
        switch shape {
        case .point, .circle: .point(Position(self))
        case .polygon(let vertices): .ring(vertices)
        case .corridor(let points, _): .path(points)
        }
    }

    /// How far from its skeleton the place goes.
    package var skeletonReach: Reach {
        switch shape {
        case .point: Reach(extent: 0, uncertainty: uncertainty)
        case .circle(let radius): Reach(extent: radius, uncertainty: uncertainty)
        case .polygon: Reach(extent: 0, uncertainty: uncertainty)
        case .corridor(_, let halfWidth): Reach(extent: halfWidth, uncertainty: uncertainty)
        }
    }
}
