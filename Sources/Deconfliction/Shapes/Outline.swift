/// A skeleton worked out: its edges, and the cap around its vertices.
struct Outline {
    let edges: [Edge]
    let tree: EdgeTree
    /// The first vertex in an order that does not depend on how the shape was drawn.
    let witness: Direction
    /// Nil where the vertices do not fit a cap of 60°.
    let cap: SmallestCap?

    /// No two vertices in turn may be antipodes: see `ShapeRule`.
    init(_ skeleton: Skeleton) {
        let vertices = skeleton.positions.map(Vertex.init)
        precondition(!vertices.isEmpty, "a skeleton has at least one position")
        edges = Self.edges(vertices, isClosed: skeleton.isRing)
        tree = EdgeTree(edges)
        let sorted = vertices.sorted { $0.position.precedes($1.position) }
        witness = sorted[0].direction
        cap = sorted.count == 1 ? nil : SmallestCap(around: sorted.map(\.direction))
    }

    private static func edges(_ vertices: [Vertex], isClosed: Bool) -> [Edge] {
        if vertices.count == 1 { return [Edge(point: vertices[0].direction)] }
        var edges: [Edge] = []
        edges.reserveCapacity(vertices.count)
        for index in vertices.indices.dropLast() {
            edges.append(Edge(vertices[index], vertices[index + 1]))
        }
        if isClosed { edges.append(Edge(vertices[vertices.count - 1], vertices[0])) }
        return edges
    }
}

extension Skeleton {
    var isRing: Bool {
        if case .ring = self { true } else { false }
    }
}
