package import BankModel

/// What surrounds a record: how the checks find the others that it may have to do with.
///
/// The store answers from its indexes, `init(_:)` from views in memory. What comes out of the checks is
/// the same, as each answer may hold too many records and never too few.
package struct Surroundings {
    /// The records of these kinds that may come within `buffer` millimetres of a view, or within a
    /// buffer of their own; each view at most once.
    ///
    /// Of sectors they are those that are in force, several views of one where several versions are.
    package let near: (RecordView, _ buffer: Int64, _ kinds: [UInt32]) throws -> [RecordView]
    /// The records with any of these external ids.
    package let bearing: ([String]) throws -> [RecordView]
    /// The records with these ids, as far as they are held.
    package let named: ([RecordID]) throws -> [RecordView]
    /// Whether any other standing target or site has the position of a place (its latitude and
    /// longitude, whatever its extent) in one of the boxes.
    ///
    /// This must be exact.
    package let hasCompany: ([PositionBox], _ besides: RecordID) throws -> Bool

    package init(
        near: @escaping (RecordView, _ buffer: Int64, _ kinds: [UInt32]) throws -> [RecordView],
        bearing: @escaping ([String]) throws -> [RecordView],
        named: @escaping ([RecordID]) throws -> [RecordView],
        hasCompany: @escaping ([PositionBox], _ besides: RecordID) throws -> Bool
    ) {
        self.near = near
        self.bearing = bearing
        self.named = named
        self.hasCompany = hasCompany
    }

    /// Views in memory; of one that comes twice in one version, one counts.
    package init(_ views: [RecordView]) { self.init(ViewIndex(views)) }

    init(_ index: ViewIndex) {
        near = { index.near($0, buffer: $1, kinds: $2) }
        bearing = { index.bearing($0) }
        named = { index.named($0) }
        hasCompany = { index.hasCompany(in: $0, besides: $1) }
    }
}

/// Views in memory, and where they are.
struct ViewIndex {
    /// Those that stand, in the order of their ids and versions.
    let views: [RecordView]
    private let trees: [UInt32: BoxTree]
    private let positions: BoxTree
    private var byExternalID: [String: [Int]] = [:]
    private var byID: [RecordID: [Int]] = [:]

    init(_ views: [RecordView]) {
        self.views = Self.ordered(views.filter(\.isStanding))
        var boxes: [UInt32: [(box: PositionBox, value: Int)]] = [:]
        var points: [(box: PositionBox, value: Int)] = []
        for (place, view) in self.views.enumerated() {
            boxes[view.kind, default: []] +=
                view.boxes(buffer: view.buffer).map { ($0, place) }
            if view.isListed {
                points += view.extents.map { (PositionBox(Position($0.volume.place)), place) }
            }
            for id in view.externalIDs { byExternalID[id, default: []].append(place) }
            byID[view.id, default: []].append(place)
        }
        trees = boxes.mapValues { BoxTree($0) }
        positions = BoxTree(points)
    }

    func near(_ view: RecordView, buffer: Int64, kinds: [UInt32]) -> [RecordView] {
        let boxes = view.boxes(buffer: buffer)
        return kinds.flatMap { kind in
            (trees[kind]?.values(meeting: boxes) ?? []).map { views[$0] }
        }
    }

    func bearing(_ externalIDs: [String]) -> [RecordView] {
        Set(externalIDs.flatMap { byExternalID[$0] ?? [] }).sorted().map { views[$0] }
    }

    func named(_ ids: [RecordID]) -> [RecordView] {
        ids.flatMap { byID[$0] ?? [] }.map { views[$0] }
    }

    func hasCompany(in boxes: [PositionBox], besides record: RecordID) -> Bool {
        positions.values(meeting: boxes).contains { views[$0].id != record }
    }

    private static func ordered(_ views: [RecordView]) -> [RecordView] {
        let sorted = views.sorted { left, right in
            left.id != right.id
                ? left.id < right.id
                : left.version.dots.lexicographicallyPrecedes(right.version.dots)
        }
        var distinct: [RecordView] = []
        for view in sorted {
            if let last = distinct.last, last.id == view.id, last.version == view.version {
                continue
            }
            distinct.append(view)
        }
        return distinct
    }
}

extension PositionBox {
    fileprivate init(_ position: Position) {
        self.init(
            south: position.latitude,
            north: position.latitude,
            west: position.longitude,
            east: position.longitude
        )
    }
}
