import BankModel

/// A piece of a typed position; spaces part pieces and are none.
enum CoordinateToken: Equatable {
    /// Digits, perhaps with points among them.
    case number(String)
    /// ASCII letters, in upper case.
    case word(String)
    /// One of ° ′ ″ in any of the spellings that keyboards and word processors have for them.
    case mark(SexagesimalUnit)
    /// A hyphen or minus, or a plus.
    case sign
    case colon

    /// The pieces of a text in their order.
    static func tokens(of text: String) throws(PositionFault) -> [Self] {
        guard text.utf8.count <= Limits.typedBytesMax else {
            throw PositionFault(
                text,
                "has \(text.utf8.count) bytes, more than the \(Limits.typedBytesMax) of a position"
            )
        }
        var tokens: [Self] = []
        var isOpen = false
        for scalar in text.unicodeScalars {
            let last = isOpen ? tokens.last : nil
            isOpen = true
            switch (scalar, last) {
            case ("0"..."9", .number(let digits)), (".", .number(let digits)):
                tokens[tokens.count - 1] = .number(digits + String(scalar))
            case ("0"..."9", _), (".", _): tokens.append(.number(String(scalar)))
            case ("A"..."Z", .word(let letters)), ("a"..."z", .word(let letters)):
                tokens[tokens.count - 1] = .word(letters + upperCased(scalar))
            case ("A"..."Z", _), ("a"..."z", _): tokens.append(.word(upperCased(scalar)))
            case (_, .mark(.minute)) where SexagesimalUnit(scalar) == .minute:
                tokens[tokens.count - 1] = .mark(.second)
                isOpen = false
            case (" ", _), ("\t", _), ("\u{A0}", _), ("\u{202F}", _): isOpen = false
            case ("-", _), ("+", _), ("\u{2212}", _): tokens.append(.sign)
            case (":", _): tokens.append(.colon)
            default:
                guard let unit = SexagesimalUnit(scalar) else {
                    throw PositionFault(
                        text,
                        "has `\(Excerpt.of(String(scalar)))`, as no position has"
                    )
                }
                tokens.append(.mark(unit))
            }
        }
        return tokens
    }

    private static func upperCased(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.uppercaseMapping
    }
}

/// What the numbers of an angle count.
enum SexagesimalUnit: Int {
    case degree
    case minute
    case second

    /// The unit that a mark stands for.
    init?(_ mark: Unicode.Scalar) {
        switch mark {
        case "\u{B0}", "\u{BA}", "\u{2DA}": self = .degree
        case "'", "\u{2032}", "\u{2019}", "\u{2018}", "\u{B4}", "\u{2B9}": self = .minute
        case "\"", "\u{2033}", "\u{201D}", "\u{201C}", "\u{2BA}": self = .second
        default: return nil
        }
    }

    /// Seconds of arc in one.
    var seconds: Int64 {
        switch self {
        case .degree: 3600
        case .minute: 60
        case .second: 1
        }
    }
}
