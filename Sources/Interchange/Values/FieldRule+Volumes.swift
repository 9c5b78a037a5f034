import BankModel

// Volumes: in text `PLACE @BAND FROM..UNTIL`, several with ` | ` between. A bare `@` is all heights,
// and may be left out with the time. In JSON a list of
// {place, lower?: {m, reference}, upper?: {fl}, from?, until?}.

extension FieldRule {
    /// The volumes that typed text means.
    mutating func volumes(typed text: String) throws(ValueError) -> [Volume] {
        var volumes: [Volume] = []
        for part in text.split(separator: "|", omittingEmptySubsequences: false) {
            volumes.append(try volume(typed: part.trimmed))
        }
        return volumes
    }

    private mutating func volume(typed text: String) throws(ValueError) -> Volume {
        guard let at = text.utf8.firstIndex(of: UInt8(ascii: "@")) else {
            return Volume(place: try place(typed: text))
        }
        let place = try place(typed: text[..<at].trimmed)
        let rest = text[text.utf8.index(after: at)...]
        let space = rest.utf8.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex
        let band = try band(typed: String(rest[..<space]))
        let time = rest[space...].trimmed
        return Volume(
            place: place,
            altitude: band,
            time: time.utf8.isEmpty ? nil : try interval(typed: time)
        )
    }

    /// `FL050-FL100`, `0mAGL-1500mMSL`, `-FL100` for all below, `3000ftMSL-` for all above, nothing
    /// for all heights.
    private func band(typed text: String) throws(ValueError) -> AltitudeBand {
        if text.utf8.isEmpty { return .unbounded }
        for hyphen in text.utf8.indices where text.utf8[hyphen] == UInt8(ascii: "-") {
            let below = String(text[..<hyphen])
            let above = String(text[text.utf8.index(after: hyphen)...])
            let lower = AltitudeText.parse(below, rounding: .down)
            let upper = AltitudeText.parse(above, rounding: .up)
            guard lower != nil || below.utf8.isEmpty, upper != nil || above.utf8.isEmpty else {
                continue
            }
            if lower == nil, upper == nil { break }
            return try self.band(lower, upper, from: text)
        }
        throw error(
            text,
            "is not a band of heights",
            next: "write LOWER-UPPER, such as FL050-FL100 or 0mAGL-1500mMSL; either may be left out"
        )
    }

    private func band(
        _ lower: Altitude?,
        _ upper: Altitude?,
        from text: String
    ) throws(ValueError) -> AltitudeBand {
        guard let band = AltitudeBand(lower: lower, upper: upper) else {
            throw error(text, "ends below its beginning")
        }
        return band
    }

    /// The volumes that JSON means.
    mutating func volumes(plain: Plain, shown: String) throws(ValueError) -> [Volume] {
        guard case .list(let parts) = plain else { throw error(shown, "is not a list of volumes") }
        var volumes: [Volume] = []
        for part in parts {
            if case .text(let text) = part {
                volumes.append(try volume(typed: text))
            } else {
                volumes.append(try volume(plain: part, shown: JSONWriter.text(part)))
            }
        }
        return volumes
    }

    private mutating func volume(plain: Plain, shown: String) throws(ValueError) -> Volume {
        let members = try members(
            of: plain,
            allowed: ["place", "lower", "upper", "from", "until"],
            shown: shown
        )
        func member(_ key: String) -> Plain? {
            members.first { $0.key == key && $0.value != .null }?.value
        }
        guard let outline = member("place") else { throw error(shown, "has no `place`") }
        let place: Place
        if case .text(let text) = outline {
            place = try self.place(typed: text)
        } else {
            place = try self.place(plain: outline, shown: shown)
        }
        let from = try optionalText("from", in: members, shown: shown)
        let until = try optionalText("until", in: members, shown: shown)
        let isTimed = from != nil || until != nil
        return Volume(
            place: place,
            altitude: try band(
                altitude(member("lower"), rounding: .down, shown: shown),
                altitude(member("upper"), rounding: .up, shown: shown),
                from: shown
            ),
            time: isTimed ? try interval(from: from, until: until, text: shown) : nil
        )
    }

    private func altitude(
        _ plain: Plain?,
        rounding: AltitudeText.Rounding,
        shown: String
    ) throws(ValueError) -> Altitude? {
        guard let plain else { return nil }
        if case .text(let text) = plain {
            guard let altitude = AltitudeText.parse(text, rounding: rounding) else {
                throw error(text, "is not a height", next: AltitudeText.next)
            }
            return altitude
        }
        let members = try members(of: plain, allowed: ["m", "fl", "reference"], shown: shown)
        let word = try optionalText("reference", in: members, shown: shown)
        let metres = members.first { $0.key == "m" }?.value.number
        let level = members.first { $0.key == "fl" }?.value.number
        let altitude: Altitude? =
            switch (metres, level, word) {
            case (nil, let level?, nil), (nil, let level?, "fl"?):
                AltitudeText.flightLevel(level)
            case (let metres?, nil, let word?) where word != "fl":
                AltitudeText.reference(word).flatMap { reference in
                    AltitudeText.millimetres(metres, digits: 3, rounding)
                        .flatMap { Altitude(millimetres: $0, reference: reference) }
                }
            default: nil
            }
        guard let altitude else {
            throw error(JSONWriter.text(plain), "is not a height", next: AltitudeText.next)
        }
        return altitude
    }
}

/// Heights as people write them: `FL050`, `1500mMSL`, `3000ftAGL`, `-20mHAE`.
enum AltitudeText {
    /// Which way a height goes that lies between two millimetres: always so that the band grows.
    enum Rounding {
        /// Of a lower bound.
        case down
        /// Of an upper bound.
        case up
    }

    static let next =
        "write FL050, or metres or feet with HAE, MSL or AGL, such as 1500mMSL or 3000ftAGL, from "
        + "-1000 m to 100 km; in JSON {\"m\": 1500, \"reference\": \"msl\"} or {\"fl\": 50}"

    /// The height that the text means; nil where it is none.
    static func parse(_ text: String, rounding: Rounding) -> Altitude? {
        if text.utf8.starts(with: "FL".utf8) || text.utf8.starts(with: "fl".utf8) {
            let digits = text.utf8.dropFirst(2)
            guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let level = ExactDecimal(digits)
            else { return nil }
            return flightLevel(level)
        }
        guard let reference = reference(String(text.suffix(3)).lowercased()) else { return nil }
        let height = text.dropLast(3)
        var millimetres: Int64?
        if height.hasSuffix("ft") {
            millimetres = ExactDecimal(height.dropLast(2).utf8).flatMap { feet in
                // A foot is 304.8 mm.
                Self.millimetres(feet, digits: 0, rounding).flatMap { feet in
                    let tenths = feet.multipliedReportingOverflow(by: 3_048)
                    return tenths.overflow
                        ? nil
                        : Self.millimetres(
                            ExactDecimal(mantissa: tenths.partialValue, digits: 1),
                            digits: 0,
                            rounding
                        )
                }
            }
        } else if height.hasSuffix("m") {
            millimetres = ExactDecimal(height.dropLast().utf8).flatMap {
                Self.millimetres($0, digits: 3, rounding)
            }
        }
        return millimetres.flatMap { Altitude(millimetres: $0, reference: reference) }
    }

    /// The flight level with this whole number.
    static func flightLevel(_ number: ExactDecimal) -> Altitude? {
        guard let level = number.scaled(toDigits: 0, rounding: .nearest),
            let altitude = Altitude(flightLevel: level),
            number.scaled(toDigits: 9, rounding: .nearest) == level * 1_000_000_000
        else { return nil }
        return altitude
    }

    /// The number × 10^`digits`, rounded away from the middle of its band.
    static func millimetres(_ number: ExactDecimal, digits: Int, _ rounding: Rounding) -> Int64? {
        guard rounding == .down else { return number.scaled(toDigits: digits, rounding: .up) }
        let mirrored = ExactDecimal(mantissa: -number.mantissa, digits: number.digits)
        return mirrored.scaled(toDigits: digits, rounding: .up).map { -$0 }
    }

    /// `hae`, `msl`, `agl`; flight levels are written in another way.
    static func reference(_ word: String) -> Altitude.Reference? {
        switch word {
        case "hae": .hae
        case "msl": .msl
        case "agl": .agl
        default: nil
        }
    }

    /// The height as people write it.
    static func text(of altitude: Altitude) -> String {
        if let level = altitude.flightLevel { return "FL\(Timestamp.padded(level, 3))" }
        return ValueText.metres(altitude.millimetres) + "m" + word(altitude.reference).uppercased()
    }

    /// The height in JSON.
    static func plain(of altitude: Altitude) -> Plain {
        let height =
            altitude.flightLevel.map { Plain.Member("fl", .integer($0)) }
            ?? Plain.Member("m", ValuePlain.metres(altitude.millimetres))
        return .object([height, Plain.Member("reference", .text(word(altitude.reference)))])
    }

    private static func word(_ reference: Altitude.Reference) -> String {
        switch reference {
        case .hae: "hae"
        case .msl: "msl"
        case .agl: "agl"
        case .fl: "fl"
        }
    }
}

extension ValueText {
    /// The volumes as people type them.
    static func text(of volumes: [Volume]) -> String {
        volumes.map { volume in
            let place = text(of: .place(volume.place))
            guard volume.altitude != .unbounded || volume.time != nil else { return place }
            let time = volume.time.map { " " + text(of: .interval($0)) } ?? ""
            return place + " @" + text(of: volume.altitude) + time
        }
        .joined(separator: " | ")
    }

    private static func text(of band: AltitudeBand) -> String {
        if band == .unbounded { return "" }
        return (band.lower.map(AltitudeText.text) ?? "") + "-"
            + (band.upper.map(AltitudeText.text) ?? "")
    }
}

extension ValuePlain {
    /// The volumes in JSON.
    static func plain(of volumes: [Volume]) -> Plain {
        .list(
            volumes.map { volume in
                var members = [Plain.Member("place", plain(of: .place(volume.place)))]
                if let lower = volume.altitude.lower {
                    members.append(Plain.Member("lower", AltitudeText.plain(of: lower)))
                }
                if let upper = volume.altitude.upper {
                    members.append(Plain.Member("upper", AltitudeText.plain(of: upper)))
                }
                if let time = volume.time, case .object(let ends) = plain(of: .interval(time)) {
                    members += ends
                }
                return .object(members)
            }
        )
    }
}
