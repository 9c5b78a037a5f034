import BankModel
import Deconfliction

extension KMLImport {
    /// The name and the description: for records that have no name, the title; a remark.
    mutating func takeName(
        of placemark: KMLPlacemark,
        isOwn: Bool,
        _ taking: inout KMLTaking
    ) throws(ImportFault) {
        if isOwn {
            try checkLabel(of: placemark, taking)
        } else if let name = placemark.name?[...].trimmedXML, !name.utf8.isEmpty,
            let target = target(for: "name", else: [.name, .title])
        {
            try take(name, as: target, &taking)
        }
        if let text = placemark.description?[...].trimmedXML, !text.utf8.isEmpty,
            let target = target(for: "description", else: [.remarks])
        {
            try takeWhole(text, as: target, &taking)
        }
    }

    /// Takes a remark as the one text that it is, whatever it begins with.
    private mutating func takeWhole(
        _ text: String,
        as target: ColumnTarget,
        _ taking: inout KMLTaking
    ) throws(ImportFault) {
        guard case .field(_, let field) = target, field.merge == .list else {
            return try take(text, as: target, &taking)
        }
        try take(JSONWriter.text(.list([.text(text)])), as: target, &taking)
    }

    private func target(for column: String, else ids: [FieldID]) -> ColumnTarget? {
        if let mapped = try? names.mapped(column) { return mapped }
        for id in ids {
            if let field = names.kind.field(id) { return .field(id, field) }
        }
        return nil
    }

    /// An export's Placemark is called as its record is; a name that somebody has changed there, and
    /// not in ExtendedData, is not to be lost unseen.
    private func checkLabel(of placemark: KMLPlacemark, _ taking: KMLTaking) throws(ImportFault) {
        guard let name = placemark.name else { return }
        let field = [FieldID.name, .title].compactMap { names.kind.field($0)?.name }.first
        let label = field.flatMap { placemark.text(named: $0) }
        let expected = label ?? placemark.text(named: OwnColumn.id) ?? ""
        guard !name.utf8.elementsEqual(expected.utf8) else { return }
        throw ImportFault(
            "is called `\(Excerpt.of(name))`, but `\(field ?? OwnColumn.id)` in its ExtendedData is "
                + "`\(Excerpt.of(expected))`: change both"
        )
    }

    /// The outline and the time.
    mutating func takeOutline(
        of placemark: KMLPlacemark,
        isOwn: Bool,
        _ taking: inout KMLTaking
    ) throws(ImportFault) {
        guard let field = outlineField else { return }
        let id = FieldID(field.number)
        let isTimed = field.type == .volumes(areTimed: true)
        if assembler.leftAlone.contains(id) {
            parts = []
            return
        }
        if let value = assembler.values.first(where: { $0.field == id })?.value {
            parts = ExportRecord.parts(of: value, at: wholeTime)
            guard isOwn || placemark.geometries.isEmpty else {
                throw ImportFault("has a geometry and a `\(field.name)` in its ExtendedData")
            }
            return try checkDrawing(of: placemark, isPart: 1)
        }
        parts = []
        let time = try time(of: placemark, field)
        if !isTimed { try take(time, of: placemark, &taking) }
        let places = try places(of: placemark, field, taking.terms)
        if places.isEmpty { return }
        if case .volumes = field.type {
            let band = try taking.terms.band()
            if band == .unbounded {
                untakenHeights += placemark.geometries.count(where: \.hasHeight)
            }
            let volumes = places.map {
                Volume(place: $0, altitude: band, time: isTimed ? time : nil)
            }
            try assembler.add(.volumes(volumes), to: id, field, from: placemark.shown)
        } else {
            guard places.count == 1 else {
                throw ImportFault(
                    "has \(places.count) outlines; a \(names.kind.name) has one: make them several "
                        + "Placemarks"
                )
            }
            try assembler.add(.place(places[0]), to: id, field, from: placemark.shown)
        }
        assembler.noteOutline(
            isUncertaintyAssumed: try length(.uncertainty, field, taking.terms) == nil
        )
    }

    /// When the whole record holds, as far as the row says it.
    private var wholeTime: Interval? {
        for value in assembler.values
        where value.field == .validity || value.field == .observed {
            if case .interval(let time) = value.value { return time }
        }
        return nil
    }

    private func time(
        of placemark: KMLPlacemark,
        _ field: Field
    ) throws(ImportFault) -> Interval? {
        let when = placemark.when?[...].trimmedXML
        let begin = placemark.begin?[...].trimmedXML ?? when
        let end = placemark.end?[...].trimmedXML ?? when
        guard begin != nil || end != nil else { return nil }
        var rule = FieldRule(field: field, charter: charter)
        do {
            return try rule.interval(
                from: begin,
                until: end,
                text: "\(begin ?? "")..\(end ?? "")"
            )
        } catch {
            throw ImportFault("has a time that is none: \(error.message)")
        }
    }

    /// The TimeSpan of a record whose outline has no time of its own.
    private mutating func take(
        _ time: Interval?,
        of placemark: KMLPlacemark,
        _ taking: inout KMLTaking
    ) throws(ImportFault) {
        guard let time,
            let id = [FieldID.observed, .validity].first(where: { names.kind.field($0) != nil }),
            let field = names.kind.field(id), !assembler.leftAlone.contains(id)
        else { return }
        try take(ValueText.text(of: .interval(time)), as: .field(id, field), &taking)
    }

    private func places(
        of placemark: KMLPlacemark,
        _ field: Field,
        _ terms: OutlineTerms
    ) throws(ImportFault) -> [Place] {
        let reader = OutlineReader(
            rule: FieldRule(field: field, charter: charter),
            uncertaintyOtherwise: defaults.uncertainty,
            termsPlace: "in its ExtendedData"
        )
        var places: [Place] = []
        for geometry in placemark.geometries {
            let positions = try KMLCoordinates(geometry).positions
            places.append(
                try reader.place(geometry.element, positions, terms, shown: geometry.shown)
            )
        }
        return places
    }

    private func length(
        _ name: OutlineTerms.Name,
        _ field: Field,
        _ terms: OutlineTerms
    ) throws(ImportFault) -> Int64? {
        try terms.length(name, FieldRule(field: field, charter: charter))
    }

    /// The pieces that a Placemark is drawn in.
    private func drawing(of placemark: KMLPlacemark) throws(ImportFault) -> Set<ChartDrawing> {
        var pieces: Set<ChartDrawing> = []
        for geometry in placemark.geometries {
            let positions = try KMLCoordinates(geometry).positions
            pieces.formUnion(ChartDrawing(geometry.element, positions).pieces)
        }
        return pieces
    }

    /// Refuses a Placemark of an export whose drawing is not that of its record any more.
    func checkDrawing(of placemark: KMLPlacemark, isPart number: Int) throws(ImportFault) {
        guard let geometry = placemark.geometries.first, number <= parts.count else { return }
        let part = parts[number - 1]
        let isMoved = try drawing(of: placemark) != KMLOutline(part).drawing.pieces
        guard !isMoved else {
            throw ImportFault(
                "is drawn otherwise than its ExtendedData says in line \(geometry.line): to take the "
                    + "drawing, remove the `place`, `volumes` or `areas` there"
            )
        }
        let isTimeOpen = assembler.leftAlone.contains { $0 == .validity || $0 == .observed }
        guard let field = outlineField, !isTimeOpen else { return }
        guard try time(of: placemark, field) == part.time else {
            throw ImportFault(
                "has a TimeSpan that is not the time in its ExtendedData: change both"
            )
        }
    }
}

extension KMLGeometry {
    /// What a message calls it.
    fileprivate var shown: String { "\(element.rawValue) in line \(line)" }
}

extension KMLPlacemark {
    /// What a message shows of the outline.
    fileprivate var shown: String {
        geometries.map(\.shown).joined(separator: ", ")
    }
}
