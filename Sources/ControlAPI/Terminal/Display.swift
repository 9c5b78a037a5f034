/// How a terminal is: what every rendering is given beside the answer that it renders.
package struct Display: Sendable {
    /// Columns of a line.
    package var width: Int
    /// Columns that the line of a table may have: more than a line's, where no terminal breaks it.
    package var tableWidth: Int
    /// Whether colours are wanted.
    package var isColoured: Bool
    /// Where the operator's clock stands.
    package var zone: Zone

    /// The difference between UTC and a place's clock, at a moment.
    package struct Zone: Sendable {
        /// Minutes east of UTC, and what the zone is called there and then: `120`, `CEST`.
        package let offset: @Sendable (Moment) -> (minutes: Int, name: String)

        package init(offset: @escaping @Sendable (Moment) -> (minutes: Int, name: String)) {
            self.offset = offset
        }

        /// No difference.
        package static let utc = Self { _ in (0, "UTC") }
    }

    package init(
        width: Int = 100,
        tableWidth: Int? = nil,
        isColoured: Bool = false,
        zone: Zone = .utc
    ) {
        self.width = width
        self.tableWidth = tableWidth ?? width
        self.isColoured = isColoured
        self.zone = zone
    }

    /// The lines as text, each with its end.
    package func text(of lines: [Line]) -> String {
        lines.map { $0.text(colour: isColoured) + "\n" }.joined()
    }

    /// `2016-09-12 16:00:00Z (18:00 CEST)`; the date is repeated where it differs.
    package func time(_ moment: Moment) -> Line {
        let utc = CivilTime(milliseconds: moment.milliseconds)
        let shown = Line("\(utc.date) \(utc.clock)Z")
        let (minutes, name) = zone.offset(moment)
        guard minutes != 0 else { return shown }
        let (shifted, isBeyond) = moment.milliseconds
            .addingReportingOverflow(Int64(clamping: minutes) * 60_000)
        guard !isBeyond else { return shown }
        let local = CivilTime(milliseconds: shifted)
        let date = local.date == utc.date ? "" : local.date + " "
        return shown + Line(" (\(date)\(local.clock.prefix(5)) \(name))", .dim)
    }

    /// `us · Anna`: a human and whose.
    package func author(_ partner: String, _ operatorName: String) -> Line {
        Line(partner, .bold) + " · " + operatorName
    }

    /// A number with its noun, in the plural where it has one: `1 record`, `2 records`.
    package func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        "\(Self.grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// The number with a comma between thousands.
    package static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3).map { end in
            String(digits[max(0, end - 3)..<end])
        }
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
    }
}
