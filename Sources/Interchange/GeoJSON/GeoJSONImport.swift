import BankModel

/// Turns the features of a GeoJSON FeatureCollection into outcomes.
///
/// A feature's geometry is the record's outline: a Point or, with `radius_m` among its properties, a
/// circle; a Polygon without holes; with `half_width_m`, a LineString as a corridor. For records of
/// volumes each of several geometries is one, between the heights `lower` and `upper`, and of
/// notices `from` a time `until` another.
///
/// In an export of jig the exact outline is among the properties. Somebody who moves the drawing
/// beside it means something, so such a feature is rejected rather than its drawing ignored. A
/// position is only in the geometry.
struct GeoJSONImport {
    let names: ColumnNames
    let charter: Charter
    let defaults: ImportDefaults
    private let identity: IdentityColumn?
    private let ownIdentity: IdentityColumn
    private var scanner = FeatureScanner()
    var assembler: RowAssembler
    private var targets: [[UInt8]: ColumnTarget] = [:]
    private var hasType = false
    private var featureCount = 0
    private var lackedCategory = false
    private var sawOwnFeature = false
    private var outcomes: [ImportOutcome] = []
    private var refusal: ImportRefusal?

    /// Names of keys that are remembered; a file with more is read all the same, only slower.
    private static let targetsMax = 4096

    init(names: ColumnNames, charter: Charter, defaults: ImportDefaults) throws(ImportRefusal) {
        self.names = names
        self.charter = charter
        self.defaults = defaults
        identity = try names.mapping.idColumn.map { (name) throws(ImportRefusal) in
            try IdentityColumn(name)
        }
        ownIdentity = try IdentityColumn(OwnColumn.id)
        assembler = RowAssembler(
            kind: names.kind,
            charter: charter,
            uncertaintyOtherwise: defaults.uncertainty
        )
        for rule in names.mapping.columns { _ = try names.mapped(rule.name) }
    }

    var line: Int { scanner.line }

    /// Reads on; what it throws comes after the outcomes that it has handed over.
    mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into outcomes: inout [ImportOutcome]
    ) throws(ImportRefusal) {
        // The scanner is moved out so that what it hands over may change the rest of this value.
        var scanner = FeatureScanner()
        swap(&scanner, &self.scanner)
        do {
            try scanner.feed(bytes) { take($0) }
        } catch {
            refusal = refusal ?? Self.refusal(line: error.line, error.reason)
        }
        self.scanner = scanner
        outcomes += self.outcomes
        self.outcomes.removeAll(keepingCapacity: true)
        if let refusal { throw refusal }
    }

    /// Ends the file: one that stops before its collection does has its last row rejected.
    mutating func finish(into outcomes: inout [ImportOutcome]) throws(ImportRefusal) {
        if !scanner.isComplete {
            guard featureCount > 0 || scanner.openFeatureLine != nil else {
                throw Self.refusal(line: line, "the file ends before a feature has come")
            }
            let line = scanner.openFeatureLine ?? scanner.line
            outcomes.append(
                .rejected(
                    RejectedRow(
                        line: line,
                        reason: "is cut short: the file ends before its collection"
                    )
                )
            )
        } else if !hasType, featureCount == 0 {
            throw Self.refusal(line: line, "the file is not a FeatureCollection")
        }
    }

    private mutating func take(_ event: FeatureScanner.Event) {
        guard refusal == nil else { return }
        switch event {
        case .member(let key, let bytes, let line):
            do {
                try check(key, bytes, line: line)
            } catch {
                refusal = error
            }
        case .featureTooLong(let line):
            featureCount += 1
            let reason = "is longer than \(Limits.importRowBytesMax) bytes"
            outcomes.append(.rejected(RejectedRow(line: line, reason: reason)))
        case .feature(let bytes, let line):
            featureCount += 1
            do {
                outcomes.append(.row(try read(bytes, line: line)))
            } catch {
                outcomes.append(.rejected(RejectedRow(line: line, reason: error.reason)))
            }
        }
    }

    /// Looks at a member of the collection other than its features.
    private mutating func check(
        _ key: String,
        _ bytes: [UInt8],
        line: Int
    ) throws(ImportRefusal) {
        let value: Plain
        do {
            value = try JSONReader.parse(bytes, depthMax: Limits.importDepthMax)
        } catch {
            throw Self.refusal(line: line, "`\(Excerpt.of(key))` is not JSON: \(error.reason)")
        }
        if key == "type" {
            guard value == .text("FeatureCollection") else {
                let found = Excerpt.of(JSONWriter.text(value))
                throw Self.refusal(line: line, "the file is a \(found), not a FeatureCollection")
            }
            hasType = true
        }
        if key == "crs", value != .null, !Self.isWGS84(value) {
            throw ImportRefusal(
                line: line,
                reason: "the file's coordinates are not of WGS 84 but of "
                    + "`\(Excerpt.of(JSONWriter.text(value)))`",
                next: "convert it to longitude and latitude on WGS 84, as RFC 7946 requires"
            )
        }
    }

    /// Whether a `crs` of the format's first edition names what its second edition prescribes.
    private static func isWGS84(_ crs: Plain) -> Bool {
        guard case .text(let name) = crs["properties"]?["name"] else { return false }
        return [
            "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326",
            "urn:ogc:def:crs:EPSG::4326",
        ].contains(name)
    }

    private static func refusal(line: Int, _ reason: String) -> ImportRefusal {
        ImportRefusal(line: line, reason: reason, next: "give one GeoJSON FeatureCollection")
    }

    /// What the person should know of how the file was read.
    var notes: [String] {
        var notes = ImportNotes(defaults: defaults, assembler: assembler)
        notes.isOwnExport = sawOwnFeature && identity == nil
        notes.lacksCategory = lackedCategory
        notes.attributes = targets.values.compactMap { target in
            if case .field(let id, _) = target, !id.key.isEmpty { id.key } else { nil }
        }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return notes.list
    }
}

// MARK: One feature

extension GeoJSONImport {
    private mutating func read(_ bytes: [UInt8], line: Int) throws(ImportFault) -> ImportRow {
        let feature: Plain
        do {
            feature = try JSONReader.parse(bytes, depthMax: Limits.importDepthMax)
        } catch {
            let behind = bytes[..<error.offset].count { $0 == UInt8(ascii: "\n") }
            throw ImportFault("is not JSON: \(error.reason) in line \(line + behind)")
        }
        guard case .object(let members) = feature, feature["type"] == .text("Feature") else {
            throw ImportFault("is not a Feature")
        }
        guard let properties = feature["properties"].map(\.membersIfObject) ?? [] else {
            throw ImportFault("has `properties` that are no object")
        }
        assembler.begin(leavingAlone: Self.leftAlone(properties))
        let geometry = members.first { $0.key == "geometry" && $0.value != .null }?.value
        var drawing = try drawing(geometry, properties)
        try take(properties, id: feature["id"], &drawing)
        try takeOutline(drawing)
        let values = try assembler.end()
        if !values.contains(where: { $0.field == .category }) { lackedCategory = true }
        return try ImportRow(
            line: line,
            identity: record(properties, id: feature["id"]),
            values: values,
            defaults: defaults.values,
            leftAlone: assembler.leftAlone
        ).checked(names.kind)
    }

    /// The names of the fields that a feature of an export says are not its own to give.
    ///
    /// Programs that know no lists write them as text.
    private static func leftAlone(_ properties: [Plain.Member]) -> [String] {
        guard isOwn(properties) else { return [] }
        return properties.filter { OwnColumn.leavingAlone.contains($0.key) }.flatMap { property in
            switch property.value {
            case .list(let names): names.compactMap(\.asText)
            case .text(let text): ListCell.split(text, of: .set)
            case .null, .bool, .integer, .decimal, .object: [String]()
            }
        }
    }

    private mutating func take(
        _ properties: [Plain.Member],
        id: Plain?,
        _ drawing: inout GeoJSONDrawing?
    ) throws(ImportFault) {
        var taken: [ColumnTarget] = []
        for property in properties where property.value != .null {
            if drawing != nil, let term = try term(property.key) {
                try drawing?.take(term, property.value)
                continue
            }
            if drawing?.take(property) == true { continue }
            let target = try target(of: property.key)
            if target.isSingle {
                guard !taken.contains(target) else {
                    throw ImportFault("gives `\(Excerpt.of(target.name))` twice")
                }
                taken.append(target)
            }
            try assembler.add(property.value, to: target)
        }
        guard identity == nil, !Self.isOwn(properties), let id,
            let target = names.attribute(OwnColumn.id), !taken.contains(target)
        else { return }
        try assembler.add(id, to: target)
    }

    private mutating func target(of key: String) throws(ImportFault) -> ColumnTarget {
        let bytes = Array(key.utf8)
        if let known = targets[bytes] { return known }
        let target = try newTarget(of: key)
        if targets.count < Self.targetsMax { targets[bytes] = target }
        return target
    }

    private func newTarget(of key: String) throws(ImportFault) -> ColumnTarget {
        if let mapped = try? names.mapped(key) { return mapped }
        if let known = names.wellKnown(key) {
            let isTaken = names.mapping.columns.contains { (try? names.mapped($0.name)) == known }
            if !(known.isSingle && isTaken) { return known }
        }
        if let identity, Self.isSame(key, identity.name) { return .ignored }
        guard let attribute = names.attribute(key) else {
            throw ImportFault("has a key `\(Excerpt.of(key))`, which cannot be an attribute's name")
        }
        return attribute
    }

    /// The record that the feature names, by the id column or, in an export of ours, by its id.
    private mutating func record(
        _ properties: [Plain.Member],
        id: Plain?
    ) throws(ImportFault) -> ImportRow.Identity? {
        let isOwn = Self.isOwn(properties)
        if isOwn { sawOwnFeature = true }
        guard let column = identity ?? (isOwn ? ownIdentity : nil) else { return nil }
        let property = properties.first { Self.isSame($0.key, column.name) }?.value
        let value = column.name == OwnColumn.id ? id ?? property : property
        return try column.identity(value?.scalarText ?? "").get()
    }

    static func isOwn(_ properties: [Plain.Member]) -> Bool {
        properties.contains { $0.key == OwnColumn.kind }
    }

    private static func isSame(_ key: String, _ name: String) -> Bool {
        key.utf8.elementsEqual(name.utf8) || key.lowercased() == name.lowercased()
    }
}
