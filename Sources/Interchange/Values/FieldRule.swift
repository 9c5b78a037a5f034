import BankModel

/// A field under a charter: what its values may be, and how people write them.
struct FieldRule {
    let field: Field
    let charter: Charter
    /// The kind of record that a suggestion is for, where that is known.
    var subject: Kind?
    /// The positions and times that were read so far in another notation than decimal degrees and
    /// RFC 3339, as they were typed: what `Sibling.typed` keeps.
    private(set) var typed: [String] = []

    init(field: Field, charter: Charter, subject: Kind? = nil) {
        self.field = field
        self.charter = charter
        self.subject = subject
    }

    /// Keeps a text that is being read.
    mutating func keep(_ text: String) { typed.append(EnteredText.of(text)) }

    /// The value itself, if the rule set takes it.
    ///
    /// The same question that is asked of a value that comes from a peer, so that nothing is written
    /// here that another node would not apply.
    func accepted(_ value: Value, from text: String) throws(ValueError) -> Value {
        if case .text(let words) = value, case .text(let bytesMax) = field.type,
            TextRule.refusal(of: words, bytesMax: bytesMax) == nil
        {
            return value
        }
        guard let refusal = field.refusal(of: value, under: charter) else { return value }
        throw error(text, "is refused: \(refusal)")
    }

    /// What would be right, for people.
    var next: String {
        switch field.type {
        case .text(let bytesMax):
            "write text of 1 to \(bytesMax) bytes without control characters"
        case .category:
            "write a category of the charter: "
                + charter.categories.map(\.word).joined(separator: ", ")
        case .choice(let words): "write one of \(words.joined(separator: ", "))"
        case .grade: "write a letter from A to F and a digit from 1 to 6, such as B2"
        case .place:
            "write LAT,LON,UNCERTAINTY in degrees and metres, such as 34.5,38.25,100m, or with "
                + "the radius of a circle 34.5,38.25,100m,circle:500m, with the further vertices "
                + "of a polygon ,polygon:LAT LON;LAT LON or with the half width and further points "
                + "of a corridor ,corridor:2km:LAT LON; LAT,LON may also be "
                + "written 34°30'00\"N 38°15'00\"E, 37SDU3114617852 or 37 north 431147 3817853, and "
                + "in several forms with = between"
        case .interval:
            "write FROM..UNTIL, such as 2026-09-01T06:00:00Z..2026-09-30T18:00:00Z; either end "
                + "may be left open"
        case .length: "write metres or kilometres, such as 500m or 1.5km, up to 500km"
        case .instant:
            "write a date or a time with its zone, such as 2026-09-01T06:00:00Z or 010600Z SEP 26"
        case .verification: "write TIME by WHO, such as 2026-09-01T06:00:00Z by survey team 2"
        case .tag:
            "write a word of a-z and 0-9, with - _ . : inside, of at most \(Limits.tagBytesMax)"
        case .externalID: "write SCHEME:ID, such as geonames:170654"
        case .life: "use withdraw or reinstate"
        case .partner:
            "write a partner of the charter: "
                + charter.partners.map(\.id.text).joined(separator: ", ")
        case .volumes(true):
            "write PLACE @LOWER-UPPER FROM..UNTIL, such as 34.5,38.25,100m,circle:5km @FL050-FL100 "
                + "2026-09-01T10:00Z..2026-09-01T12:00Z, a bare @ for all heights, and several "
                + "volumes with | between"
        case .volumes(false):
            "write PLACE @LOWER-UPPER, such as 34.5,38.25,100m,circle:5km @0mAGL-FL100, without "
                + "@ for all heights, and several areas with | between"
        case .reference: "write ID or ID@VERSION, such as us-n3@0123456789abcdef"
        case .suggestion: "write field=value, such as name=Well"
        }
    }
}
