import BankModel

// Polygons and corridors: in text `polygon:LAT LON;LAT LON;…` and `corridor:HALFWIDTH:LAT LON;…`
// behind LAT,LON,UNCERTAINTY, which say the first vertex; in JSON `vertices` and `points`, lists of
// [lat, lon], the first included.

extension FieldRule {
    /// The shape that the fourth part of a typed place means, with the position as its first vertex.
    ///
    /// A first vertex that repeats the position is taken for the position.
    func shape(
        typed text: String,
        at latitude: Int32,
        _ longitude: Int32
    ) throws(ValueError) -> Place.Shape {
        guard let first = Position(latitude: latitude, longitude: longitude) else {
            throw error(text, "begins nowhere on the globe")
        }
        if text.hasPrefix("circle:") {
            return try .circle(radius: length(Self.rest(of: text, behind: "circle:")))
        }
        if text.hasPrefix("polygon:") {
            let vertices = Self.rest(of: text, behind: "polygon:")
            return try .polygon(positions(typed: vertices, from: first))
        }
        if text.hasPrefix("corridor:") {
            let rest = Self.rest(of: text, behind: "corridor:")
            guard let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) else {
                throw error(text, "does not say how far a corridor reaches to each side")
            }
            let halfWidth = try length(String(rest[..<colon]))
            let points = String(rest[rest.utf8.index(after: colon)...])
            return try .corridor(positions(typed: points, from: first), halfWidth: halfWidth)
        }
        throw error(text, "is not a shape that a place may have")
    }

    private static func rest(of text: String, behind prefix: String) -> String {
        text.dropFirst(prefix.utf8.count).trimmed
    }

    private func positions(
        typed text: String,
        from first: Position
    ) throws(ValueError) -> [Position] {
        var positions: [Position] = []
        for pair in text.split(separator: ";", omittingEmptySubsequences: false) {
            let parts = pair.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard parts.count == 2 else { throw error(String(pair), "is not LAT LON") }
            let latitude = try latitude(parts[0].utf8)
            let longitude = try longitude(parts[1].utf8)
            if let position = Position(latitude: latitude, longitude: longitude) {
                positions.append(position)
            }
        }
        return positions.first == first ? positions : [first] + positions
    }

    /// The shape that the members of a JSON place mean; the word may be absent for a point and a
    /// circle.
    func shape(
        of members: [Plain.Member],
        at latitude: Int32,
        _ longitude: Int32,
        shown: String
    ) throws(ValueError) -> Place.Shape {
        let word = try optionalText("shape", in: members, shown: shown)
        let given = members.filter { $0.value != .null }.map(\.key)
        let extras = given.filter { Self.shapeKeys.contains($0) }
        func shape(_ keys: String...) throws(ValueError) {
            if let stranger = extras.first(where: { !keys.contains($0) }) {
                throw error(shown, "is a \(word ?? keys.first ?? "point") with a `\(stranger)`")
            }
            if let missing = keys.first(where: { !extras.contains($0) }) {
                throw error(shown, "is a \(word ?? "place") without `\(missing)`")
            }
        }
        switch word ?? (extras.contains("radius_m") ? "circle" : "point") {
        case "point":
            try shape()
            return .point
        case "circle":
            try shape("radius_m")
            return try .circle(radius: length("radius_m", in: members, "a radius", shown: shown))
        case "polygon":
            try shape("vertices")
            return try .polygon(positions("vertices", in: members, shown: shown))
        case "corridor":
            try shape("half_width_m", "points")
            return try .corridor(
                positions("points", in: members, shown: shown),
                halfWidth: length("half_width_m", in: members, "a half width", shown: shown)
            )
        default:
            throw error(
                shown,
                "has a shape that is not `point`, `circle`, `polygon` or `corridor`"
            )
        }
    }

    /// The keys of a JSON place that only some shapes have.
    static let shapeKeys = ["radius_m", "vertices", "half_width_m", "points"]

    private func length(
        _ key: String,
        in members: [Plain.Member],
        _ what: String,
        shown: String
    ) throws(ValueError) -> Int64 {
        let plain = members.first { $0.key == key }?.value ?? .null
        return try metres(plain, what, shown: shown)
    }

    private func positions(
        _ key: String,
        in members: [Plain.Member],
        shown: String
    ) throws(ValueError) -> [Position] {
        guard case .list(let pairs)? = members.first(where: { $0.key == key })?.value else {
            throw error(shown, "has no list as `\(key)`")
        }
        var positions: [Position] = []
        for pair in pairs {
            guard case .list(let numbers) = pair, numbers.count == 2,
                let latitude = numbers[0].number?.degrees(max: 90),
                let longitude = numbers[1].number?.degrees(max: 180),
                let position = Position(latitude: latitude, longitude: longitude)
            else { throw error(JSONWriter.text(pair), "is not [lat, lon] in degrees") }
            positions.append(position)
        }
        return positions
    }

    /// What no place may have of such a shape: a clause whose subject is the place.
    static func refusal(of shape: Place.Shape) -> String {
        switch shape {
        case .point, .circle: "has an uncertainty or a radius that no place may have"
        case .polygon(let vertices):
            "is no polygon: it has \(vertices.count) vertices of "
                + "\(Limits.polygonVertices.lowerBound) to \(Limits.polygonVertices.upperBound), "
                + "of which no two in turn may be equal, and begins at LAT,LON"
        case .corridor(let points, _):
            "is no corridor: it has \(points.count) points of "
                + "\(Limits.corridorPoints.lowerBound) to \(Limits.corridorPoints.upperBound), "
                + "of which no two in turn may be equal, begins at LAT,LON and reaches up to "
                + "500 km to each side"
        }
    }
}

extension ValueText {
    /// The part of a typed place behind its uncertainty, its comma included; empty for a point.
    static func text(of shape: Place.Shape) -> String {
        switch shape {
        case .point: ""
        case .circle(let radius): ",circle:\(metres(radius))m"
        case .polygon(let vertices): ",polygon:\(text(of: vertices))"
        case .corridor(let points, let halfWidth):
            ",corridor:\(metres(halfWidth))m:\(text(of: points))"
        }
    }

    private static func text(of positions: [Position]) -> String {
        positions.map { "\(degrees($0.latitude)) \(degrees($0.longitude))" }
            .joined(separator: ";")
    }
}

extension ValuePlain {
    /// The members of a JSON place that say its shape.
    static func members(of shape: Place.Shape) -> [Plain.Member] {
        switch shape {
        case .point: [Plain.Member("shape", .text("point"))]
        case .circle(let radius):
            [Plain.Member("shape", .text("circle")), Plain.Member("radius_m", metres(radius))]
        case .polygon(let vertices):
            [Plain.Member("shape", .text("polygon")), Plain.Member("vertices", list(of: vertices))]
        case .corridor(let points, let halfWidth):
            [
                Plain.Member("shape", .text("corridor")),
                Plain.Member("half_width_m", metres(halfWidth)),
                Plain.Member("points", list(of: points)),
            ]
        }
    }

    private static func list(of positions: [Position]) -> Plain {
        .list(
            positions.map { position in
                .list([
                    .decimal(mantissa: Int64(position.latitude), digits: 7),
                    .decimal(mantissa: Int64(position.longitude), digits: 7),
                ])
            }
        )
    }
}
