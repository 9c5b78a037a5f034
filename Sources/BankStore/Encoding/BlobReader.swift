/// Reads back what a `BlobWriter` wrote; a damaged blob is an error and never a trap.
struct BlobReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws -> UInt8 {
        guard position < bytes.count else { throw StoreError.damaged("a value is cut short") }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next byte, which stays where it is.
    func peek() throws -> UInt8 {
        var copy = self
        return try copy.byte()
    }

    mutating func unsigned() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            let next = try byte()
            let bits = UInt64(next & 0x7F)
            guard shift < 63 || bits <= 1 else { break }
            value |= bits << shift
            if next < 0x80 { return value }
        }
        throw StoreError.damaged("an integer of more than 64 bits")
    }

    mutating func signed() throws -> Int64 {
        let folded = try unsigned()
        return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
    }

    /// How many things follow, each of at least one byte.
    mutating func count() throws -> Int {
        let count = try unsigned()
        guard count <= UInt64(bytes.count - position) else {
            throw StoreError.damaged("a count of \(count) beyond the end")
        }
        return Int(count)
    }

    mutating func counted() throws -> [UInt8] {
        let count = try count()
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    mutating func text() throws -> String {
        let count = try count()
        defer { position += count }
        guard let text = String(validating: bytes[position..<(position + count)], as: UTF8.self)
        else { throw StoreError.damaged("text that is not UTF-8") }
        return text
    }
}
