import BankModel

/// One outline of a record in a file that draws them: its place, or one of its volumes.
struct ExportPart: Hashable {
    let place: Place
    let altitude: AltitudeBand
    /// When; nil where the record says it of all times.
    let time: Interval?
}

extension ExportRecord {
    /// Every outline that the record has or, while siblings differ, may have.
    var parts: [ExportPart] {
        let time = time
        var parts: [ExportPart] = []
        var seen: Set<ExportPart> = []
        for value in fields.flatMap({ values(ofOutline: $0) }) {
            for part in Self.parts(of: value, at: time) where seen.insert(part).inserted {
                parts.append(part)
            }
        }
        return parts
    }

    /// What a value that is an outline, or several, looks like.
    static func parts(of value: Value, at time: Interval?) -> [ExportPart] {
        switch value {
        case .place(let place): [ExportPart(place: place, altitude: .unbounded, time: time)]
        case .volumes(let volumes):
            volumes.map {
                ExportPart(place: $0.place, altitude: $0.altitude, time: $0.time ?? time)
            }
        default: []
        }
    }

    private func values(ofOutline field: ExportField) -> [Value] {
        guard kind.field(field.id)?.type.isOutline == true else { return [] }
        return switch statement(of: field.id) {
        case .one(let value): [value]
        case .conflict(let values): values
        case .silent, .many: []
        }
    }

    /// When the whole record holds; nil for always, and where nobody knows.
    private var time: Interval? {
        for id in [FieldID.validity, .observed] {
            let value: Value? =
                if case .one(let value) = statement(of: id) { value } else { reading(of: id) }
            if case .interval(let time)? = value { return time }
        }
        return nil
    }

    /// What people call the record: its name or title or, where it has no one such, its id.
    var label: String { title ?? id }

    /// The record's name or title, where it has one and no conflict about it.
    var title: String? {
        for id in [FieldID.name, .title] {
            if case .one(.text(let text)) = statement(of: id) { return text }
        }
        return nil
    }

    /// The fields of which a file with outlines has a protective reading instead of a value.
    var drawnReadingNames: [String] {
        let drawn = conflicts.filter { kind.field($0.field)?.type.isOutline == true }.map(\.field)
        return (drawn + readings.map(\.id)).map { kind.name(of: $0) }
    }

    /// What the record says of itself in a file of named texts, each in the words of a CSV cell: its
    /// fields, but those in conflict only where they have a reading, and what exports say besides.
    var namedTexts: [(name: String, text: String)] {
        var texts = [(OwnColumn.id, id), (OwnColumn.kind, kind.name)]
        for field in fields where field.id.key.isEmpty || AttributeKey.isExportable(field.id.key) {
            let text = cellText(of: field.id)
            if !text.utf8.isEmpty { texts.append((kind.name(of: field.id), text)) }
        }
        for reading in readings where !fields.contains(where: { $0.id == reading.id }) {
            texts.append((kind.name(of: reading.id), cellText(of: reading.id)))
        }
        return texts + marks
    }

    private func cellText(of id: FieldID) -> String {
        if let reading = reading(of: id) { return ValueText.text(of: reading) }
        return switch statement(of: id) {
        case .silent, .conflict: ""
        case .one(let value): ValueText.text(of: value)
        case .many(let values, let merge):
            ListCell.join(values.map { ValueText.text(of: $0) }, of: merge)
        }
    }

    private var marks: [(String, String)] {
        var marks: [(String, String)] = []
        if isConflicted {
            marks.append((OwnColumn.conflicted, ListCell.join(conflictNames, of: .set)))
            marks.append((OwnColumn.protective, ListCell.join(drawnReadingNames, of: .set)))
            marks.append((OwnColumn.conflicts, JSONWriter.text(.object(conflictMembers))))
        }
        if isWithdrawn { marks.append((OwnColumn.withdrawn, "true")) }
        return marks + [(OwnColumn.version, version)]
    }
}

extension FieldType {
    /// Whether a value of it can be drawn.
    var isOutline: Bool {
        switch self {
        case .place, .volumes: true
        default: false
        }
    }
}
