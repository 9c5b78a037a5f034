import BankModel

/// What a file draws a place with: the elements that KML and GeoJSON have alike.
enum OutlineElement: String {
    case point = "Point"
    case line = "LineString"
    case polygon = "Polygon"
}

/// Makes places of what a file draws and what it says beside that.
struct OutlineReader {
    let rule: FieldRule
    /// The uncertainty where the file says none, in millimetres.
    let uncertaintyOtherwise: Int64
    /// Where the file says what is not drawn: `in its ExtendedData`.
    let termsPlace: String

    /// The place of a geometry, which messages call `shown`; a ring's first vertex is not repeated.
    func place(
        _ element: OutlineElement,
        _ positions: [Position],
        _ terms: OutlineTerms,
        shown: String
    ) throws(ImportFault) -> Place {
        guard let first = positions.first else { throw ImportFault("has no coordinates") }
        let shape = try shape(element, positions, terms, shown: shown)
        let uncertainty = try terms.length(.uncertainty, rule) ?? uncertaintyOtherwise
        do {
            return try rule.place(first.latitude, first.longitude, uncertainty, shape, from: shown)
        } catch {
            throw ImportFault(error)
        }
    }

    private func shape(
        _ element: OutlineElement,
        _ positions: [Position],
        _ terms: OutlineTerms,
        shown: String
    ) throws(ImportFault) -> Place.Shape {
        switch element {
        case .point:
            try terms.refuse([.halfWidth], of: "Point")
            return try terms.length(.radius, rule).map { .circle(radius: $0) } ?? .point
        case .polygon:
            try terms.refuse([.radius, .halfWidth], of: "Polygon")
            return .polygon(positions)
        case .line:
            try terms.refuse([.radius], of: "LineString")
            guard let halfWidth = try terms.length(.halfWidth, rule) else {
                let name = OutlineTerms.Name.halfWidth.rawValue
                throw ImportFault("has a \(shown) and no `\(name)` \(termsPlace)")
            }
            return .corridor(positions, halfWidth: halfWidth)
        }
    }
}
