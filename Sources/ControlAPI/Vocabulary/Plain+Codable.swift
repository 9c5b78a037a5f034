package import BankModel

/// JSON as it is, for values whose form depends on their field.
///
/// A decimal goes through the shortest form of a `Double`, which is exact for the 7 digits that
/// degrees have. Order of keys is the encoder's.
extension Plain: Codable {
    package init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: AnyKey.self) {
            self = .object(
                try members.allKeys
                    .sorted { $0.stringValue.utf8.lexicographicallyPrecedes($1.stringValue.utf8) }
                    .map { Member($0.stringValue, try members.decode(Plain.self, forKey: $0)) }
            )
        } else if var items = try? decoder.unkeyedContainer() {
            var list: [Plain] = []
            while !items.isAtEnd { list.append(try items.decode(Plain.self)) }
            self = .list(list)
        } else {
            self = try Self.scalar(in: decoder.singleValueContainer())
        }
    }

    private static func scalar(in container: any SingleValueDecodingContainer) throws -> Plain {
        if container.decodeNil() { return .null }
        if let text = try? container.decode(String.self) { return .text(text) }
        if let flag = try? container.decode(Bool.self) { return .bool(flag) }
        if let integer = try? container.decode(Int64.self) { return .integer(integer) }
        guard let decimal = decimal(try container.decode(Double.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a number beyond what any field holds"
            )
        }
        return decimal
    }

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var container = encoder.container(keyedBy: AnyKey.self)
            for member in members {
                try container.encode(member.value, forKey: AnyKey(stringValue: member.key))
            }
        case .list(let items):
            var container = encoder.unkeyedContainer()
            for item in items { try container.encode(item) }
        case .null, .bool, .integer, .decimal, .text:
            var container = encoder.singleValueContainer()
            try encodeScalar(in: &container)
        }
    }

    private func encodeScalar(in container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .bool(let flag): try container.encode(flag)
        case .integer(let integer): try container.encode(integer)
        case .decimal: try container.encode(Double(decimalText) ?? 0)
        case .text(let text): try container.encode(text)
        case .null, .list, .object: try container.encodeNil()
        }
    }
}

extension Plain {
    /// The double's shortest decimal form, or nil where its digits do not fit.
    static func decimal(_ double: Double) -> Plain? {
        let parts = double.description.split(separator: "e")
        guard double.isFinite, let number = parts.first else { return nil }
        let halves = number.split(separator: ".")
        let fraction = halves.count == 2 && halves[1] != "0" ? halves[1] : ""
        guard let whole = halves.first, let exponent = parts.count == 2 ? Int(parts[1]) : 0,
            let mantissa = Int64(whole + fraction)
        else { return nil }
        let digits = fraction.utf8.count - exponent
        guard digits < 0 else { return .decimal(mantissa: mantissa, digits: digits) }
        return Int64(whole + fraction + String(repeating: "0", count: min(-digits, 20)))
            .map { .integer($0) }
    }

    /// A number in plain decimal notation: `34.5`, `-0.0000001`; empty for what is no number.
    package var decimalText: String {
        switch self {
        case .integer(let integer): String(integer)
        case .decimal(let mantissa, let digits): Self.decimalText(mantissa, digits)
        case .null, .bool, .text, .list, .object: ""
        }
    }

    private static func decimalText(_ mantissa: Int64, _ digits: Int) -> String {
        guard digits > 0 else { return String(mantissa) }
        let figures = padded(Int64(clamping: mantissa.magnitude), digits + 1)
        var fraction = figures.suffix(digits)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = (mantissa < 0 ? "-" : "") + figures.dropLast(digits)
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }
}

/// A key of an object whose keys are not known beforehand.
private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
}
