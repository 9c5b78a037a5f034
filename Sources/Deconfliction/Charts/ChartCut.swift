/// A ring on a chart, cut along a meridian.
///
/// The ring falls into chains, each on one side of the meridian. Where the ring crosses the meridian,
/// inside and outside take turns along it: the first crossing from the south and the second are the
/// ends of a part of the meridian that is inside, and so on. Chains of one side are joined along
/// those parts.
struct ChartCut {
    /// The rings west of the meridian.
    let west: [[ChartPoint]]
    /// The rings on the meridian or east of it.
    let east: [[ChartPoint]]

    private struct Chain {
        var points: [ChartPoint]
        let isEast: Bool
    }

    init(_ ring: [ChartPoint], at meridian: Int64) {
        let chains = Self.chains(of: ring, at: meridian)
        guard chains.count > 1 else {
            let isEast = ring.contains { $0.x >= meridian }
            west = isEast ? [] : [ring]
            east = isEast ? [ring] : []
            return
        }
        let partners = Self.partners(chains)
        west = Self.joined(chains, partners, isEast: false)
        east = Self.joined(chains, partners, isEast: true)
    }

    /// The chains along the ring, from crossing to crossing; where none crosses, none.
    private static func chains(of ring: [ChartPoint], at meridian: Int64) -> [Chain] {
        var chains: [Chain] = []
        guard
            let first = ring.indices.first(where: { index in
                (ring[index].x >= meridian) != (ring[(index + 1) % ring.count].x >= meridian)
            })
        else { return [] }
        for offset in ring.indices {
            let start = ring[(first + offset) % ring.count]
            let end = ring[(first + offset + 1) % ring.count]
            if offset > 0 { chains[chains.count - 1].points.append(start) }
            guard (start.x >= meridian) != (end.x >= meridian) else { continue }
            let crossing = start.crossing(to: end, at: meridian)
            if offset > 0 { chains[chains.count - 1].points.append(crossing) }
            chains.append(Chain(points: [crossing], isEast: end.x >= meridian))
        }
        chains[chains.count - 1].points.append(ring[first])
        chains[chains.count - 1].points.append(chains[0].points[0])
        return chains
    }

    /// For the crossing that each chain begins at, the one at the other end of the part inside.
    ///
    /// Of a part's ends the ring goes east over one and west over the other. Crossings at one point
    /// are taken in the order that has it so; only rings that cross themselves have none.
    private static func partners(_ chains: [Chain]) -> [Int]? {
        var order = chains.indices.sorted { left, right in
            (chains[left].points[0].y, left) < (chains[right].points[0].y, right)
        }
        var partners = Array(chains.indices)
        for place in stride(from: 0, to: order.count, by: 2) {
            let first = order[place]
            let other = order[(place + 1)...].firstIndex { index in
                chains[index].isEast != chains[first].isEast
            }
            guard let other,
                chains[order[other]].points[0].y == chains[order[place + 1]].points[0].y
            else { return nil }
            order.swapAt(place + 1, other)
            partners[first] = order[place + 1]
            partners[order[place + 1]] = first
        }
        return partners
    }

    /// The rings of one side; where there is no order, each chain is closed by itself.
    private static func joined(
        _ chains: [Chain],
        _ partners: [Int]?,
        isEast: Bool
    ) -> [[ChartPoint]] {
        guard let partners else { return chains.filter { $0.isEast == isEast }.map(\.points) }
        var rings: [[ChartPoint]] = []
        var isTaken = [Bool](repeating: false, count: chains.count)
        for start in chains.indices where chains[start].isEast == isEast && !isTaken[start] {
            var ring: [ChartPoint] = []
            var index = start
            while !isTaken[index] {
                isTaken[index] = true
                ring += chains[index].points
                index = partners[(index + 1) % chains.count]
            }
            rings.append(ring)
        }
        return rings
    }
}
