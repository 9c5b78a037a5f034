import BankModel

/// Writes XML 1.0, in which every element that is opened is closed.
///
/// Text that comes from records goes through one door: what XML cannot hold and what a reader would
/// not see, controls and bidirectional controls among them, is written as `\u{202E}`, as in CSV.
struct XMLWriter {
    /// What has been written.
    private(set) var bytes: [UInt8] = []

    /// Nothing but a line end between two elements.
    mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

    /// An element with nothing but text in it.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
        element(name, attributes) { $0.append(text) }
    }

    /// An element without anything in it.
    mutating func element(_ name: String, _ attributes: [(String, String)]) {
        open(name, attributes)
        bytes += "/>".utf8
    }

    /// An element with what `content` writes in it.
    mutating func element(
        _ name: String,
        _ attributes: [(String, String)] = [],
        content: (inout Self) -> Void
    ) {
        open(name, attributes)
        bytes += ">".utf8
        content(&self)
        bytes += "</\(name)>".utf8
    }

    private mutating func open(_ name: String, _ attributes: [(String, String)]) {
        bytes += "<\(name)".utf8
        for (name, value) in attributes {
            bytes += " \(name)=\"".utf8
            append(value)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// Text, between tags or in an attribute: line ends and tabs as references, so that no reader
    /// makes spaces of them.
    private mutating func append(_ text: String) {
        for byte in CSVText.escaping(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                bytes += "&#\(byte);".utf8
            default: bytes.append(byte)
            }
        }
    }
}
