/// Reads one RFC 3339 time, `date-time` of its section 5.6.
struct MomentReader {
    /// What has not been read yet.
    var rest: ArraySlice<UInt8>

    /// Milliseconds since 1970-01-01T00:00:00Z, or nil where the text is anything else.
    mutating func moment() -> Int64? {
        guard let days = days(), take("T") || take("t") || take(" "),
            let clock = clock(), let fraction = fraction(), let offset = offset(), rest.isEmpty
        else { return nil }
        return days * 86_400_000 + clock + fraction - offset
    }

    private mutating func days() -> Int64? {
        guard let year = number(4), take("-"), let month = number(2), take("-"),
            let day = number(2), (1...12).contains(month), day >= 1,
            day <= CivilTime.daysInMonth(year: year, month: month)
        else { return nil }
        return CivilTime.days(year: year, month: month, day: day)
    }

    /// A leap second reads as the last millisecond's second before it is over: 60 counts as 59.
    private mutating func clock() -> Int64? {
        guard let hour = number(2), take(":"), let minute = number(2), take(":"),
            let second = number(2), hour < 24, minute < 60, second <= 60
        else { return nil }
        return (hour * 3600 + minute * 60 + min(second, 59)) * 1000
    }

    private mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        var digits: [Int64] = []
        while let digit = number(1) { digits.append(digit) }
        guard !digits.isEmpty else { return nil }
        return (digits + [0, 0]).prefix(3).reduce(0) { $0 * 10 + $1 }
    }

    private mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hour = number(2), take(":"), let minute = number(2),
            hour < 24, minute < 60
        else { return nil }
        return (hour * 60 + minute) * (isWest ? -60_000 : 60_000)
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func number(_ digits: Int) -> Int64? {
        let taken = rest.prefix(digits)
        guard taken.count == digits, taken.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        rest.removeFirst(digits)
        return taken.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
}
