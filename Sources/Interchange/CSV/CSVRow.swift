import BankModel

/// One row of a CSV file: its cells one after another in one buffer, quotes already undone.
struct CSVRow {
    /// The line where the row begins, from 1.
    var line = 1
    /// The bytes of all cells.
    var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`; at most `Limits.importColumnsMax` of them.
    var ends: [Int] = []
    /// How many cells the row has, those beyond the limit included.
    var cellCount = 0
    /// Why the row cannot be taken as it stands.
    var fault: Fault?

    /// What a row can have wrong before anybody looks at its cells.
    enum Fault: Equatable {
        /// A quote inside a cell that does not begin with one, in this cell counted from 1.
        case strayQuote(cell: Int)
        /// Something between a closing quote and the next comma.
        case textBehindQuote(cell: Int)
        /// More cells than a row may have.
        case tooManyCells
        /// More bytes than a row may have.
        case tooLong
        /// The file ends inside quotes.
        case cutShort

        /// A clause whose subject is the row.
        var reason: String {
            switch self {
            case .strayQuote(let cell):
                "has a quote inside cell \(cell), which does not begin with one"
            case .textBehindQuote(let cell): "has text behind the closing quote of cell \(cell)"
            case .tooManyCells: "has more than \(Limits.importColumnsMax) cells"
            case .tooLong:
                "is longer than \(Limits.importRowBytesMax) bytes: is a closing quote missing?"
            case .cutShort: "is cut short: the file ends inside quotes"
            }
        }
    }

    /// Calls `body` with the bytes of a cell, which are none for a cell that the row lacks.
    func withCell<Result, Failure: Error>(
        _ index: Int,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { (all) throws(Failure) in
            guard index < ends.count else {
                return try body(UnsafeBufferPointer(rebasing: all[..<0]))
            }
            let start = index == 0 ? 0 : ends[index - 1]
            return try body(UnsafeBufferPointer(rebasing: all[start..<ends[index]]))
        }
    }

    mutating func reset(line: Int) {
        self.line = line
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        cellCount = 0
        fault = nil
    }
}
