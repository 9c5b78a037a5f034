import BankModel
import Deconfliction

/// How a part of a record is drawn in KML.
///
/// KML has no circles, no corridors and no volumes with a floor. A circle is a polygon that certainly
/// holds it, a corridor its middle line. A volume with an upper bound above the sea or the ground is
/// drawn at that height and down to the ground; every other lies on the ground. Nothing here is read
/// back but the positions, and those only to see whether somebody has moved them.
struct KMLOutline: Equatable {
    /// The KML element.
    let element: Element
    /// Its positions; a ring's first one is not repeated.
    let positions: [Position]
    /// How high it is drawn; nil for on the ground.
    let height: Height?

    /// What a part becomes.
    enum Element: String {
        case point = "Point"
        case line = "LineString"
        case polygon = "Polygon"
    }

    /// A height and what KML measures it from.
    struct Height: Equatable {
        let mode: String
        let millimetres: Int64
    }

    init(_ part: ExportPart, noting notes: inout ExportNotes) {
        self.init(part)
        note(part, in: &notes)
    }

    init(_ part: ExportPart) {
        let position = Position(part.place)
        switch part.place.shape {
        case .point: (element, positions) = (.point, [position])
        case .circle(let radius):
            // A place's radius is within the limit of an outline.
            let ring = CircleOutline.polygon(around: position, radius: radius) ?? [position]
            positions = Self.distinct(ring)
            element = positions.count == 1 ? .point : .polygon
        case .polygon(let vertices): (element, positions) = (.polygon, vertices)
        case .corridor(let points, _): (element, positions) = (.line, points)
        }
        height = part.altitude.upper.flatMap(Self.height)
    }

    /// A ring without positions that come twice in turn, as small circles may have them when rounded.
    private static func distinct(_ ring: [Position]) -> [Position] {
        var kept: [Position] = []
        for position in ring where position != kept.last { kept.append(position) }
        while kept.count > 1, kept.last == kept.first { kept.removeLast() }
        return kept
    }

    private static func height(_ altitude: Altitude) -> Height? {
        switch altitude.reference {
        case .hae, .msl: Height(mode: "absolute", millimetres: altitude.millimetres)
        case .agl: Height(mode: "relativeToGround", millimetres: altitude.millimetres)
        case .fl: nil
        }
    }

    private func note(_ part: ExportPart, in notes: inout ExportNotes) {
        switch part.place.shape {
        case .point, .polygon: break
        case .circle: notes.note(.circle)
        case .corridor: notes.note(.corridor)
        }
        let band = part.altitude
        switch band.upper?.reference {
        case .fl: notes.note(.flightLevel)
        case .hae: notes.note(.ellipsoidHeight)
        case .msl, .agl: break
        case nil: if band.lower != nil { notes.note(.noUpperBound) }
        }
        if band.lower != nil, height != nil { notes.note(.lowerBound) }
        let line = element == .polygon ? positions + positions.prefix(1) : positions
        if line.crossAntimeridian { notes.note(.antimeridian) }
    }

    /// The element as the schema has it.
    func write(to writer: inout XMLWriter) {
        writer.element(element.rawValue) { writer in
            if height != nil { writer.element("extrude", text: "1") }
            if height == nil, element != .point { writer.element("tessellate", text: "1") }
            if let height { writer.element("altitudeMode", text: height.mode) }
            guard element == .polygon else {
                writer.element("coordinates", text: text(of: positions))
                return
            }
            writer.element("outerBoundaryIs") { writer in
                writer.element("LinearRing") { writer in
                    writer.element("coordinates", text: text(of: positions + positions.prefix(1)))
                }
            }
        }
    }

    private func text(of positions: [Position]) -> String {
        let above = height.map { "," + ValueText.metres($0.millimetres) } ?? ""
        return positions.map { position in
            "\(ValueText.degrees(position.longitude)),\(ValueText.degrees(position.latitude))"
                + above
        }
        .joined(separator: " ")
    }
}

extension [Position] {
    /// Whether two in turn are on either side of the antimeridian, or a pole is between them.
    var crossAntimeridian: Bool {
        zip(self, dropFirst()).contains {
            abs(Int64($0.longitude) - Int64($1.longitude)) > 1_800_000_000
        }
    }
}
