import BankModel
import Deconfliction

/// Records as Cursor on Target events, version 2.0: a stream with one XML event on a line, as TAK
/// servers and clients exchange them.
///
/// The types say how something is drawn and never what it is. A type such as `a-h-G` would call a
/// place friendly, hostile or unknown, which is more than the bank says and nothing that a record
/// exchange has to say of a protected site; so a position is a spot (`b-m-p-s-m`) and an outline a
/// drawing (`u-d-f`), with its vertices as links. A circle is a drawing too, of a polygon that
/// certainly holds it: the readers of `u-d-c-c` disagree whether its ellipse has a radius or a
/// diameter, and half a circle is no protection. Nobody is named, nothing is tasked.
///
/// `ce` is how far from the point something of the record may be; `le` is unknown (9999999) but for
/// a volume between two heights above the ellipsoid, the only heights that CoT has. `uid` is made of
/// the bank and the record's id, so that an event replaces the one of the export before. The record
/// itself is in `<jig>`, field by field, conflicts as in every other export.
struct CoTExporter: Sendable {
    private(set) var notes = ExportNotes()
    /// Milliseconds since 1970: when the file is made.
    private let now: Int64
    /// What every uid begins with.
    private let prefix: String

    /// How long an event without an end is fresh.
    private static let freshMilliseconds: Int64 = 24 * 60 * 60 * 1000
    /// The times that every reader has: TAK's own form counts from 1970 without a sign, and XML's
    /// dates end with the year 9999.
    private static let times: ClosedRange<Int64> = 0...253_402_300_799_999
    private static let unknown = "9999999.0"

    init(bank: BankID, at now: Int64) {
        self.now = now
        prefix = "jig-\(Hex.encode(bank.bytes.prefix(8)))-"
    }

    /// One record's events.
    mutating func events(_ record: ExportRecord) -> [UInt8] {
        guard !record.isWithdrawn else {
            notes.note(.leftOutWithdrawn)
            return []
        }
        let parts = record.parts
        if parts.isEmpty { notes.note(.leftOutOutlineless) }
        var writer = XMLWriter()
        for (index, part) in parts.enumerated() {
            notes.noteOutline()
            let number = parts.count == 1 ? "" : " (\(index + 1) of \(parts.count))"
            write(
                record,
                part,
                uid: prefix + record.id + (index == 0 ? "" : ".\(index + 1)"),
                callsign: record.label + number,
                to: &writer
            )
        }
        return writer.bytes
    }

    private mutating func write(
        _ record: ExportRecord,
        _ part: ExportPart,
        uid: String,
        callsign: String,
        to writer: inout XMLWriter
    ) {
        let drawing = drawing(of: part)
        let times = times(of: part)
        let type = drawing.isEmpty ? "b-m-p-s-m" : "u-d-f"
        let head = [("version", "2.0"), ("uid", uid), ("type", type), ("how", "h-e")]
        writer.element("event", head + times) { writer in
            writer.element("point", Self.point(of: part))
            writer.element("detail") { writer in
                writer.element("contact", [("callsign", callsign)])
                for position in drawing {
                    writer.element("link", [("point", Self.text(of: position))])
                }
                writer.element("remarks", text: Self.remarks(of: record))
                Self.write(record, to: &writer)
            }
        }
        writer.endLine()
    }

    /// The vertices of an outline, a ring's first one again at its end; none for a position.
    private mutating func drawing(of part: ExportPart) -> [Position] {
        if part.altitude != .unbounded { notes.note(.height) }
        notes.noteShape(of: part.place)
        let position = Position(part.place)
        let drawing: [Position]
        switch part.place.shape {
        case .point: drawing = []
        case .circle(let radius):
            let ring = CircleOutline.polygon(around: position, radius: radius) ?? []
            drawing = ring + ring.prefix(1)
        case .polygon(let vertices): drawing = vertices + vertices.prefix(1)
        case .corridor(let points, _): drawing = points
        }
        if drawing.crossAntimeridian { notes.note(.antimeridian) }
        return drawing
    }

    /// `time`, `start` and `stale`, which CoT requires.
    private mutating func times(of part: ExportPart) -> [(String, String)] {
        let start = part.time?.from ?? now
        if part.time?.until == nil { notes.note(.endless) }
        let stale = part.time?.until ?? max(now, start) + Self.freshMilliseconds
        return [
            ("time", Self.text(of: now)), ("start", Self.text(of: min(start, stale))),
            ("stale", Self.text(of: stale)),
        ]
    }

    private static func text(of time: Int64) -> String {
        Timestamp.text(min(max(time, times.lowerBound), times.upperBound))
    }

    private static func point(of part: ExportPart) -> [(String, String)] {
        var (height, error) = (unknown, unknown)
        if let lower = part.altitude.lower, let upper = part.altitude.upper,
            lower.reference == .hae, upper.reference == .hae
        {
            let half = (upper.millimetres - lower.millimetres + 1) / 2
            height = ValueText.metres(lower.millimetres + half)
            error = ValueText.metres(half)
        }
        return [
            ("lat", ValueText.degrees(part.place.latitude)),
            ("lon", ValueText.degrees(part.place.longitude)), ("hae", height),
            ("ce", ValueText.metres(part.place.reach)), ("le", error),
        ]
    }

    private static func text(of position: Position) -> String {
        "\(ValueText.degrees(position.latitude)),\(ValueText.degrees(position.longitude))"
    }

    /// The little that a reader shows which does not know `<jig>`.
    private static func remarks(of record: ExportRecord) -> String {
        let kind = "\(record.kind.name) \(record.id)"
        guard record.isConflicted else { return kind }
        return kind + "; in conflict: " + record.conflictNames.joined(separator: ", ")
    }

    private static func write(_ record: ExportRecord, to writer: inout XMLWriter) {
        writer.element("jig") { writer in
            for (name, text) in record.namedTexts {
                writer.element("field", [("name", name)], text: text)
            }
        }
    }
}

extension [Position] {
    /// Whether two in turn are on either side of the antimeridian, or a pole is between them.
    fileprivate var crossAntimeridian: Bool {
        zip(self, dropFirst()).contains {
            abs(Int64($0.longitude) - Int64($1.longitude)) > 1_800_000_000
        }
    }
}
