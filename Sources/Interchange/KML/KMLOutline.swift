import BankModel
import Deconfliction

/// How a part of a record is drawn in KML.
///
/// KML has no circles, no corridors and no volumes with a floor. A circle is a polygon that certainly
/// holds it, a corridor its middle line; an outline across the antimeridian or around a pole is a
/// MultiGeometry of its pieces. A volume with an upper bound above the sea or the ground is
/// drawn at that height and down to the ground; every other lies on the ground. Nothing here is read
/// back but the positions, and those only to see whether somebody has moved them.
struct KMLOutline: Equatable {
    /// What is drawn.
    let drawing: ChartDrawing
    /// How high it is drawn; nil for on the ground.
    let height: Height?

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
        drawing = ChartDrawing(part.place)
        height = part.altitude.upper.flatMap(Self.height)
    }

    private static func height(_ altitude: Altitude) -> Height? {
        switch altitude.reference {
        case .hae, .msl: Height(mode: "absolute", millimetres: altitude.millimetres)
        case .agl: Height(mode: "relativeToGround", millimetres: altitude.millimetres)
        case .fl: nil
        }
    }

    private func note(_ part: ExportPart, in notes: inout ExportNotes) {
        notes.noteShape(of: part.place)
        let band = part.altitude
        switch band.upper?.reference {
        case .fl: notes.note(.flightLevel)
        case .hae: notes.note(.ellipsoidHeight)
        case .msl, .agl: break
        case nil: if band.lower != nil { notes.note(.noUpperBound) }
        }
        if band.lower != nil, height != nil { notes.note(.lowerBound) }
    }

    /// The elements as the schema has them.
    func write(to writer: inout XMLWriter) {
        switch drawing {
        case .point(let position): write(.point, [[position]], to: &writer)
        case .lines(let lines): write(.line, lines, to: &writer)
        case .rings(let rings): write(.polygon, rings, to: &writer)
        }
    }

    private func write(
        _ element: OutlineElement,
        _ pieces: [[Position]],
        to writer: inout XMLWriter
    ) {
        guard pieces.count > 1 else {
            for piece in pieces { write(element, piece, to: &writer) }
            return
        }
        writer.element("MultiGeometry") { writer in
            for piece in pieces { write(element, piece, to: &writer) }
        }
    }

    private func write(
        _ element: OutlineElement,
        _ positions: [Position],
        to writer: inout XMLWriter
    ) {
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

extension ChartDrawing {
    /// What an element of a file draws.
    init(_ element: OutlineElement, _ positions: [Position]) {
        switch (element, positions.first) {
        case (.point, let first?): self = .point(first)
        case (.point, nil), (.line, _): self = .lines([positions])
        case (.polygon, _): self = .rings([positions])
        }
    }
}
