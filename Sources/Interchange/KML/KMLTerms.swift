import BankModel

/// What the ExtendedData of a Placemark says about the outline that its geometry only begins.
struct KMLTerms {
    private var texts: [Name: String] = [:]

    /// The names that mean something for outlines.
    enum Name: String {
        case uncertainty = "uncertainty_m"
        case radius = "radius_m"
        case halfWidth = "half_width_m"
        case lower
        case upper
    }

    /// The term that a name means for a kind of which this is the field with its outline.
    static func name(_ key: String, for field: Field?) -> Name? {
        guard let field, let name = Name(rawValue: key) else { return nil }
        switch (name, field.type) {
        case (.lower, .volumes), (.upper, .volumes): return name
        case (.lower, _), (.upper, _): return nil
        case (.uncertainty, _), (.radius, _), (.halfWidth, _): return name
        }
    }

    mutating func take(_ name: Name, _ text: String) throws(ImportFault) {
        let text = text[...].trimmedXML
        if text.utf8.isEmpty { return }
        guard texts.updateValue(text, forKey: name) == nil else {
            throw ImportFault("gives `\(name.rawValue)` twice")
        }
    }

    func length(_ name: Name, _ rule: FieldRule) throws(ImportFault) -> Int64? {
        do {
            return try texts[name].map { (text) throws(ValueError) in try rule.length(text) }
        } catch {
            throw ImportFault("has a `\(name.rawValue)` that is none: \(error.message)")
        }
    }

    func band() throws(ImportFault) -> AltitudeBand {
        let lower = try altitude(.lower, rounding: .down)
        let upper = try altitude(.upper, rounding: .up)
        guard let band = AltitudeBand(lower: lower, upper: upper) else {
            throw ImportFault("has an `upper` bound below its `lower` one")
        }
        return band
    }

    private func altitude(
        _ name: Name,
        rounding: AltitudeText.Rounding
    ) throws(ImportFault) -> Altitude? {
        guard let text = texts[name] else { return nil }
        guard let altitude = AltitudeText.parse(text, rounding: rounding) else {
            let shown = Excerpt.of(text)
            throw ImportFault("has `\(shown)` as `\(name.rawValue)`, which is not a height")
        }
        return altitude
    }

    /// Refuses a term that a shape does not have.
    func refuse(_ names: [Name], of shape: String) throws(ImportFault) {
        for name in names where texts[name] != nil {
            throw ImportFault("is a \(shape) with a `\(name.rawValue)`, which it cannot have")
        }
    }
}

/// Reads the coordinates of a geometry: `lon,lat[,alt]` and white space between.
struct KMLCoordinates {
    private let geometry: KMLGeometry
    private(set) var positions: [Position] = []

    /// A ring loses its last position, which must be its first; positions that come twice in turn
    /// are one.
    init(_ geometry: KMLGeometry) throws(ImportFault) {
        self.geometry = geometry
        var line = geometry.line
        var tuple: [UInt8] = []
        for byte in geometry.coordinates?.utf8 ?? "".utf8 {
            if XMLTag.isSpace(byte) {
                try take(tuple, line: line)
                tuple.removeAll(keepingCapacity: true)
                if byte == UInt8(ascii: "\n") { line += 1 }
            } else {
                tuple.append(byte)
            }
        }
        try take(tuple, line: line)
        try close()
    }

    private mutating func take(_ tuple: [UInt8], line: Int) throws(ImportFault) {
        if tuple.isEmpty { return }
        let parts = tuple.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count) else {
            throw ImportFault("has `\(Excerpt.of(tuple))` in line \(line), which is not lon,lat")
        }
        guard let longitude = ExactDecimal(parts[0])?.degrees(max: 180) else {
            throw ImportFault(
                "has the longitude `\(Excerpt.of(parts[0]))` in line \(line), which is not from "
                    + "-180 to 180"
            )
        }
        guard let latitude = ExactDecimal(parts[1])?.degrees(max: 90) else {
            throw ImportFault(
                "has the latitude `\(Excerpt.of(parts[1]))` in line \(line), which is not from -90 "
                    + "to 90"
            )
        }
        guard parts.count == 2 || ExactDecimal(parts[2]) != nil else {
            throw ImportFault(
                "has the height `\(Excerpt.of(parts[2]))` in line \(line), which is no number"
            )
        }
        if let position = Position(latitude: latitude, longitude: longitude),
            position != positions.last
        {
            positions.append(position)
        }
    }

    private mutating func close() throws(ImportFault) {
        guard !positions.isEmpty else {
            throw ImportFault("has no coordinates in line \(geometry.line)")
        }
        switch geometry.element {
        case .point:
            guard positions.count == 1 else {
                throw ImportFault("has a Point with several positions in line \(geometry.line)")
            }
        case .line: break
        case .polygon:
            guard positions.count > 1, positions.last == positions.first else {
                throw ImportFault(
                    "has a ring in line \(geometry.line) that does not end where it begins"
                )
            }
            positions.removeLast()
        }
    }
}
