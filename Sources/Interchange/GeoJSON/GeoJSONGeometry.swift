import BankModel
import Deconfliction

/// Geometries as RFC 7946 writes them.
enum GeoJSONGeometry {
    /// A simple geometry, its ring's first vertex not repeated at the end.
    struct Piece {
        let element: OutlineElement
        let positions: [Position]

        init(_ element: OutlineElement, _ positions: [Position]) {
            self.element = element
            self.positions = positions
        }
    }

    // MARK: Writing

    /// What draws all of the parts, `null` where there are none.
    static func plain(of parts: [ExportPart]) -> Plain {
        var drawings: [ChartDrawing] = []
        for drawing in parts.lazy.map({ ChartDrawing($0.place) }) where !drawings.contains(drawing)
        {
            drawings.append(drawing)
        }
        if drawings.count < 2 { return drawings.first.map(plain) ?? .null }
        let positions = drawings.compactMap { drawing -> Position? in
            if case .point(let position) = drawing { position } else { nil }
        }
        if positions.count == drawings.count {
            return geometry("MultiPoint", .list(positions.map(plain)))
        }
        return .object([
            Plain.Member("type", .text("GeometryCollection")),
            Plain.Member("geometries", .list(drawings.map(plain))),
        ])
    }

    private static func plain(of drawing: ChartDrawing) -> Plain {
        switch drawing {
        case .point(let position): geometry("Point", plain(of: position))
        case .lines(let lines): geometry("LineString", of: lines.map { .list($0.map(plain)) })
        case .rings(let rings):
            geometry("Polygon", of: rings.map { .list([.list(($0 + $0.prefix(1)).map(plain))]) })
        }
    }

    private static func geometry(_ type: String, of pieces: [Plain]) -> Plain {
        pieces.count == 1 ? geometry(type, pieces[0]) : geometry("Multi\(type)", .list(pieces))
    }

    private static func geometry(_ type: String, _ coordinates: Plain) -> Plain {
        .object([
            Plain.Member("type", .text(type)), Plain.Member("coordinates", coordinates),
        ])
    }

    private static func plain(of position: Position) -> Plain {
        .list([
            .decimal(mantissa: Int64(position.longitude), digits: 7),
            .decimal(mantissa: Int64(position.latitude), digits: 7),
        ])
    }

    // MARK: Reading

    /// The simple geometries in a geometry.
    static func pieces(of geometry: Plain) throws(ImportFault) -> [Piece] {
        guard case .text(let type)? = geometry["type"] else {
            throw ImportFault("has a geometry without a type")
        }
        if type == "GeometryCollection" {
            var pieces: [Piece] = []
            for geometry in try list(geometry["geometries"], "geometries") {
                pieces += try self.pieces(of: geometry)
            }
            return pieces
        }
        let isMultiple = type.hasPrefix("Multi")
        let name = isMultiple ? String(type.dropFirst("Multi".count)) : type
        guard let element = OutlineElement(rawValue: name) else {
            throw ImportFault(
                "is a \(Excerpt.of(type)); only Point, LineString and Polygon are taken, and several "
                    + "of them"
            )
        }
        let coordinates = geometry["coordinates"] ?? .null
        var pieces: [Piece] = []
        for item in isMultiple ? try list(coordinates, "coordinates") : [coordinates] {
            pieces.append(try piece(element, item))
        }
        return pieces
    }

    private static func piece(
        _ element: OutlineElement,
        _ coordinates: Plain
    ) throws(ImportFault) -> Piece {
        switch element {
        case .point: return Piece(element, [try position(coordinates)])
        case .line: return Piece(element, try positions(coordinates))
        case .polygon:
            let rings = try list(coordinates, "coordinates")
            guard let ring = rings.first else { throw ImportFault("has a Polygon without a ring") }
            guard rings.count == 1 else {
                throw ImportFault("has an inner ring; only a Polygon without holes is taken")
            }
            var vertices = try positions(ring)
            guard vertices.count > 1, vertices.last == vertices.first else {
                throw ImportFault("has a ring that does not end where it begins")
            }
            vertices.removeLast()
            return Piece(element, vertices)
        }
    }

    /// Positions that come twice in turn are one.
    private static func positions(_ coordinates: Plain) throws(ImportFault) -> [Position] {
        var positions: [Position] = []
        for item in try list(coordinates, "coordinates") {
            let position = try position(item)
            if position != positions.last { positions.append(position) }
        }
        return positions
    }

    private static func list(_ plain: Plain?, _ name: String) throws(ImportFault) -> [Plain] {
        guard case .list(let items)? = plain else {
            throw ImportFault("has a geometry whose `\(name)` are no list")
        }
        return items
    }

    /// A position as `[longitude, latitude]`, a height behind them left aside.
    static func position(_ coordinates: Plain?) throws(ImportFault) -> Position {
        guard case .list(let numbers)? = coordinates, (2...3).contains(numbers.count),
            let longitude = numbers[0].number, let latitude = numbers[1].number
        else { throw ImportFault("has no [longitude, latitude] as its coordinates") }
        guard let east = longitude.degrees(max: 180) else {
            throw ImportFault("has the longitude \(longitude.text), which is not from -180 to 180")
        }
        guard let north = latitude.degrees(max: 90),
            let position = Position(latitude: north, longitude: east)
        else {
            throw ImportFault("has the latitude \(latitude.text), which is not from -90 to 90")
        }
        return position
    }
}
