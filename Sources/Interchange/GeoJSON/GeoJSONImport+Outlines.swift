import BankModel
import Deconfliction

/// What a feature says of its outline, but for a mere position.
struct GeoJSONDrawing {
    /// The field that it is for.
    let field: Field
    let geometry: Plain?
    /// Whether the properties have the exact outline of a place.
    let hasExactPlace: Bool
    /// What the properties say in words.
    private(set) var terms = OutlineTerms()
    /// The members of the exact place.
    private(set) var place: [Plain.Member] = []

    init(_ field: Field, _ geometry: Plain?, hasExactPlace: Bool) {
        self.field = field
        self.geometry = geometry
        self.hasExactPlace = hasExactPlace
    }

    mutating func take(_ term: OutlineTerms.Name, _ value: Plain) throws(ImportFault) {
        guard !hasExactPlace else {
            place.append(Plain.Member(term.rawValue, value))
            return
        }
        try terms.take(term, value.scalarText ?? JSONWriter.text(value))
    }

    /// Takes a property of an export that is part of its place; false for every other.
    mutating func take(_ property: Plain.Member) -> Bool {
        guard hasExactPlace, Self.placeKeys.contains(property.key) else { return false }
        // Programs that know no lists write them as text.
        if case .text(let text) = property.value, text.isJSONInside,
            let list = try? JSONReader.parse(Array(text.utf8), depthMax: Limits.importDepthMax)
        {
            place.append(Plain.Member(property.key, list))
        } else {
            place.append(property)
        }
        return true
    }

    /// The keys of an exact place that are no terms; one of a position has none of them.
    static let placeKeys = ["lat", "lon", "shape", "vertices", "points"]

    /// The place with the position that a polygon or corridor begins at.
    var wholePlace: Plain {
        guard !place.contains(where: { $0.key == "lat" }),
            case .list(let positions)? = place.first(where: { $0.key == "vertices" })?.value
                ?? place.first(where: { $0.key == "points" })?.value,
            case .list(let first)? = positions.first, first.count == 2
        else { return .object(place) }
        return .object(place + [Plain.Member("lat", first[0]), Plain.Member("lon", first[1])])
    }
}

extension GeoJSONImport {
    private var outlineField: Field? { names.kind.fields.first { $0.type.isOutline } }

    /// What there is to take of an outline; nil where there is nothing, or where it was a position and
    /// has been taken.
    mutating func drawing(
        _ geometry: Plain?,
        _ properties: [Plain.Member]
    ) throws(ImportFault) -> GeoJSONDrawing? {
        guard let field = outlineField else {
            if geometry == nil { return nil }
            throw ImportFault("has a geometry; a \(names.kind.name) has no place")
        }
        if assembler.leftAlone.contains(FieldID(field.number)) { return nil }
        let hasExactPlace =
            field.type == .place && Self.isOwn(properties)
            && properties.contains { ["lat", "shape"].contains($0.key) && $0.value != .null }
        if geometry == nil, !hasExactPlace { return nil }
        if field.type == .place, !hasExactPlace, let geometry, geometry["type"] == .text("Point") {
            let position = try GeoJSONGeometry.position(geometry["coordinates"])
            assembler.add(latitude: position.latitude, longitude: position.longitude)
            return nil
        }
        return GeoJSONDrawing(field, geometry, hasExactPlace: hasExactPlace)
    }

    /// The part of an outline that a name means, unless a rule of the mapping says otherwise.
    func term(_ name: String) throws(ImportFault) -> OutlineTerms.Name? {
        guard let mapped = try? names.mapped(name) else {
            return OutlineTerms.name(name, for: outlineField)
        }
        guard case .place(let part) = mapped else { return nil }
        if part.isPosition {
            throw ImportFault("has a geometry, which says where it is, and `\(Excerpt.of(name))`")
        }
        return OutlineTerms.Name(rawValue: part.name)
    }

    /// Takes the outline, once the properties have been taken.
    mutating func takeOutline(_ drawing: GeoJSONDrawing?) throws(ImportFault) {
        guard let drawing else { return }
        let field = drawing.field
        let id = FieldID(field.number)
        let rule = FieldRule(field: field, charter: charter)
        if drawing.hasExactPlace { try takeExactPlace(drawing, rule) }
        let exact = assembler.values.first { $0.field == id }?.value
        guard let geometry = drawing.geometry else { return }
        let pieces = try GeoJSONGeometry.pieces(of: geometry)
        if let exact { return try Self.check(pieces, against: exact) }
        if pieces.isEmpty { return }
        let places = try places(pieces, drawing.terms, rule)
        let shown = "\(pieces.count) outlines"
        if case .volumes = field.type {
            let band = try drawing.terms.band()
            let time = try drawing.terms.time(rule)
            let volumes = places.map { Volume(place: $0, altitude: band, time: time) }
            try assembler.add(.volumes(volumes), to: id, field, from: shown)
        } else {
            guard places.count == 1 else {
                throw ImportFault(
                    "has \(places.count) outlines; a \(names.kind.name) has one: make them several "
                        + "features"
                )
            }
            try assembler.add(.place(places[0]), to: id, field, from: shown)
        }
        let isAssumed = try drawing.terms.length(.uncertainty, rule) == nil
        assembler.noteOutline(isUncertaintyAssumed: isAssumed)
    }

    private mutating func takeExactPlace(
        _ drawing: GeoJSONDrawing,
        _ rule: FieldRule
    ) throws(ImportFault) {
        let plain = drawing.wholePlace
        let shown = JSONWriter.text(plain)
        let place: Place
        do {
            place = try rule.place(plain: plain, shown: shown)
        } catch {
            throw ImportFault(error)
        }
        try assembler.add(.place(place), to: FieldID(rule.field.number), rule.field, from: shown)
    }

    private func places(
        _ pieces: [GeoJSONGeometry.Piece],
        _ terms: OutlineTerms,
        _ rule: FieldRule
    ) throws(ImportFault) -> [Place] {
        let reader = OutlineReader(
            rule: rule,
            uncertaintyOtherwise: defaults.uncertainty,
            termsPlace: "among its properties"
        )
        var places: [Place] = []
        for piece in pieces {
            let shown = piece.element.rawValue
            places.append(try reader.place(piece.element, piece.positions, terms, shown: shown))
        }
        return places
    }

    /// Refuses a feature whose drawing is not that of the outline among its properties.
    private static func check(
        _ pieces: [GeoJSONGeometry.Piece],
        against value: Value
    ) throws(ImportFault) {
        let drawn = pieces.reduce(into: Set<ChartDrawing>()) { drawn, piece in
            drawn.formUnion(ChartDrawing(piece.element, piece.positions).pieces)
        }
        let expected = ExportRecord.parts(of: value, at: nil).reduce(into: Set<ChartDrawing>()) {
            $0.formUnion(ChartDrawing($1.place).pieces)
        }
        guard drawn != expected else { return }
        throw ImportFault(
            "is drawn otherwise than its properties say: to take the drawing, remove the `lat` and "
                + "`lon`, the `shape` with its `vertices` or `points`, or the `volumes` or `areas` there"
        )
    }
}

extension String {
    /// Whether it looks like an object or list of JSON.
    var isJSONInside: Bool {
        utf8.first == UInt8(ascii: "{") || utf8.first == UInt8(ascii: "[")
    }
}
