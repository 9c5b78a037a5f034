package import BankModel

/// A file format that records come and go in.
package enum ExchangeFormat: String, CaseIterable, Sendable {
    /// Comma-separated values, RFC 4180.
    case csv
    /// GeoJSON, RFC 7946: one FeatureCollection.
    case geojson
    /// OGC KML 2.2: one document of Placemarks.
    case kml
}

/// One value of one field.
package struct FieldValue: Hashable, Sendable {
    /// The field.
    package let field: FieldID
    /// The value; a set or list of several has several of these.
    package let value: Value
    /// In what words the file gives it; see `Sibling.typed`.
    package let typed: [String]

    package init(_ field: FieldID, _ value: Value, typed: [String] = []) {
        self.field = field
        self.value = value
        self.typed = typed
    }
}

/// What came of one row of a CSV file, one feature of a GeoJSON file or one Placemark of a KML file.
package enum ImportOutcome: Equatable, Sendable {
    /// A row that says something about a record.
    case row(ImportRow)
    /// A row that is not taken.
    case rejected(RejectedRow)
    /// The file cannot be read, or not be read on: always the last outcome.
    case refused(ImportRefusal)
}

/// What one row says about one record, validated.
package struct ImportRow: Equatable, Sendable {
    /// The line of the file where the row begins, from 1.
    package let line: Int
    /// The record that the row is about, where an id column says so.
    package let identity: Identity?
    /// What the row says; a field that it is silent about is not among them.
    package let values: [FieldValue]
    /// For a record that the row creates: values of fields that the row is silent about.
    ///
    /// Never for a record that exists: a file without the column says nothing about it.
    package let defaults: [FieldValue]
    /// Fields that the row gives nothing for, as they were in conflict when the file was exported.
    package let leftAlone: [FieldID]

    /// How a row names its record.
    package struct Identity: Hashable, Sendable {
        /// The external id, `<column>:<value>`, by which a later import finds the record again.
        package let externalID: String
        /// The record's own id, where the row is one of an export of ours.
        ///
        /// A record of this id and kind is meant first; where there is none, `externalID` is.
        package let spokenID: SpokenID?

        package init(externalID: String, spokenID: SpokenID?) {
            self.externalID = externalID
            self.spokenID = spokenID
        }
    }

    package init(
        line: Int,
        identity: Identity?,
        values: [FieldValue],
        defaults: [FieldValue],
        leftAlone: [FieldID] = []
    ) {
        self.line = line
        self.identity = identity
        self.values = values
        self.defaults = defaults
        self.leftAlone = leftAlone
    }

    /// The values of the record that this row creates: what it says, the defaults, its external id.
    ///
    /// Fails where a required field has neither value nor default.
    package func valuesForCreation(of kind: Kind) -> Result<[FieldValue], RejectedRow> {
        var all = values
        for value in defaults where !values.contains(where: { $0.field == value.field }) {
            all.append(value)
        }
        for field in kind.fields where field.isAskedOfRows {
            guard all.contains(where: { $0.field.number == field.number }) else {
                let isLeftAlone = leftAlone.contains { $0.number == field.number }
                let why = isLeftAlone ? ", which was in conflict when the file was exported" : ""
                return .failure(RejectedRow(line: line, reason: "has no `\(field.name)`\(why)"))
            }
        }
        if let identity {
            let external = FieldValue(.externalIDs, .word(identity.externalID))
            if !all.contains(external) { all.append(external) }
        }
        return .success(all)
    }
}

extension Field {
    /// Whether nothing but a row can give it: it is required, and nobody fills it in who creates a
    /// record without it.
    var isAskedOfRows: Bool { isRequired && initial == nil && type != .partner }
}

/// A row that is not taken, and why; the rows around it are.
package struct RejectedRow: Error, Equatable, Sendable {
    /// The line of the file where the row begins, from 1.
    package let line: Int
    /// A clause whose subject is the row.
    package let reason: String

    package init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}

/// Why a whole file, or the mapping for it, is refused.
package struct ImportRefusal: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line where reading ended; nil where the file has not been looked at.
    package let line: Int?
    /// What is wrong: a sentence without its full stop.
    package let reason: String
    /// What to do next.
    package let next: String

    package init(line: Int? = nil, reason: String, next: String) {
        self.line = line
        self.reason = reason
        self.next = next
    }

    /// What is wrong and where.
    package var message: String { line.map { "line \($0): \(reason)" } ?? reason }

    package var description: String { "\(message); \(next)" }
}
