import BankModel
import ControlAPI
import Interchange

extension RecordQuery {
    init(_ query: String?) throws(Failure) {
        var parameters = try QueryString(query)
        kind = try parameters.take(ControlQuery.kind)
        near = try parameters.take(
            ControlQuery.near,
            as: "LAT,LON,KM, such as 34.5,38.25,20",
            Circle.init(typed:)
        )
        text = try parameters.take(ControlQuery.text)
        onlyConflicted = try parameters.takeFlag(ControlQuery.conflicted)
        includesWithdrawn = try parameters.takeFlag(ControlQuery.withdrawn)
        limit = try parameters.takeLimit()
        after = try parameters.take(ControlQuery.after)
        try parameters.finish()
    }
}

extension ConflictQuery {
    init(_ query: String?) throws(Failure) {
        var parameters = try QueryString(query)
        limit = try parameters.takeLimit()
        after =
            try parameters.take(ControlQuery.after, as: "the `next` of a page of conflicts") {
                text in Decimal.int(text).flatMap { $0 > 0 ? Int64($0) : nil }
            } ?? 0
        try parameters.finish()
    }
}

extension QueryString {
    /// How many a page is to hold.
    fileprivate mutating func takeLimit() throws(Failure) -> Int {
        let limits = 1...Limits.controlPageRecordsMax
        return try take(ControlQuery.limit, as: "\(limits.lowerBound) to \(limits.upperBound)") {
            text in Decimal.int(text).flatMap { limits.contains($0) ? $0 : nil }
        } ?? Limits.controlPageRecords
    }
}

extension RecordQuery.Circle {
    /// Half the Earth's circumference, in millimetres: no circle is larger.
    private static let radiusMax: Int64 = 20_037_508_343

    /// Reads `34.5,38.25,20`: degrees, degrees, kilometres.
    init?(typed text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 3,
            let latitude = FixedPoint.read(parts[0], digits: 7).flatMap(Int32.init(exactly:)),
            let longitude = FixedPoint.read(parts[1], digits: 7).flatMap(Int32.init(exactly:)),
            let radius = FixedPoint.read(parts[2], digits: 6),
            (-900_000_000...900_000_000).contains(latitude),
            (-1_800_000_000...1_800_000_000).contains(longitude),
            (1...Self.radiusMax).contains(radius)
        else { return nil }
        self.init(latitude: latitude, longitude: longitude, radius: radius)
    }
}

/// Decimal numbers as whole ones of a smaller unit, without floating point.
enum FixedPoint {
    /// `text` × 10^`digits`, rounded to the nearest, halves away from zero; nil for what is not a
    /// plain decimal number of at most 18 digits in all.
    static func read(_ text: Substring, digits: Int) -> Int64? {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        let halves = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), halves.allSatisfy({ !$0.isEmpty }),
            halves.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let fraction = halves.count == 2 ? Array(halves[1]) : []
        guard halves[0].count + max(digits, fraction.count) <= 18 else { return nil }
        let kept = Array(halves[0]) + fraction.prefix(digits)
        var number = kept.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
        for _ in 0..<max(0, digits - fraction.count) { number *= 10 }
        if fraction.count > digits, fraction[digits] >= UInt8(ascii: "5") { number += 1 }
        return isNegative ? -number : number
    }
}

extension ImportQuery {
    init(_ query: String?) throws(Failure) {
        var parameters = try QueryString(query)
        guard let kind = try parameters.take(ControlQuery.kind) else {
            throw Failure(
                .usage,
                "the query's kind is missing",
                next: "say what the rows are: kind=site"
            )
        }
        self.init(kind: kind)
        format = try parameters.take(format: ControlQuery.format) ?? .csv
        idColumn = try parameters.take(ControlQuery.idColumn)
        isDryRun = try parameters.takeFlag(ControlQuery.dryRun)
        for text in parameters.takeAll(ControlQuery.map) { try add(mapping: text) }
        try parameters.finish()
    }

    /// Reads `column=field`, `column=` or `=field:value`, as `ImportMapping` explains them.
    ///
    /// The last `=` parts them, since no field's name has one; a rule without a column has it first.
    private mutating func add(mapping text: String) throws(Failure) {
        let shown = Escaping.text(text, bytesMax: 80)
        let middle = text.hasPrefix("=") ? text.startIndex : text.lastIndex(of: "=")
        guard let middle, text.utf8.count > 1, !text.hasPrefix("=") || text.contains(":") else {
            throw Failure(.usage, "\"\(shown)\" maps nothing", next: "give column=field")
        }
        let column = String(text[..<middle])
        let isMapped = map.contains { $0.column.utf8.elementsEqual(column.utf8) }
        guard column.isEmpty || !isMapped else {
            throw Failure(.usage, "\"\(shown)\" maps a column that is mapped already")
        }
        map.append(Mapping(column: column, field: String(text[text.index(after: middle)...])))
    }
}

extension FindingQuery {
    init(_ query: String?) throws(Failure) {
        var parameters = try QueryString(query)
        let at = try parameters.take(
            ControlQuery.at,
            as: "a time, such as 2026-01-01T10:00:00Z or 011000Z JAN 26"
        ) { try? TypedTime.parse($0) }
        let record = try parameters.take(ControlQuery.record)
        let isWhole = try parameters.takeFlag(ControlQuery.all)
        if isWhole, record != nil {
            throw Failure(.usage, "the query has both record and all")
        }
        self.init(at: at, record: record, isWhole: isWhole)
        try parameters.finish()
    }
}

extension ExportQuery {
    init(_ query: String?) throws(Failure) {
        var parameters = try QueryString(query)
        self.init(
            kind: try parameters.take(ControlQuery.kind),
            format: try parameters.take(format: ControlQuery.format) ?? .csv
        )
        try parameters.finish()
    }
}

extension QueryString {
    /// Takes one of the formats that `Format` has.
    fileprivate mutating func take<Format>(
        format name: String
    ) throws(Failure) -> Format?
    where Format: RawRepresentable<String> & CaseIterable {
        let choices = Format.allCases.map { "format=\($0.rawValue)" }.joined(separator: " or ")
        return try take(name, as: choices, Format.init(rawValue:))
    }
}
