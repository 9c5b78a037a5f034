/// Reads the parts of an RFC 3339 time one after another.
struct TimeScanner {
    private let bytes: [UInt8]
    private var index = 0

    /// Years that 64-bit milliseconds may reach have no more digits than this.
    private static let yearDigitsMax = 9

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { index == bytes.count }

    /// `YYYY-MM-DD`, or a signed year of more digits.
    mutating func date() throws(Timestamp.Fault) -> CivilDate {
        let isNegative = take(UInt8(ascii: "-"))
        let isSigned = isNegative || take(UInt8(ascii: "+"))
        let digits = bytes[index...].prefix { Self.isDigit($0) }.count
        guard isSigned ? (4...Self.yearDigitsMax).contains(digits) : digits == 4 else {
            throw Self.noTime
        }
        let year = try number(digits)
        try expect(UInt8(ascii: "-"))
        let month = try number(2)
        try expect(UInt8(ascii: "-"))
        let day = try number(2)
        guard let date = CivilDate(year: isNegative ? -year : year, month: month, day: day) else {
            throw Timestamp.Fault(rule: "names a day that no calendar has")
        }
        return date
    }

    /// `Thh:mm:ss` with an optional fraction, or `Thh:mm`, in milliseconds since midnight.
    ///
    /// RFC 3339 has no time without seconds; people write them, and mean the minute's beginning.
    mutating func clock(reading edge: Timestamp.Edge) throws(Timestamp.Fault) -> Int64 {
        guard take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")) || take(UInt8(ascii: " ")) else {
            throw Self.noTime
        }
        let hour = try number(2)
        try expect(UInt8(ascii: ":"))
        let minute = try number(2)
        let hasSeconds = take(UInt8(ascii: ":"))
        let second = hasSeconds ? try number(2) : 0
        if second == 60 {
            throw Timestamp.Fault(rule: "is a leap second, which has no place in a count of days")
        }
        guard hour < 24, minute < 60, second < 60 else {
            throw Timestamp.Fault(rule: "names an hour, minute or second that no day has")
        }
        let milliseconds = ((hour * 60 + minute) * 60 + second) * 1000
        return hasSeconds ? try milliseconds + fraction(reading: edge) : milliseconds
    }

    /// `.digits` in milliseconds, 0 where there is none.
    private mutating func fraction(reading edge: Timestamp.Edge) throws(Timestamp.Fault) -> Int64 {
        guard take(UInt8(ascii: ".")) else { return 0 }
        let digits = bytes[index...].prefix { Self.isDigit($0) }
        guard !digits.isEmpty else { throw Self.noTime }
        index += digits.count
        var milliseconds: Int64 = 0
        for position in 0..<3 {
            let digit = position < digits.count ? digits[digits.startIndex + position] : 48
            milliseconds = milliseconds * 10 + Int64(digit - 48)
        }
        let isFiner = digits.dropFirst(3).contains { $0 != UInt8(ascii: "0") }
        return isFiner && edge == .end ? milliseconds + 1 : milliseconds
    }

    /// `Z` or `±hh:mm` at the end of the text, in milliseconds east of UTC.
    mutating func offset() throws(Timestamp.Fault) -> Int64 {
        if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) {
            guard isAtEnd else { throw Self.noTime }
            return 0
        }
        guard !isAtEnd else {
            throw Timestamp.Fault(rule: "does not say its zone: Z for UTC, or an offset")
        }
        let isWest = take(UInt8(ascii: "-"))
        guard isWest || take(UInt8(ascii: "+")) else { throw Self.noTime }
        let hours = try number(2)
        try expect(UInt8(ascii: ":"))
        let minutes = try number(2)
        guard isAtEnd, hours < 24, minutes < 60 else { throw Self.noTime }
        let east = (hours * 60 + minutes) * 60_000
        return isWest ? -east : east
    }

    /// `count × times + plus`, or the fault that it is beyond 64 bits.
    func inRange(
        _ count: Int64,
        times factor: Int64,
        plus rest: Int64
    ) throws(Timestamp.Fault) -> Int64 {
        // The last partial day below zero overflows when its days are counted first, so the count
        // moves one towards zero and the rest makes up for it.
        let step: Int64 = count < 0 && factor > 1 ? 1 : 0
        let (product, isTooLarge) = (count + step).multipliedReportingOverflow(by: factor)
        let (sum, isTooFar) = product.addingReportingOverflow(rest - step * factor)
        guard !isTooLarge, !isTooFar else {
            throw Timestamp.Fault(rule: "is further away than 64 bits of milliseconds reach")
        }
        return sum
    }

    private mutating func number(_ digits: Int) throws(Timestamp.Fault) -> Int64 {
        guard bytes.count - index >= digits else { throw Self.noTime }
        var number: Int64 = 0
        for byte in bytes[index..<index + digits] {
            guard Self.isDigit(byte) else { throw Self.noTime }
            number = number * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        index += digits
        return number
    }

    private mutating func expect(_ byte: UInt8) throws(Timestamp.Fault) {
        guard take(byte) else { throw Self.noTime }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private static let noTime = Timestamp.Fault(rule: "is not a time")

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
