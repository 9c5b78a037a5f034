/// The edges of a skeleton in a tree of balls, so that far ones need not be looked at.
///
/// What comes out is the least of the distances of all pairs of edges, whatever the order in which
/// pairs are looked at or left out: swapping the two, or drawing one the other way round, changes no
/// bit of it.
struct EdgeTree: Sendable {
    let edges: [Edge]
    /// The root first; a node's first half follows it at once.
    private let nodes: [Node]

    struct Node: Sendable {
        let ball: Ball
        let edges: Range<Int>
        /// Where the other half begins; nil in a leaf.
        let secondHalf: Int?
    }

    private static let leafEdges = 4

    /// At least one edge.
    init(_ edges: [Edge]) {
        precondition(!edges.isEmpty, "a skeleton has at least one edge")
        self.edges = edges
        var nodes: [Node] = []
        nodes.reserveCapacity(edges.count)
        _ = Self.grow(&nodes, edges, edges.indices)
        self.nodes = nodes
    }

    /// Holds every edge.
    var ball: Ball { nodes[0].ball }

    private static func grow(_ nodes: inout [Node], _ edges: [Edge], _ range: Range<Int>) -> Ball {
        if range.count <= leafEdges {
            let ball = edges[range].dropFirst()
                .reduce(edges[range.lowerBound].ball) { $0.joined($1.ball) }
            nodes.append(Node(ball: ball, edges: range, secondHalf: nil))
            return ball
        }
        let place = nodes.count
        let middle = (range.lowerBound + range.upperBound) / 2
        nodes.append(Node(ball: edges[range.lowerBound].ball, edges: range, secondHalf: nil))
        let first = grow(&nodes, edges, range.lowerBound..<middle)
        let secondHalf = nodes.count
        let ball = first.joined(grow(&nodes, edges, middle..<range.upperBound))
        nodes[place] = Node(ball: ball, edges: range, secondHalf: secondHalf)
        return ball
    }
}

extension EdgeTree {
    /// The closest that any edge of one comes to any edge of the other; `limit` if nothing is closer.
    func closest(to other: Self, limit: Closeness = .none) -> Closeness {
        var best = limit
        search(0, other, 0, &best)
        return best
    }

    private func search(_ here: Int, _ other: Self, _ there: Int, _ best: inout Closeness) {
        let node = nodes[here]
        let opposite = other.nodes[there]
        if node.ball.isFurther(from: opposite.ball, than: best) || best == .touching { return }
        switch (node.secondHalf, opposite.secondHalf) {
        case (nil, nil):
            for index in node.edges {
                for otherIndex in opposite.edges {
                    best = best.closer(edges[index].closeness(to: other.edges[otherIndex]))
                }
            }
        case (let half?, nil):
            descend(into: (here + 1, half), other, there, &best)
        case (nil, let half?):
            other.descend(into: (there + 1, half), self, here, &best)
        case (let half?, let otherHalf?):
            if node.ball.radius >= opposite.ball.radius {
                descend(into: (here + 1, half), other, there, &best)
            } else {
                other.descend(into: (there + 1, otherHalf), self, here, &best)
            }
        }
    }

    /// Looks at the nearer half first: it makes more of the other half needless.
    private func descend(
        into halves: (Int, Int),
        _ other: Self,
        _ there: Int,
        _ best: inout Closeness
    ) {
        let ball = other.nodes[there].ball
        let isFirstNearer = nodes[halves.0].ball.gap(to: ball) <= nodes[halves.1].ball.gap(to: ball)
        search(isFirstNearer ? halves.0 : halves.1, other, there, &best)
        search(isFirstNearer ? halves.1 : halves.0, other, there, &best)
    }

    /// Calls with each pair of edges, by their places, whose balls come within the chord.
    ///
    /// Ends at the first pair for which `body` gives something.
    func firstPair<Found>(within chord: Double, _ body: (Int, Int) -> Found?) -> Found? {
        pairs(0, 0, chord, body)
    }

    private func pairs<Found>(
        _ here: Int,
        _ there: Int,
        _ chord: Double,
        _ body: (Int, Int) -> Found?
    ) -> Found? {
        let node = nodes[here]
        let opposite = nodes[there]
        if node.ball.gap(to: opposite.ball) > chord { return nil }
        if let half = node.secondHalf, node.edges.count >= opposite.edges.count {
            if here == there {
                return pairs(here + 1, here + 1, chord, body)
                    ?? pairs(here + 1, half, chord, body) ?? pairs(half, half, chord, body)
            }
            return pairs(here + 1, there, chord, body) ?? pairs(half, there, chord, body)
        }
        if let half = opposite.secondHalf {
            return pairs(here, there + 1, chord, body) ?? pairs(here, half, chord, body)
        }
        for first in node.edges {
            for second in opposite.edges where first < second {
                if let found = body(first, second) { return found }
            }
        }
        return nil
    }
}
