import BankModel

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
