import BankModel

/// Cuts a stream of bytes into the rows of a CSV file, RFC 4180, wherever the chunks end.
///
/// It is ours because the parsers at hand read whole files or do not say in which line a row began,
/// and a rejected row without its line helps nobody. Rows end with CR LF, LF or CR. A row that is
/// not well formed is handed out with its fault; the next row begins at the next line end outside
/// quotes. Memory is one row's, and that is bounded.
struct CSVParser {
    private var state = State.cellStart
    private var row = CSVRow()
    /// The line of the byte that comes next, from 1.
    private(set) var line = 1
    /// Whether the byte before was a CR that ended a line: an LF that follows belongs to it.
    private var isBehindReturn = false
    /// Whether the row has a quoted cell: such a row is not blank even if the cell is empty.
    private var hasQuotes = false

    /// Where in a row the next byte stands.
    private enum State {
        /// At the first byte of a cell. Goes to: plain, quoted.
        case cellStart
        /// In a cell without quotes. Goes to: cellStart.
        case plain
        /// Between quotes. Goes to: quoteSeen.
        case quoted
        /// Behind a quote between quotes: one that ends the cell, or the first of two.
        /// Goes to: quoted, cellStart, plain.
        case quoteSeen
    }

    /// Reads on; `body` is called for each row that ends in these bytes.
    mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>, _ body: (CSVRow) -> Void) {
        var index = 0
        while index < bytes.count {
            switch state {
            case .cellStart:
                if isBehindReturn {
                    isBehindReturn = false
                    if bytes[index] == UInt8(ascii: "\n") {
                        index += 1
                        continue
                    }
                }
                if bytes[index] == UInt8(ascii: "\"") {
                    hasQuotes = true
                    state = .quoted
                    index += 1
                } else {
                    state = .plain
                }
            case .plain: index = readPlain(bytes, from: index, body)
            case .quoted: index = readQuoted(bytes, from: index)
            case .quoteSeen: index = readBehindQuote(bytes, from: index, body)
            }
        }
    }

    /// Ends the file: the last row needs no line end.
    mutating func finish(_ body: (CSVRow) -> Void) {
        if state == .quoted { row.fault = row.fault ?? .cutShort }
        endRow(body)
    }

    private mutating func readPlain(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from start: Int,
        _ body: (CSVRow) -> Void
    ) -> Int {
        var index = start
        while index < bytes.count, !Self.isSpecial(bytes[index]) { index += 1 }
        append(bytes, start..<index)
        guard index < bytes.count else { return index }
        if bytes[index] == UInt8(ascii: "\"") {
            row.fault = row.fault ?? .strayQuote(cell: row.cellCount + 1)
        } else {
            endCell(with: bytes[index], body)
        }
        return index + 1
    }

    /// The bytes that end a run of plain ones: comma, line ends, quote.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte <= UInt8(ascii: ",")
            && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
                || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\""))
    }

    private mutating func readQuoted(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            count(bytes[index])
            index += 1
        }
        append(bytes, start..<index)
        guard index < bytes.count else { return index }
        isBehindReturn = false
        state = .quoteSeen
        return index + 1
    }

    private mutating func readBehindQuote(
        _ bytes: UnsafeBufferPointer<UInt8>,
        from index: Int,
        _ body: (CSVRow) -> Void
    ) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "\""):
            append(bytes, index..<index + 1)
            state = .quoted
            return index + 1
        case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            endCell(with: bytes[index], body)
            return index + 1
        default:
            row.fault = row.fault ?? .textBehindQuote(cell: row.cellCount + 1)
            state = .plain
            return index
        }
    }

    /// Counts the line ends inside quotes, of which CR LF is one.
    private mutating func count(_ byte: UInt8) {
        if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") && !isBehindReturn { line += 1 }
        isBehindReturn = byte == UInt8(ascii: "\r")
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        guard row.bytes.count + range.count <= Limits.importRowBytesMax else {
            row.fault = row.fault ?? .tooLong
            return
        }
        row.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }

    private mutating func endCell(with byte: UInt8, _ body: (CSVRow) -> Void) {
        state = .cellStart
        guard byte == UInt8(ascii: ",") else {
            line += 1
            isBehindReturn = byte == UInt8(ascii: "\r")
            endRow(body)
            return
        }
        closeCell()
    }

    private mutating func closeCell() {
        row.cellCount += 1
        if row.cellCount <= Limits.importColumnsMax {
            row.ends.append(row.bytes.count)
        } else {
            row.fault = row.fault ?? .tooManyCells
        }
    }

    /// Hands the row out, unless it is a blank line, and begins the next.
    private mutating func endRow(_ body: (CSVRow) -> Void) {
        let isBlank = row.cellCount == 0 && row.bytes.isEmpty && !hasQuotes && row.fault == nil
        if !isBlank {
            closeCell()
            body(row)
        }
        row.reset(line: line)
        hasQuotes = false
        state = .cellStart
    }
}
