/// Date-time groups, `221200Z SEP 16`: day, hour and minute, zone, month and year.
///
/// Letters may be in either case and spaces anywhere between the parts or nowhere. The zone is one
/// letter: Z for UTC, A to M without J for 1 to 12 hours east, N to Y for 1 to 12 hours west. A year
/// of two digits is one from 1970 to 2069; four digits say any year from 0000.
package enum DateTimeGroup {
    /// Years that two digits stand for.
    private static let yearsOfTwoDigits: ClosedRange<Int64> = 1970...2069

    private static let months = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    /// The letters from one hour east to twelve hours, and from one hour west.
    private static let eastern = Array("ABCDEFGHIKLM")
    private static let western = Array("NOPQRSTUVWXY")

    /// Whether a text is meant as a date-time group: no other form begins with five digits.
    package static func isMeant(by text: String) -> Bool {
        let bytes = text.utf8.filter { $0 != UInt8(ascii: " ") }
        return bytes.count > 5 && bytes.prefix(5).allSatisfy { isDigit($0) }
    }

    /// Milliseconds since 1970 of a date-time group, which means the beginning of its minute.
    package static func parse(_ text: String) throws(Timestamp.Fault) -> Int64 {
        let letters = Array(
            text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        )
        guard letters.count == 12 || letters.count == 14 else { throw malformed }
        let day = try number(letters[0..<2])
        let hour = try number(letters[2..<4])
        let minute = try number(letters[4..<6])
        let offset = try hours(ofZone: upperCased(letters[6..<7]))
        guard hour < 24, minute < 60 else {
            throw Timestamp.Fault(rule: "names an hour or minute that no day has")
        }
        let name = upperCased(letters[7..<10])
        guard let month = months.firstIndex(of: name) else {
            throw Timestamp.Fault(
                rule:
                    "has the month `\(Excerpt.of(name))`: months are \(months.joined(separator: " "))"
            )
        }
        let date = CivilDate(
            year: year(try number(letters[10...]), digits: letters.count - 10),
            month: Int64(month) + 1,
            day: day
        )
        guard let date else {
            throw Timestamp.Fault(rule: "names a day that its month and year do not have")
        }
        return date.daysSince1970 * Timestamp.millisecondsOfDay
            + ((hour - offset) * 60 + minute) * 60_000
    }

    /// The time in UTC, as `221200Z SEP 16`; with four digits where two would be another year.
    ///
    /// Nil where that would not be read back as the same time: within a minute, and outside the years
    /// 0000 to 9999.
    package static func text(_ milliseconds: Int64) -> String? {
        guard milliseconds.isMultiple(of: 60_000) else { return nil }
        let date = CivilDate(
            daysSince1970: Timestamp.floorDivide(milliseconds, Timestamp.millisecondsOfDay)
        )
        guard (0...9999).contains(date.year) else { return nil }
        let day = Timestamp.floorDivide(milliseconds, 60_000)
        let minutes = day - Timestamp.floorDivide(day, 1440) * 1440
        let year =
            yearsOfTwoDigits.contains(date.year)
            ? Timestamp.padded(date.year % 100, 2) : Timestamp.padded(date.year, 4)
        return Timestamp.padded(date.day, 2) + Timestamp.padded(minutes / 60, 2)
            + Timestamp.padded(minutes % 60, 2) + "Z \(months[Int(date.month) - 1]) \(year)"
    }

    private static let malformed = Timestamp.Fault(
        rule: "is not a date-time group, DDHHMMZ MON YY such as 221200Z SEP 16"
    )

    private static func year(_ number: Int64, digits: Int) -> Int64 {
        guard digits == 2 else { return number }
        let century = number + 1900
        return yearsOfTwoDigits.contains(century) ? century : number + 2000
    }

    /// Hours east of UTC.
    private static func hours(ofZone letter: String) throws(Timestamp.Fault) -> Int64 {
        if letter == "Z" { return 0 }
        if let index = eastern.map(String.init).firstIndex(of: letter) { return Int64(index) + 1 }
        if let index = western.map(String.init).firstIndex(of: letter) { return -Int64(index) - 1 }
        throw letter == "J"
            ? Timestamp.Fault(
                rule: "has the zone J, which is the observer's own: write Z for UTC, or the letter "
                    + "of a zone"
            ) : malformed
    }

    private static func number(_ digits: ArraySlice<UInt8>) throws(Timestamp.Fault) -> Int64 {
        var number: Int64 = 0
        for digit in digits {
            guard isDigit(digit) else { throw malformed }
            number = number * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return number
    }

    private static func upperCased(_ letters: ArraySlice<UInt8>) -> String {
        let upper = letters.map { letter in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter) ? letter - 32 : letter
        }
        return String(decoding: upper, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// Times in any form that people type.
package enum TypedTime {
    /// Reads a date-time group, or an RFC 3339 time or date.
    package static func parse(
        _ text: String,
        reading edge: Timestamp.Edge = .start
    ) throws(Timestamp.Fault) -> Int64 {
        DateTimeGroup.isMeant(by: text)
            ? try DateTimeGroup.parse(text) : try Timestamp.parse(text, reading: edge)
    }
}
