/// A host and a port, as `127.0.0.1:7700`, `[::1]:7700` or `node.example:7700`.
package struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// A host name, an IPv4 address, or an IPv6 address without its brackets.
    package let host: String
    /// 1 to 65535.
    package let port: UInt16

    /// The longest host name that DNS has (RFC 1035 §2.3.4), in bytes.
    private static let hostBytesMax = 253

    /// Nil unless `text` is a host, a colon and a port, in the one spelling of each.
    package init?(_ text: String) {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")),
            let port = Decimal.uint16(text[text.utf8.index(after: colon)...]), port > 0
        else { return nil }
        var host = text[..<colon]
        let isBracketed = host.utf8.first == UInt8(ascii: "[")
        if isBracketed {
            guard host.utf8.last == UInt8(ascii: "]") else { return nil }
            host = host.dropFirst().dropLast()
        }
        let isHost = isBracketed ? Self.isIPv6(host) : Self.isName(host)
        guard isHost else { return nil }
        self.host = String(host)
        self.port = port
    }

    package var description: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    private static func isName(_ host: Substring) -> Bool {
        guard (1...hostBytesMax).contains(host.utf8.count) else { return false }
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
                && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// Letters of an IPv6 address only: whether they form one is the resolver's question.
    private static func isIPv6(_ host: Substring) -> Bool {
        host.utf8.contains(UInt8(ascii: ":")) && (2...45).contains(host.utf8.count)
            && host.utf8.allSatisfy {
                isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(lower)
    }
}

/// Whole numbers with one spelling each: digits only, no sign, no leading zero.
enum Decimal {
    static func uint16(_ text: some StringProtocol) -> UInt16? {
        isCanonical(text) ? UInt16(text) : nil
    }

    static func uint32(_ text: some StringProtocol) -> UInt32? {
        isCanonical(text) ? UInt32(text) : nil
    }

    static func int(_ text: some StringProtocol) -> Int? {
        isCanonical(text) ? Int(text) : nil
    }

    private static func isCanonical(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first else { return false }
        return (first != UInt8(ascii: "0") || text.utf8.count == 1)
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
