import BankModel

/// Turns the rows of a CSV file into outcomes, under the header that is its first row.
struct CSVImport {
    private let names: ColumnNames
    private let defaults: ImportDefaults
    private var parser = CSVParser()
    private var header: CSVHeader?
    private var assembler: RowAssembler
    private var outcomes: [ImportOutcome] = []
    private var refusal: ImportRefusal?

    init(names: ColumnNames, charter: Charter, defaults: ImportDefaults) {
        self.names = names
        self.defaults = defaults
        assembler = RowAssembler(
            kind: names.kind,
            charter: charter,
            uncertaintyOtherwise: defaults.uncertainty
        )
    }

    var line: Int { parser.line }

    /// Reads on; what it throws comes after the outcomes that it has handed over.
    mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into outcomes: inout [ImportOutcome]
    ) throws(ImportRefusal) {
        try read(into: &outcomes) { $0.feed(bytes, $1) }
    }

    /// Ends the file.
    mutating func finish(into outcomes: inout [ImportOutcome]) throws(ImportRefusal) {
        try read(into: &outcomes) { $0.finish($1) }
        guard header != nil else {
            throw ImportRefusal(
                line: 1,
                reason: "the file is empty",
                next: "give a file with a header row"
            )
        }
    }

    private mutating func read(
        into outcomes: inout [ImportOutcome],
        _ parse: (inout CSVParser, (CSVRow) -> Void) -> Void
    ) throws(ImportRefusal) {
        // The parser is moved out so that what it hands over may change the rest of this value.
        var parser = CSVParser()
        swap(&parser, &self.parser)
        parse(&parser) { take($0) }
        self.parser = parser
        outcomes += self.outcomes
        self.outcomes.removeAll(keepingCapacity: true)
        if let refusal { throw refusal }
    }

    private mutating func take(_ row: CSVRow) {
        guard refusal == nil else { return }
        guard let header else {
            do {
                self.header = try readHeader(row)
            } catch {
                refusal = error
            }
            return
        }
        do {
            outcomes.append(.row(try read(row, header)))
        } catch {
            outcomes.append(.rejected(RejectedRow(line: row.line, reason: error.reason)))
        }
    }

    private func readHeader(_ row: CSVRow) throws(ImportRefusal) -> CSVHeader {
        if let fault = row.fault {
            throw ImportRefusal(
                line: row.line,
                reason: "the header row \(fault.reason)",
                next: "give a CSV file whose first row names its columns"
            )
        }
        var columns: [String] = []
        for index in row.ends.indices {
            guard let column = row.withCell(index, { String(validating: $0, as: UTF8.self) }) else {
                throw ImportRefusal(
                    line: row.line,
                    reason: "the header row is not UTF-8 text",
                    next: "save the file in UTF-8"
                )
            }
            columns.append(column)
        }
        return try CSVHeader(columns: columns, names: names, defaults: defaults)
    }

    private mutating func read(
        _ row: CSVRow,
        _ header: CSVHeader
    ) throws(ImportFault) -> ImportRow {
        if let fault = row.fault { throw ImportFault(fault.reason) }
        guard row.cellCount == header.columns.count else {
            throw ImportFault(
                "has \(row.cellCount) cells where the header has \(header.columns.count)"
            )
        }
        assembler.begin(leavingAlone: Self.leftAlone(row, header))
        for (index, target) in header.targets.enumerated() where target != .ignored {
            try row.withCell(index) { (cell) throws(ImportFault) in
                let cell = FormulaGuard.unguarding(cell)
                if header.isEscaped, let text = Self.unescaped(cell) {
                    try text.withUnsafeBufferPointer { (text) throws(ImportFault) in
                        try assembler.add(text, to: target)
                    }
                } else {
                    try assembler.add(cell, to: target)
                }
            }
        }
        let values = try assembler.end()
        let identity = try header.identity.map { (identity) throws(ImportFault) in
            guard
                let cell = row.withCell(
                    identity.index,
                    { String(validating: FormulaGuard.unguarding($0), as: UTF8.self) }
                )
            else { throw ImportFault("is not UTF-8 text in `\(Excerpt.of(identity.column.name))`") }
            return try identity.column.identity(cell).get()
        }
        return try ImportRow(
            line: row.line,
            identity: identity,
            values: values,
            defaults: defaults.values,
            leftAlone: assembler.leftAlone
        ).checked(names.kind)
    }

    /// The names of the fields that the row says are not its own to give.
    private static func leftAlone(_ row: CSVRow, _ header: CSVHeader) -> [String] {
        header.leavingAlone.flatMap { index in
            row.withCell(index) { cell in
                let text = String(decoding: FormulaGuard.unguarding(cell), as: UTF8.self)
                return ListCell.split(CSVText.unescaping(text), of: .set)
            }
        }
    }

    /// The cell as it was before it was escaped; nil where it is as it was.
    private static func unescaped(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard cell.contains(UInt8(ascii: "\\")),
            let text = String(validating: cell, as: UTF8.self)
        else { return nil }
        return Array(CSVText.unescaping(text).utf8)
    }

    /// What the person should know of how the file was read.
    var notes: [String] {
        guard let header else { return [] }
        var notes = ImportNotes(defaults: defaults, assembler: assembler)
        notes.isOwnExport = header.isOwnExport
        notes.lacksCategory = !header.targets.contains { $0.name == "category" }
        notes.attributes = header.targets.compactMap { target in
            if case .field(let id, _) = target, !id.key.isEmpty { id.key } else { nil }
        }
        return notes.list
    }
}

extension ImportRow {
    /// The row, unless it would create a record that lacks something.
    ///
    /// A row that names its record may be about one that exists, and then needs nothing.
    func checked(_ kind: Kind) throws(ImportFault) -> Self {
        guard identity == nil, case .failure(let rejected) = valuesForCreation(of: kind) else {
            return self
        }
        throw ImportFault(rejected.reason)
    }
}
