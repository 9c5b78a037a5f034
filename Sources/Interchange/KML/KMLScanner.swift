import BankModel

/// Puts the Placemarks of a KML document together, from the tags and texts of its XML.
struct KMLScanner {
    /// What was found, in the file's order.
    enum Event {
        case placemark(KMLPlacemark)
        /// The document's element is none of KML's.
        case noKML(line: Int, reason: String)
    }

    private var path: [String] = []
    /// The prefix of KML's own elements, its colon included.
    private var prefix = ""
    private var text = ""
    private var placemark: KMLPlacemark?
    /// How deep the Placemark lies that is being read.
    private var depth = 0
    private var dataName: String?
    private var textLine = 1
    /// Links to other files so far, which nobody follows.
    private(set) var links = 0

    /// The line of the Placemark that has begun and not ended.
    var openLine: Int? { placemark?.line }

    /// Takes what the XML has next; `body` is called for what ends with it.
    mutating func take(_ event: XMLReader.Event, line: Int, _ body: (Event) -> Void) {
        switch event {
        case .start(let name, let attributes):
            if path.isEmpty { checkRoot(name, attributes, line: line, body) }
            path.append(local(name))
            text = ""
            textLine = line
            start(attributes, line: line)
        case .end:
            end(body)
            path.removeLast()
            text = ""
        case .text(let piece):
            guard placemark != nil else { return }
            count(piece.utf8.count)
            if placemark?.fault == nil { text += piece }
        case .textTooLong: reject(Self.tooLong)
        }
    }

    /// The name without KML's own prefix; names of other vocabularies keep a colon and mean nothing.
    private func local(_ name: String) -> String {
        if prefix.isEmpty { return name }
        if name.utf8.starts(with: prefix.utf8) { return String(name.dropFirst(prefix.count)) }
        return name.utf8.contains(UInt8(ascii: ":")) ? name : ":\(name)"
    }

    private mutating func checkRoot(
        _ name: String,
        _ attributes: [XMLReader.Attribute],
        line: Int,
        _ body: (Event) -> Void
    ) {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        prefix = parts.count == 2 ? "\(parts[0]):" : ""
        let key = parts.count == 2 ? "xmlns:\(parts[0])" : "xmlns"
        let space = attributes.first { $0.name == key }?.value ?? KMLNamespace.current
        if parts.last != "kml" {
            body(.noKML(line: line, reason: "the file is a `\(Excerpt.of(name))`, not KML"))
        } else if !KMLNamespace.known.contains(space) {
            let reason = "the file is in `\(Excerpt.of(space))`, which is no namespace of KML"
            body(.noKML(line: line, reason: reason))
        }
    }

    /// The names of the elements inside the Placemark, outermost first.
    private var inside: ArraySlice<String> { path.dropFirst(depth) }

    private mutating func start(_ attributes: [XMLReader.Attribute], line: Int) {
        if path.last == "NetworkLink" { links += 1 }
        guard placemark != nil else {
            if path.last == "Placemark" {
                placemark = KMLPlacemark(line: line)
                depth = path.count
            }
            return
        }
        count(Self.tagBytes + attributes.reduce(0) { $0 + $1.value.utf8.count })
        guard placemark?.fault == nil, let name = inside.last else { return }
        if name == "Data" || name == "SimpleData" {
            dataName = attributes.first { $0.name == "name" }?.value
            if dataName == nil { reject("has a \(name) without a name in line \(line)") }
        }
        startGeometry(name, line: line)
    }

    /// What a tag takes in memory besides its attributes, about.
    private static let tagBytes = 64

    private mutating func startGeometry(_ name: String, line: Int) {
        let parents = inside.dropLast()
        guard parents.allSatisfy({ $0 == "MultiGeometry" }) else {
            switch name {
            case "innerBoundaryIs":
                reject("has an inner ring in line \(line); only a Polygon without holes is taken")
            case "coordinates": placemark?.geometries.mutateLast { $0.line = line }
            default: break
            }
            return
        }
        if let element = OutlineElement(rawValue: name) {
            placemark?.geometries.append(KMLGeometry(element: element, line: line))
        } else if Self.otherGeometries.contains(name) {
            reject("has a \(name) in line \(line); only Point, LineString and Polygon are taken")
        }
    }

    private static let otherGeometries = [
        "LinearRing", "Model", "Track", "MultiTrack", "gx:Track", "gx:MultiTrack",
    ]

    private mutating func end(_ body: (Event) -> Void) {
        guard let placemark else { return }
        if path.count == depth {
            body(.placemark(placemark))
            self.placemark = nil
        } else if placemark.fault == nil {
            endElement()
        }
    }

    private mutating func endElement() {
        let names = Array(inside)
        switch names {
        case ["name"]: placemark?.name = text
        case ["description"]: placemark?.description = text
        case ["TimeSpan", "begin"]: placemark?.begin = text
        case ["TimeSpan", "end"]: placemark?.end = text
        case ["TimeStamp", "when"]: placemark?.when = text
        case ["ExtendedData", "Data", "value"], ["ExtendedData", "SchemaData", "SimpleData"]:
            if let dataName { endData(dataName) }
        default: endGeometryElement(names)
        }
    }

    private mutating func endData(_ name: String) {
        placemark?.data.append((name, text))
        if let count = placemark?.data.count, count > Limits.importColumnsMax {
            reject("has more than \(Limits.importColumnsMax) Data")
        }
    }

    private mutating func endGeometryElement(_ names: [String]) {
        let names = names.drop { $0 == "MultiGeometry" }
        guard let first = names.first, OutlineElement(rawValue: first) != nil else { return }
        switch Array(names.dropFirst()) {
        case ["coordinates"] where first != "Polygon",
            ["outerBoundaryIs", "LinearRing", "coordinates"]:
            if placemark?.geometries.last?.coordinates != nil {
                reject("has two lists of coordinates in one \(first), in line \(textLine)")
            }
            let coordinates = text
            placemark?.geometries.mutateLast { $0.coordinates = coordinates }
        case ["altitudeMode"]:
            let isOnGround = text[...].trimmedXML == "clampToGround"
            placemark?.geometries.mutateLast { $0.hasHeight = !isOnGround }
        default: break
        }
    }

    private mutating func count(_ bytes: Int) {
        placemark?.bytes += bytes
        if let total = placemark?.bytes, total > Limits.importRowBytesMax { reject(Self.tooLong) }
    }

    private static let tooLong = "is longer than \(Limits.importRowBytesMax) bytes"

    /// Gives the Placemark its first reason not to be taken; nothing more of it is kept.
    private mutating func reject(_ reason: String) {
        guard var rejected = placemark, rejected.fault == nil else { return }
        rejected = KMLPlacemark(line: rejected.line)
        rejected.fault = reason
        placemark = rejected
        text = ""
    }
}

extension [KMLGeometry] {
    fileprivate mutating func mutateLast(_ change: (inout KMLGeometry) -> Void) {
        if !isEmpty { change(&self[count - 1]) }
    }
}
