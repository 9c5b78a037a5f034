/// Boxes in a tree, to find those that meet a box without looking at each.
///
/// Packed once by the Sort-Tile-Recursive method (Leutenegger, Lopez and Edgington, 1997).
struct BoxTree: Sendable {
    private struct Item: Sendable {
        let box: PositionBox
        let value: Int
    }

    /// The leaves' boxes first, then those of the nodes above, up to one root.
    private var levels: [[PositionBox]] = []
    private var values: [Int] = []

    private static let fanOut = 16

    /// Of these boxes; a value may have several.
    init(_ items: [(box: PositionBox, value: Int)]) {
        let tiled = Self.tiled(items.map { Item(box: $0.box, value: $0.value) })
        values = tiled.map(\.value)
        var level = tiled.map(\.box)
        while !level.isEmpty {
            levels.append(level)
            if level.count == 1 { break }
            level = stride(from: 0, to: level.count, by: Self.fanOut).map { first in
                let group = level[first..<min(first + Self.fanOut, level.count)]
                return group.dropFirst().reduce(group[first]) { $0.joined($1) }
            }
        }
    }

    /// The values of all boxes that meet any of these, each once, in ascending order.
    func values(meeting boxes: [PositionBox]) -> [Int] {
        var found: Set<Int> = []
        for box in boxes { visit(box) { found.insert(values[$0]) } }
        return found.sorted()
    }

    private func visit(_ box: PositionBox, _ body: (Int) -> Void) {
        var open = levels.isEmpty ? [] : [(level: levels.count - 1, index: 0)]
        while let (level, index) = open.popLast() {
            guard levels[level][index].meets(box) else { continue }
            if level == 0 {
                body(index)
                continue
            }
            let first = index * Self.fanOut
            for child in first..<min(first + Self.fanOut, levels[level - 1].count) {
                open.append((level - 1, child))
            }
        }
    }

    /// In slices from west to east, each from south to north.
    private static func tiled(_ items: [Item]) -> [Item] {
        let leaves = (items.count + fanOut - 1) / fanOut
        let slices = max(1, Int(Double(leaves).squareRoot()))
        let sliceItems = max(1, (leaves + slices - 1) / slices * fanOut)
        let fromWest = items.sorted { ($0.box.west, $0.value) < ($1.box.west, $1.value) }
        return stride(from: 0, to: fromWest.count, by: sliceItems).flatMap { first in
            fromWest[first..<min(first + sliceItems, fromWest.count)]
                .sorted { ($0.box.south, $0.value) < ($1.box.south, $1.value) }
        }
    }
}

extension PositionBox {
    /// Whether the two have a position in common.
    package func meets(_ other: Self) -> Bool {
        south <= other.north && other.south <= north && west <= other.east && other.west <= east
    }

    fileprivate func joined(_ other: Self) -> Self {
        Self(
            south: min(south, other.south),
            north: max(north, other.north),
            west: min(west, other.west),
            east: max(east, other.east)
        )
    }
}
