/// Times as RFC 3339 writes them ↔ milliseconds since 1970-01-01T00:00:00Z.
///
/// The calendar is the proleptic Gregorian one, in integers throughout. Years outside 0000 to 9999,
/// which RFC 3339 cannot write, have a sign and as many digits as they need (ISO 8601, expanded), so
/// that every 64-bit time has a text and every such text is read back as the same time.
package enum Timestamp {
    /// Which instant is meant where a text names a whole span of them.
    package enum Edge: Sendable {
        /// A date is its first millisecond; fractions finer than milliseconds are dropped.
        case start
        /// A date is its last millisecond; finer fractions are rounded up.
        case end
    }

    /// What is wrong with a text that is no time.
    package struct Fault: Error, Equatable, Sendable {
        /// A clause whose subject is the text.
        package let rule: String
    }

    static let millisecondsOfDay: Int64 = 86_400_000

    /// The time as `2026-11-22T21:20:51.123Z`, always UTC and with three digits of fraction.
    package static func text(_ milliseconds: Int64) -> String {
        let day = floorDivide(milliseconds, millisecondsOfDay)
        var rest = milliseconds % millisecondsOfDay
        if rest < 0 { rest += millisecondsOfDay }
        let fraction = rest % 1000
        rest /= 1000
        let date = CivilDate(daysSince1970: day)
        let clock = "\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
        return "\(date.text)T\(clock).\(padded(fraction, 3))Z"
    }

    /// Reads an RFC 3339 time with any offset, its seconds left out or not, or a bare date, which is
    /// meant in UTC.
    package static func parse(
        _ text: String,
        reading edge: Edge = .start
    ) throws(Fault) -> Int64 {
        var scanner = TimeScanner(text)
        let date = try scanner.date()
        if scanner.isAtEnd {
            let first = try scanner.inRange(date.daysSince1970, times: millisecondsOfDay, plus: 0)
            guard edge == .end else { return first }
            return try scanner.inRange(first, times: 1, plus: millisecondsOfDay - 1)
        }
        let clock = try scanner.clock(reading: edge)
        let offset = try scanner.offset()
        return try scanner.inRange(
            date.daysSince1970,
            times: millisecondsOfDay,
            plus: clock - offset
        )
    }

    static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    static func floorDivide(_ dividend: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// A day of the proleptic Gregorian calendar; year 0 is the year before year 1.
struct CivilDate: Equatable {
    let year: Int64
    let month: Int64
    let day: Int64

    /// Days before each month in a year that is not a leap year.
    private static let daysBefore: [Int64] = [
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365,
    ]

    /// Nil where the year has no such day.
    init?(year: Int64, month: Int64, day: Int64) {
        guard (1...12).contains(month),
            (1...Self.daysBefore(month: month + 1, in: year)
                - Self.daysBefore(month: month, in: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970: Int64) {
        let days = daysSince1970 + Self.daysBefore(year: 1970)
        var year = Timestamp.floorDivide(days * 400, 146_097)
        while Self.daysBefore(year: year) > days { year -= 1 }
        while Self.daysBefore(year: year + 1) <= days { year += 1 }
        let dayOfYear = days - Self.daysBefore(year: year)
        var month: Int64 = 12
        while Self.daysBefore(month: month, in: year) > dayOfYear { month -= 1 }
        self.year = year
        self.month = month
        day = dayOfYear - Self.daysBefore(month: month, in: year) + 1
    }

    var daysSince1970: Int64 {
        Self.daysBefore(year: year) + Self.daysBefore(month: month, in: year) + day - 1
            - Self.daysBefore(year: 1970)
    }

    var text: String {
        let digits = Timestamp.padded(abs(year), 4)
        let sign = year < 0 ? "-" : year > 9999 ? "+" : ""
        return "\(sign)\(digits)-\(Timestamp.padded(month, 2))-\(Timestamp.padded(day, 2))"
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Days from 0000-01-01 to the first day of the year.
    private static func daysBefore(year: Int64) -> Int64 {
        let last = year - 1
        let leapYears =
            Timestamp.floorDivide(last, 4) - Timestamp.floorDivide(last, 100)
            + Timestamp.floorDivide(last, 400)
        return year * 365 + leapYears + 1
    }

    /// Days from the first of the year to the first of the month; month 13 is the next year's first.
    private static func daysBefore(month: Int64, in year: Int64) -> Int64 {
        daysBefore[Int(month) - 1] + (month > 2 && isLeap(year) ? 1 : 0)
    }
}
