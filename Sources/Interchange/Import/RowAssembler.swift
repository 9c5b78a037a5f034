import BankModel

/// Puts the values of one row together, in whichever order its cells come.
struct RowAssembler {
    let kind: Kind
    let charter: Charter
    private let placeRule: FieldRule?
    private(set) var values: [FieldValue] = []
    private var attributes = 0
    private var latitude: Int32?
    private var longitude: Int32?
    private var positions: [TypedPosition] = []
    private var uncertainty: Int64?
    private var radius: Int64?
    private var shape: String?
    /// Rows so far whose place had no uncertainty.
    private(set) var assumedUncertainties = 0
    /// Rows so far that have a place and no name.
    private(set) var namelessPlaces = 0
    /// The fields that the row does not give, whatever it says: they were in conflict.
    private(set) var leftAlone: [FieldID] = []
    /// Rows so far that leave a field alone.
    private(set) var rowsLeavingAlone = 0
    /// Texts so far that were not in normal form C.
    private(set) var normalisedTexts = 0
    /// The uncertainty of a position of which the file does not say how good it is, in millimetres.
    let uncertaintyOtherwise: Int64

    init(kind: Kind, charter: Charter, uncertaintyOtherwise: Int64) {
        self.kind = kind
        self.charter = charter
        self.uncertaintyOtherwise = uncertaintyOtherwise
        placeRule = kind.fields.first { $0.type == .place }.map {
            FieldRule(field: $0, charter: charter)
        }
    }

    /// Begins a row that leaves the fields of these names alone.
    mutating func begin(leavingAlone names: [String] = []) {
        leftAlone = names.compactMap { kind.fieldID(named: $0) }
        if !leftAlone.isEmpty { rowsLeavingAlone += 1 }
        values = []
        attributes = 0
        latitude = nil
        longitude = nil
        positions = []
        uncertainty = nil
        radius = nil
        shape = nil
    }

    /// The values of the row, once all of its cells have been taken.
    mutating func end() throws(ImportFault) -> [FieldValue] {
        try closePlace()
        for (id, max) in [
            (FieldID.tags, Limits.tagsMax), (.externalIDs, Limits.externalIDsMax),
            (.remarks, Limits.remarksMax),
        ] where values.count > max {
            guard values.count(where: { $0.field == id }) <= max else {
                throw ImportFault("has more than \(max) \(kind.name(of: id))")
            }
        }
        return values
    }

    /// Takes a cell's text; empty text says nothing.
    mutating func add(
        _ text: UnsafeBufferPointer<UInt8>,
        to target: ColumnTarget
    ) throws(ImportFault) {
        guard !text.isEmpty, !isLeftAlone(target) else { return }
        switch target {
        case .ignored: return
        case .field(let id, let field):
            guard let entered = EnteredText.from(text) else {
                throw ImportFault("is not UTF-8 text in `\(Excerpt.of(target.name))`")
            }
            noteNormalForm(text, entered)
            try add(entered, to: id, field)
        case .place(let part): try add(text, to: part)
        case .kind:
            guard text.elementsEqual(kind.name.utf8) else {
                throw ImportFault("is a \(Excerpt.of(text)), not a \(kind.name)")
            }
        }
    }

    /// Takes the value of a key of a feature's properties.
    mutating func add(_ plain: Plain, to target: ColumnTarget) throws(ImportFault) {
        if isLeftAlone(target) { return }
        let text = plain.scalarText ?? JSONWriter.text(plain)
        if target != .ignored { noteNormalForm(text.utf8, EnteredText.of(text)) }
        switch (target, plain) {
        case (.ignored, _): return
        case (.place, _), (.kind, _):
            let bytes = Array(text.utf8)
            try bytes.withUnsafeBufferPointer { (bytes) throws(ImportFault) in
                try add(bytes, to: target)
            }
        case (.field(let id, let field), .list(let items)) where field.merge != .register:
            let rule = FieldRule(field: field, charter: charter)
            for item in items {
                if case .object = item, !field.type.isText {
                    try add(item, to: id, rule)
                } else {
                    try add(id, rule, item.scalarText ?? JSONWriter.text(item))
                }
            }
        case (.field(let id, let field), .object) where !field.type.isText,
            (.field(let id, let field), .list) where !field.type.isText:
            try add(plain, to: id, FieldRule(field: field, charter: charter))
        case (.field(let id, let field), .text) where !field.type.isText && text.isJSONInside:
            // Programs that know no nested JSON write it as text.
            let inside = try? JSONReader.parse(Array(text.utf8), depthMax: Limits.importDepthMax)
            if let inside {
                try add(inside, to: .field(id, field))
            } else {
                try add(text, to: id, field)
            }
        case (.field(let id, let field), _): try add(text, to: id, field)
        }
    }

    private mutating func add(
        _ plain: Plain,
        to id: FieldID,
        _ rule: FieldRule
    ) throws(ImportFault) {
        var rule = rule
        let shown = JSONWriter.text(plain)
        let value: FieldValue
        do {
            let read = try rule.value(plain: plain, shown: shown)
            value = FieldValue(id, try rule.accepted(read, from: shown), typed: rule.typed)
        } catch {
            throw ImportFault(error)
        }
        if rule.field.merge == .set, values.contains(value) { return }
        values.append(value)
    }

    /// Takes the value of a field that has been read already, from what `shown` names.
    mutating func add(
        _ value: Value,
        to id: FieldID,
        _ field: Field,
        from shown: String
    ) throws(ImportFault) {
        let rule = FieldRule(field: field, charter: charter)
        do {
            values.append(FieldValue(id, try rule.accepted(value, from: shown)))
        } catch {
            throw ImportFault(error)
        }
    }

    /// Notes that the row has an outline, once its name has been taken.
    mutating func noteOutline(isUncertaintyAssumed: Bool) {
        if isUncertaintyAssumed { assumedUncertainties += 1 }
        if !values.contains(where: { $0.field == .name }) { namelessPlaces += 1 }
    }

    private func isLeftAlone(_ target: ColumnTarget) -> Bool {
        if leftAlone.isEmpty { return false }
        return switch target {
        case .ignored, .kind: false
        case .field(let id, _): leftAlone.contains(id)
        case .place: isPlaceLeftAlone
        }
    }

    private var isPlaceLeftAlone: Bool { leftAlone.contains(.place) }

    /// Counts a text that is not kept byte for byte; the ends of lines do not count.
    private mutating func noteNormalForm(_ raw: some Collection<UInt8>, _ entered: String) {
        guard raw.contains(where: { $0 >= 0x80 }) else { return }
        let end = UInt8(ascii: "\r")
        let kept = entered.utf8.lazy.filter { $0 != end }
        if !raw.lazy.filter({ $0 != end }).elementsEqual(kept) { normalisedTexts += 1 }
    }

    /// Takes text for a field: all of its value or, for sets and lists, values of it.
    private mutating func add(
        _ text: String,
        to id: FieldID,
        _ field: Field
    ) throws(ImportFault) {
        let rule = FieldRule(field: field, charter: charter)
        switch field.merge {
        case .register:
            let isSilent = field.type.isText ? text.utf8.isEmpty : text[...].trimmed.utf8.isEmpty
            if !isSilent { try add(id, rule, text) }
        case .set, .list:
            for text in ListCell.split(text, of: field.merge) { try add(id, rule, text) }
        }
    }

    private mutating func add(
        _ id: FieldID,
        _ rule: FieldRule,
        _ text: String
    ) throws(ImportFault) {
        var rule = rule
        let value: FieldValue
        do {
            let read = try rule.value(typed: text)
            value = FieldValue(id, try rule.accepted(read, from: text), typed: rule.typed)
        } catch {
            throw ImportFault(error)
        }
        if rule.field.merge == .set, values.contains(value) { return }
        if rule.field.keys == .text {
            attributes += 1
            guard attributes <= Limits.attributesMax else {
                throw ImportFault("has more than \(Limits.attributesMax) attributes")
            }
        }
        values.append(value)
    }
}

// MARK: Places

extension RowAssembler {
    /// Takes a position that has been read already.
    mutating func add(latitude: Int32, longitude: Int32) {
        if isPlaceLeftAlone { return }
        self.latitude = latitude
        self.longitude = longitude
    }

    private mutating func add(
        _ text: UnsafeBufferPointer<UInt8>,
        to part: ColumnTarget.PlacePart
    ) throws(ImportFault) {
        guard let placeRule else { throw ImportFault("is of a kind that has no place") }
        do throws(ValueError) {
            switch part {
            case .latitude: latitude = try placeRule.latitude(Self.trimmed(text))
            case .longitude: longitude = try placeRule.longitude(Self.trimmed(text))
            case .position:
                let text = String(decoding: Self.trimmed(text), as: UTF8.self)
                if !text.utf8.isEmpty { positions.append(try placeRule.position(typed: text)) }
            case .uncertainty:
                uncertainty = try placeRule.length(String(decoding: text, as: UTF8.self))
            case .radius: radius = try placeRule.length(String(decoding: text, as: UTF8.self))
            case .shape: shape = String(decoding: Self.trimmed(text), as: UTF8.self)
            case .halfWidth:
                throw placeRule.error(
                    String(decoding: text, as: UTF8.self),
                    "is half the width of no line"
                )
            }
        } catch {
            throw ImportFault(error)
        }
    }

    private static func trimmed(
        _ text: UnsafeBufferPointer<UInt8>
    ) -> Slice<UnsafeBufferPointer<UInt8>> {
        var rest = text[...]
        while rest.first == UInt8(ascii: " ") { rest.removeFirst() }
        while rest.last == UInt8(ascii: " ") { rest.removeLast() }
        return rest
    }

    /// Makes the place of its parts, where the row has any.
    private mutating func closePlace() throws(ImportFault) {
        guard var rule = placeRule, hasPartOfPlace else { return }
        if uncertainty == nil { assumedUncertainties += 1 }
        let forms = try positionForms()
        let first = forms[0]
        let (latitude, longitude) = (first.position.latitude, first.position.longitude)
        let shape = try placeShape(rule, latitude, longitude)
        do {
            let uncertainty = self.uncertainty ?? max(uncertaintyOtherwise, first.leastUncertainty)
            try rule.check(uncertainty, of: first, from: first.typed)
            let shown = "\(latitude), \(longitude)"
            let place = try rule.place(latitude, longitude, uncertainty, shape, from: shown)
            rule.keep(forms)
            values.append(FieldValue(FieldID(rule.field.number), .place(place), typed: rule.typed))
            if !values.contains(where: { $0.field == .name }) { namelessPlaces += 1 }
        } catch {
            throw ImportFault(error)
        }
    }

    private var hasPartOfPlace: Bool {
        latitude != nil || longitude != nil || uncertainty != nil || radius != nil
            || !positions.isEmpty
    }

    /// The forms in which the row gives its position, at least one: latitude and longitude come first.
    private func positionForms() throws(ImportFault) -> [TypedPosition] {
        if latitude == nil, longitude == nil, !positions.isEmpty { return positions }
        guard let latitude, let longitude,
            let position = Position(latitude: latitude, longitude: longitude)
        else {
            let missing = latitude == nil ? "latitude" : "longitude"
            throw ImportFault("has parts of a place, but no \(missing)")
        }
        return [.decimal(position)] + positions
    }

    private func placeShape(
        _ rule: FieldRule,
        _ latitude: Int32,
        _ longitude: Int32
    ) throws(ImportFault) -> Place.Shape {
        switch (shape, radius) {
        case (nil, nil), ("point"?, nil): return .point
        case (nil, let radius?), ("circle"?, let radius?): return .circle(radius: radius)
        case ("point"?, _): throw ImportFault("is a point with a radius")
        case ("circle"?, nil): throw ImportFault("is a circle without a radius")
        case (let shape?, nil) where shape.hasPrefix("polygon:") || shape.hasPrefix("corridor:"):
            do {
                return try rule.shape(typed: shape, at: latitude, longitude)
            } catch {
                throw ImportFault(error)
            }
        case (let shape?, _):
            throw ImportFault(
                "has the shape `\(Excerpt.of(shape))`, which is neither point nor circle; a column "
                    + "of another meaning is mapped with --map shape=attributes.shape"
            )
        }
    }
}

extension FieldType {
    /// Whether every text within its limit is a value, white space included.
    fileprivate var isText: Bool {
        if case .text = self { true } else { false }
    }
}
