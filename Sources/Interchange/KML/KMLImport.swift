import BankModel

/// Turns the Placemarks of a KML document into outcomes.
///
/// A Placemark's geometry is the record's outline: a Point or, with `radius_m` in ExtendedData, a
/// circle; a Polygon without holes; with `half_width_m`, a LineString as a corridor. For records of
/// volumes each geometry is one, at the time of the TimeSpan, between the heights `lower` and
/// `upper`. The other names in ExtendedData are columns, `name` and `description` are the record's
/// name and a remark.
///
/// In an export of jig the exact outline is in ExtendedData. Somebody who moves the drawing beside it
/// means something, so such a Placemark is rejected rather than its drawing ignored.
struct KMLImport {
    let names: ColumnNames
    let charter: Charter
    let defaults: ImportDefaults
    let identity: IdentityColumn?
    private let ownIdentity: IdentityColumn
    private var reader = XMLReader()
    private var scanner = KMLScanner()
    var assembler: RowAssembler
    private var targets: [[UInt8]: ColumnTarget] = [:]
    private var placemarkCount = 0
    private var lackedCategory = false
    private var sawOwn = false
    var untakenHeights = 0
    /// The outlines of the record whose first Placemark came last, in an export of jig.
    var parts: [ExportPart] = []
    private var outcomes: [ImportOutcome] = []
    private var refusal: ImportRefusal?

    /// Names that are remembered; a file with more is read all the same, only slower.
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
        for rule in names.mapping.columns {
            guard case .place(let part)? = try names.mapped(rule.name),
                part.isPosition || part == .shape
            else { continue }
            throw ImportRefusal(
                reason: "`\(Excerpt.of(rule.name))` cannot be the `\(part.name)` of a Placemark: "
                    + "its geometry says where it is",
                next: "leave the column out, or map it to an attribute"
            )
        }
    }

    var line: Int { reader.line }

    /// Reads on; what it throws comes after the outcomes that it has handed over.
    mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into outcomes: inout [ImportOutcome]
    ) throws(ImportRefusal) {
        // The reader is moved out so that what it hands over may change the rest of this value.
        var reader = XMLReader()
        swap(&reader, &self.reader)
        do {
            try reader.feed(bytes) { take($0, line: $1) }
        } catch {
            refusal = refusal ?? Self.refusal(line: error.line, error.reason)
        }
        self.reader = reader
        outcomes += self.outcomes
        self.outcomes.removeAll(keepingCapacity: true)
        if let refusal { throw refusal }
    }

    /// Ends the file: one that stops before its document does has its last row rejected.
    mutating func finish(into outcomes: inout [ImportOutcome]) throws(ImportRefusal) {
        if reader.isComplete { return }
        guard placemarkCount > 0 || scanner.openLine != nil else {
            throw Self.refusal(line: line, "the file ends before a Placemark has come")
        }
        let reason = "is cut short: the file ends before its document"
        let line = scanner.openLine ?? reader.line
        outcomes.append(.rejected(RejectedRow(line: line, reason: reason)))
    }

    private mutating func take(_ event: XMLReader.Event, line: Int) {
        guard refusal == nil else { return }
        var scanner = KMLScanner()
        swap(&scanner, &self.scanner)
        scanner.take(event, line: line) { event in
            switch event {
            case .placemark(let placemark): take(placemark)
            case .noKML(let line, let reason): refusal = Self.refusal(line: line, reason)
            }
        }
        self.scanner = scanner
    }

    private mutating func take(_ placemark: KMLPlacemark) {
        placemarkCount += 1
        do {
            if let row = try read(placemark) { outcomes.append(.row(row)) }
        } catch {
            outcomes.append(
                .rejected(RejectedRow(line: placemark.line, reason: error.reason))
            )
        }
    }

    private static func refusal(line: Int, _ reason: String) -> ImportRefusal {
        ImportRefusal(line: line, reason: reason, next: "give one KML document, unpacked, in UTF-8")
    }

    /// What the person should know of how the file was read.
    var notes: [String] {
        var notes = ImportNotes(defaults: defaults, assembler: assembler)
        notes.isOwnExport = sawOwn && identity == nil
        notes.lacksCategory = lackedCategory
        notes.attributes = targets.values.compactMap { target in
            if case .field(let id, _) = target, !id.key.isEmpty { id.key } else { nil }
        }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var list = notes.list
        if untakenHeights > 0 {
            list.append(
                "Outlines with a height that is not taken: \(untakenHeights). Without `lower` and "
                    + "`upper` they reach from below to above without bound."
            )
        }
        if scanner.links > 0 {
            list.append("Links to other files, which are not followed: \(scanner.links).")
        }
        return list
    }
}

// MARK: One Placemark

extension KMLImport {
    /// The row of a Placemark; nil where it is only a further outline of the record before it.
    private mutating func read(_ placemark: KMLPlacemark) throws(ImportFault) -> ImportRow? {
        if let fault = placemark.fault { throw ImportFault(fault) }
        let isOwn = placemark.text(named: OwnColumn.kind) != nil
        if isOwn { sawOwn = true }
        let placemark = isOwn ? placemark.unescaped : placemark
        if isOwn, let number = try Self.number(of: placemark), number.number > 1 {
            try checkDrawing(of: placemark, isPart: number.number)
            return nil
        }
        let leftAlone = isOwn ? placemark.leftAlone : []
        assembler.begin(leavingAlone: leftAlone)
        var taking = KMLTaking(placemark)
        try takeData(of: placemark, isOwn: isOwn, &taking)
        try takeName(of: placemark, isOwn: isOwn, &taking)
        try takeOutline(of: placemark, isOwn: isOwn, &taking)
        let values = try assembler.end()
        if !values.contains(where: { $0.field == .category }) { lackedCategory = true }
        return try ImportRow(
            line: placemark.line,
            identity: record(placemark, isOwn: isOwn),
            values: values,
            defaults: defaults.values,
            leftAlone: assembler.leftAlone
        ).checked(names.kind)
    }

    private static func number(of placemark: KMLPlacemark) throws(ImportFault) -> KMLPartNumber? {
        guard let text = placemark.text(named: KMLPartNumber.column) else { return nil }
        guard let number = KMLPartNumber(text) else {
            throw ImportFault("has `\(Excerpt.of(text))` as `\(KMLPartNumber.column)`")
        }
        return number
    }

    private mutating func takeData(
        of placemark: KMLPlacemark,
        isOwn: Bool,
        _ taking: inout KMLTaking
    ) throws(ImportFault) {
        let id = identity ?? (isOwn ? ownIdentity : nil)
        for (name, text) in placemark.data where !text.utf8.isEmpty {
            if let id, Self.isSame(name, id.name) || isOwn && name == KMLPartNumber.column {
                continue
            }
            if let term = term(name) {
                try taking.terms.take(term, text)
            } else {
                try take(text, as: target(of: name), &taking)
            }
        }
    }

    /// The part of an outline that a name means, unless a rule of the mapping says otherwise.
    private func term(_ name: String) -> OutlineTerms.Name? {
        if let mapped = try? names.mapped(name) {
            guard case .place(let part) = mapped else { return nil }
            return OutlineTerms.Name(rawValue: part.name)
        }
        let term = OutlineTerms.name(name, for: outlineField)
        // A TimeSpan says the time.
        return term == .from || term == .until ? nil : term
    }

    /// The field that the geometry is for.
    var outlineField: Field? { names.kind.fields.first { $0.type.isOutline } }

    /// Takes a text for what a column gives, once.
    mutating func take(
        _ text: String,
        as target: ColumnTarget,
        _ taking: inout KMLTaking
    ) throws(ImportFault) {
        if target.isSingle {
            if let before = taking.texts[target.name] {
                if before.utf8.elementsEqual(text.utf8) { return }
                throw ImportFault("gives `\(Excerpt.of(target.name))` twice")
            }
            taking.texts[target.name] = text
        }
        try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(ImportFault) in
            try assembler.add(bytes, to: target)
        }
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
        if let known = names.wellKnown(key), !known.isPlacePart {
            let isTaken = names.mapping.columns.contains { (try? names.mapped($0.name)) == known }
            if !(known.isSingle && isTaken) { return known }
        }
        guard let attribute = names.attribute(key) else {
            throw ImportFault("has Data `\(Excerpt.of(key))`, which cannot be an attribute's name")
        }
        return attribute
    }

    private func record(
        _ placemark: KMLPlacemark,
        isOwn: Bool
    ) throws(ImportFault) -> ImportRow.Identity? {
        guard let column = identity ?? (isOwn ? ownIdentity : nil) else { return nil }
        let text = placemark.data.first { Self.isSame($0.name, column.name) }?.text
        return try column.identity(text ?? "").get()
    }

    private static func isSame(_ key: String, _ name: String) -> Bool {
        key.utf8.elementsEqual(name.utf8) || key.lowercased() == name.lowercased()
    }
}

/// What has been taken of one Placemark so far.
struct KMLTaking {
    /// What its ExtendedData says about its outline.
    var terms = OutlineTerms()
    /// The texts of what a record has one of.
    var texts: [String: String] = [:]
    /// The line where it begins.
    let line: Int

    init(_ placemark: KMLPlacemark) { line = placemark.line }
}

extension ColumnTarget {
    /// Whether it is a part of a place: a Placemark's geometry says those.
    fileprivate var isPlacePart: Bool {
        if case .place = self { true } else { false }
    }
}

extension KMLPlacemark {
    /// The texts of an export of jig as they were before it escaped them.
    fileprivate var unescaped: Self {
        var copy = self
        copy.name = name.map(CSVText.unescaping)
        copy.data = data.map { (CSVText.unescaping($0.name), CSVText.unescaping($0.text)) }
        return copy
    }

    /// The names of the fields that an export of jig says are not its own to give.
    fileprivate var leftAlone: [String] {
        OwnColumn.leavingAlone.compactMap { text(named: $0) }
            .flatMap { ListCell.split($0, of: .set) }
    }
}
