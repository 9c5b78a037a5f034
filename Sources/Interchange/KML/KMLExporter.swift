import BankModel

/// Records as the Placemarks of one KML document, OGC KML 2.2.
///
/// A record is one Placemark, or one for each of its volumes, or of the places that it may have
/// while its place is in conflict: then `jig:part` counts them, and the first has the fields. The
/// outline is for the eye, as `KMLOutline` says; the record itself is in ExtendedData, each field in
/// the words of a CSV cell, so that nothing is lost that KML has no word for. Of a field in conflict
/// the protective reading is there, where there is one, and all siblings are in `jig:conflicts`.
struct KMLExporter: Sendable {
    private(set) var notes = ExportNotes()

    /// What stands before the first Placemark.
    func opening() -> [UInt8] {
        Array(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <kml xmlns="\(KMLNamespace.current)">
            <Document>
            <name>jig</name>

            """.utf8
        )
    }

    /// What stands behind the last Placemark.
    func closing() -> [UInt8] { Array("</Document>\n</kml>\n".utf8) }

    /// One record's Placemarks.
    mutating func placemarks(_ record: ExportRecord) -> [UInt8] {
        let parts = record.parts
        var writer = XMLWriter()
        if parts.isEmpty {
            notes.note(.outlineless)
            write(record, nil, KMLPartNumber(number: 1, of: 1), to: &writer)
        }
        for (index, part) in parts.enumerated() {
            notes.noteOutline()
            let number = KMLPartNumber(number: index + 1, of: parts.count)
            write(record, part, number, to: &writer)
        }
        return writer.bytes
    }

    /// In the order that KML's schema has.
    private mutating func write(
        _ record: ExportRecord,
        _ part: ExportPart?,
        _ number: KMLPartNumber,
        to writer: inout XMLWriter
    ) {
        let outline = part.map { KMLOutline($0, noting: &notes) }
        writer.element("Placemark", [("id", Self.elementID(record, number))]) { writer in
            writer.element("name", text: record.label)
            if record.isWithdrawn { writer.element("visibility", text: "0") }
            if let time = part?.time { Self.write(time, to: &writer) }
            Self.writeData(of: record, number, to: &writer)
            outline?.write(to: &writer)
        }
        writer.endLine()
    }

    /// An id that XML takes for one, and that no other Placemark has.
    private static func elementID(_ record: ExportRecord, _ number: KMLPartNumber) -> String {
        let id = record.id.replacing("~", with: "_")
        return number.number == 1 ? id : "\(id).\(number.number)"
    }

    private static func write(_ time: Interval, to writer: inout XMLWriter) {
        writer.element("TimeSpan") { writer in
            if let from = time.from { writer.element("begin", text: Timestamp.text(from)) }
            if let until = time.until { writer.element("end", text: Timestamp.text(until)) }
        }
    }

    private static func writeData(
        of record: ExportRecord,
        _ number: KMLPartNumber,
        to writer: inout XMLWriter
    ) {
        writer.element("ExtendedData") { writer in
            for (name, text) in texts(of: record, number) {
                writer.element("Data", [("name", name)]) { $0.element("value", text: text) }
            }
        }
    }

    private static func texts(
        of record: ExportRecord,
        _ number: KMLPartNumber
    ) -> [(name: String, text: String)] {
        var texts = record.namedTexts
        if number.number > 1 {
            texts = texts.filter { [OwnColumn.id, OwnColumn.kind].contains($0.name) }
        }
        if number.count > 1 { texts.insert((KMLPartNumber.column, number.text), at: 2) }
        return texts
    }
}

/// Which of a record's Placemarks one is.
struct KMLPartNumber: Equatable {
    static let column = "jig:part"

    let number: Int
    let count: Int

    init(number: Int, of count: Int) {
        self.number = number
        self.count = count
    }

    /// Reads `2/3`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1,
            number <= count
        else { return nil }
        self.init(number: number, of: count)
    }

    var text: String { "\(number)/\(count)" }
}

/// The namespaces that KML has had.
enum KMLNamespace {
    static let current = "http://www.opengis.net/kml/2.2"

    static let known = [
        current, "http://earth.google.com/kml/2.2", "http://earth.google.com/kml/2.1",
        "http://earth.google.com/kml/2.0", "http://earth.google.com/kml/2.3",
        "http://www.opengis.net/kml/2.3",
    ]
}
