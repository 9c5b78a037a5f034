/// A decimal number as it was written: an integer and the place of its point, never binary floating
/// point, so that what is typed, sent and printed is one and the same number.
struct ExactDecimal: Equatable, Sendable {
    /// The number × 10^`digits`, its first 18 significant digits at most.
    private(set) var mantissa: Int64 = 0
    /// How many of the mantissa's digits are behind the point; negative where zeros were left out.
    private(set) var digits = 0
    /// Whether further digits behind the point were dropped that were not all zero.
    private(set) var isCut = false

    /// What scaling does with what is finer than the unit asked for.
    enum Rounding {
        /// To the nearest, halves away from zero.
        case nearest
        /// To the next larger: for lengths, where larger is the protective reading.
        case up
    }

    private static let significantDigitsMax = 18
    private static let exponentMax = 10_000

    init(mantissa: Int64, digits: Int) {
        self.mantissa = mantissa
        self.digits = digits
    }

    /// Reads `[+-] digits [. digits] [e [+-] digits]`; nil for all else, `nan` and `inf` included.
    ///
    /// Of a number with more than 18 significant digits the rest only counts as "not all zero".
    init?(_ text: some Collection<UInt8>) {
        var rest = text[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var seen = 0
        var isFraction = false
        while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
            rest.removeFirst()
            if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            seen += 1
            take(Int64(byte - UInt8(ascii: "0")), isFraction: isFraction)
        }
        guard seen > 0 else { return nil }
        if !rest.isEmpty {
            guard let exponent = Self.exponent(rest.dropFirst()) else { return nil }
            digits -= exponent
        }
        if isNegative { mantissa = -mantissa }
    }

    private mutating func take(_ digit: Int64, isFraction: Bool) {
        if mantissa < Self.powers[Self.significantDigitsMax - 1] {
            mantissa = mantissa * 10 + digit
            if isFraction { digits += 1 }
        } else {
            if digit != 0 { isCut = true }
            if !isFraction { digits -= 1 }
        }
    }

    private static func exponent(_ text: some Collection<UInt8>) -> Int? {
        var rest = text[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard !rest.isEmpty else { return nil }
        var exponent = 0
        for byte in rest {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            exponent = min(exponent * 10 + Int(byte - UInt8(ascii: "0")), exponentMax)
        }
        return isNegative ? -exponent : exponent
    }

    /// The number × 10^`wanted` as an integer; nil where it does not fit 64 bits.
    func scaled(toDigits wanted: Int, rounding: Rounding) -> Int64? {
        guard mantissa != 0 else { return 0 }
        let shift = wanted - digits
        if shift >= 0 {
            guard shift < Self.powers.count else { return nil }
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.powers[shift])
            return overflow ? nil : product
        }
        guard -shift < Self.powers.count else { return rounding == .up && mantissa > 0 ? 1 : 0 }
        let divisor = Self.powers[-shift]
        let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: divisor)
        switch rounding {
        case .nearest:
            guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else {
                return quotient
            }
            return quotient + mantissa.signum()
        case .up: return remainder > 0 || (isCut && mantissa > 0) ? quotient + 1 : quotient
        }
    }

    var isNegative: Bool { mantissa < 0 }

    /// Degrees × 1e-7, to the nearest; nil beyond `max` degrees either way.
    func degrees(max: Int64) -> Int32? {
        guard let degrees = scaled(toDigits: 7, rounding: .nearest),
            (-max * 10_000_000...max * 10_000_000).contains(degrees)
        else { return nil }
        return Int32(degrees)
    }

    /// The number in its shortest form, without an exponent.
    var text: String {
        guard digits > 0 else {
            return mantissa == 0 ? "0" : String(mantissa) + String(repeating: "0", count: -digits)
        }
        var figures = Array(String(mantissa.magnitude).utf8)
        if figures.count <= digits {
            figures.insert(
                contentsOf: repeatElement(UInt8(ascii: "0"), count: digits + 1 - figures.count),
                at: 0
            )
        }
        var fraction = figures.suffix(digits)
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        let whole = String(decoding: figures.dropLast(digits), as: UTF8.self)
        let sign = mantissa < 0 ? "-" : ""
        return fraction.isEmpty
            ? sign + whole : sign + whole + "." + String(decoding: fraction, as: UTF8.self)
    }

    /// 10^0 to 10^18.
    static let powers: [Int64] = (0...18).map { exponent in
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
