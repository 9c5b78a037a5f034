package import BankModel
internal import Deconfliction

/// Names of places, to be told where a position is.
package struct Gazetteer: Sendable {
    /// A name and where it is.
    package struct Entry: Equatable, Sendable {
        /// What the place is called.
        package let name: String
        /// Where it is.
        package let position: Position

        package init(name: String, position: Position) {
            self.name = name
            self.position = position
        }
    }

    /// The entry nearest to a position.
    package struct Nearest: Equatable, Sendable {
        /// The place.
        package let entry: Entry
        /// Millimetres on the sphere.
        package let distance: Int64
    }

    /// The places of Syria (data © GeoNames, CC BY 4.0).
    package static let builtIn = Gazetteer(csv: PackageResources.places_sy_csv)

    /// From south to north.
    ///
    /// Latitude alone is the grid: unlike a cell, a strip has no seam at ±180° and
    /// does not narrow towards a pole.
    private let entries: [Entry]

    /// Millimetres of the sphere in 1e-7 degrees of latitude, rounded down.
    private static let millimetresOfUnit: Int64 = 11

    /// A gazetteer of these places, in any order.
    package init(_ entries: [Entry]) {
        self.entries = entries.sorted { left, right in
            left.position.latitude == right.position.latitude
                ? left.position.longitude < right.position.longitude
                : left.position.latitude < right.position.latitude
        }
    }

    /// The rows `lat,lon,name` of a file with a header; a row that is none is left out.
    package init(csv bytes: [UInt8]) {
        let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        self.init(rows.compactMap { Self.entry(ofRow: $0) })
    }

    private static func entry(ofRow row: Substring) -> Entry? {
        let cells = row.split(separator: ",", maxSplits: 2)
        guard cells.count == 3, let latitude = ExactDecimal(cells[0].utf8)?.degrees(max: 90),
            let longitude = ExactDecimal(cells[1].utf8)?.degrees(max: 180),
            let position = Position(latitude: latitude, longitude: longitude)
        else { return nil }
        return Entry(name: String(cells[2]), position: position)
    }

    /// How many places it knows.
    package var count: Int { entries.count }

    /// The place nearest to a position, of equally near ones the first; nil where none is known.
    ///
    /// Looks outwards from the position's latitude, and no further than a nearer place could be.
    package func nearest(to position: Position) -> Nearest? {
        var upper = firstIndex(notSouthOf: position.latitude)
        var lower = upper - 1
        var best: Nearest?
        while upper < entries.count || lower >= 0 {
            let above = upper < entries.count ? gap(upper, position) : Int64.max
            let below = lower >= 0 ? gap(lower, position) : Int64.max
            if let best, min(above, below) > best.distance { break }
            let index = above <= below ? upper : lower
            if above <= below { upper += 1 } else { lower -= 1 }
            let distance = Sphere.distance(position, entries[index].position)
            if best.map({ distance < $0.distance }) ?? true {
                best = Nearest(entry: entries[index], distance: distance)
            }
        }
        return best
    }

    /// No more than the millimetres between the latitudes of an entry and a position.
    private func gap(_ index: Int, _ position: Position) -> Int64 {
        let units = Int64(entries[index].position.latitude) - Int64(position.latitude)
        return abs(units) * Self.millimetresOfUnit
    }

    private func firstIndex(notSouthOf latitude: Int32) -> Int {
        var range = 0..<entries.count
        while let first = range.first {
            let middle = first + range.count / 2
            if entries[middle].position.latitude < latitude {
                range = middle + 1..<range.upperBound
            } else {
                range = first..<middle
            }
        }
        return range.lowerBound
    }
}
