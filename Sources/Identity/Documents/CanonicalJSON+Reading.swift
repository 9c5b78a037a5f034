/// Why bytes are not canonical JSON.
struct NotCanonical: Error, Equatable {
    let reason: String
    /// Where, in bytes from the start.
    let offset: Int
}

extension CanonicalJSON {
    /// Reads bytes that are the one spelling of their value, and no others.
    init(bytes: [UInt8]) throws(NotCanonical) {
        var reader = CanonicalReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        guard reader.index == bytes.count else { throw reader.fault("there is more after the end") }
        guard value.bytes == bytes else { throw reader.fault("it has another spelling") }
        self = value
    }
}

private struct CanonicalReader {
    /// Deeper than any document of ours; bounds the recursion.
    static let depthMax = 8

    let bytes: [UInt8]
    var index = 0

    func fault(_ reason: String) -> NotCanonical { NotCanonical(reason: reason, offset: index) }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ letter: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: letter) else { return false }
        index += 1
        return true
    }

    mutating func value(depth: Int) throws(NotCanonical) -> CanonicalJSON {
        guard depth < Self.depthMax else { throw fault("it is nested too deeply") }
        switch next {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .list(try values(depth: depth))
        case UInt8(ascii: "\""): return .text(try text())
        default: return .integer(try integer())
        }
    }

    private mutating func members(depth: Int) throws(NotCanonical) -> [CanonicalJSON.Member] {
        index += 1
        var members: [CanonicalJSON.Member] = []
        if take("}") { return members }
        repeat {
            let key = try text()
            if let last = members.last?.key, !last.utf8.lexicographicallyPrecedes(key.utf8) {
                throw fault("a key is repeated or out of order")
            }
            guard take(":") else { throw fault("a colon is missing") }
            members.append(.init(key: key, value: try value(depth: depth + 1)))
        } while take(",")
        guard take("}") else { throw fault("a brace is missing") }
        return members
    }

    private mutating func values(depth: Int) throws(NotCanonical) -> [CanonicalJSON] {
        index += 1
        var values: [CanonicalJSON] = []
        if take("]") { return values }
        repeat { values.append(try value(depth: depth + 1)) } while take(",")
        guard take("]") else { throw fault("a bracket is missing") }
        return values
    }

    private mutating func integer() throws(NotCanonical) -> Int64 {
        let start = index
        _ = take("-")
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        // Signs, zeros in front and overflow: what is odd is refused here or by the comparison.
        guard let value = Int64(String(decoding: bytes[start..<index], as: UTF8.self)) else {
            throw fault("neither a value nor a 64-bit integer")
        }
        return value
    }

    private mutating func text() throws(NotCanonical) -> String {
        guard take("\"") else { throw fault("a text was expected") }
        var raw: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: raw, as: UTF8.self) else {
                    throw fault("a text is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): raw.append(try escaped())
            case 0..<0x20: throw fault("a control character in a text")
            default: raw.append(byte)
            }
        }
        throw fault("a text has no end")
    }

    private mutating func escaped() throws(NotCanonical) -> UInt8 {
        if take("\"") { return UInt8(ascii: "\"") }
        if take("\\") { return UInt8(ascii: "\\") }
        guard bytes.count - index >= 5,
            let byte = UInt8(
                String(decoding: bytes[index + 3..<index + 5], as: UTF8.self),
                radix: 16
            ),
            bytes[index..<index + 3].elementsEqual("u00".utf8)
        else { throw fault("an escape where none is needed") }
        index += 5
        return byte
    }
}
