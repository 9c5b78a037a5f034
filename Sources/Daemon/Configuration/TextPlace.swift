/// Where in a text something stands that its parser does not say the place of.
///
/// Lines and columns are counted from 1, columns in characters as Unicode scalars.
enum TextPlace {
    typealias Place = (line: Int, column: Int)

    /// Where the first bytes are that are not UTF-8; nil where all are.
    static func ofFirstFault(in bytes: [UInt8]) -> Place? {
        var place: Place = (1, 1)
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let encoded): advance(&place, over: Unicode.UTF8.decode(encoded))
            case .error: return place
            case .emptyInput: return nil
            }
        }
    }

    /// Where the first control character is that YAML does not allow; nil where there is none.
    static func ofFirstControl(in text: String) -> Place? {
        var place: Place = (1, 1)
        for scalar in text.unicodeScalars {
            let isAllowed = "\t\n\r\u{85}\u{FEFF}".unicodeScalars.contains(scalar)
            if !isAllowed, scalar.properties.generalCategory == .control { return place }
            advance(&place, over: scalar)
        }
        return nil
    }

    /// Where a key stands for the second time, after the place where it stands first.
    ///
    /// In a mapping of lines both begin in one column; in one of braces the second is the next that
    /// a colon follows.
    static func ofSecond(_ key: String, after first: Place, in text: String) -> Place? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated().dropFirst(first.line) {
            let indent = line.unicodeScalars.prefix { $0 == " " }.count
            if indent == first.column - 1, begins(line.dropFirst(indent), with: key) {
                return (index + 1, first.column)
            }
        }
        return ofNext(key, after: first, in: lines)
    }

    private static func ofNext(_ key: String, after first: Place, in lines: [Substring]) -> Place? {
        for (index, line) in lines.enumerated().dropFirst(first.line - 1) {
            let start = index == first.line - 1 ? first.column : 0
            for column in line.indices.enumerated().dropFirst(start)
            where begins(line[column.element...], with: key) {
                return (index + 1, column.offset + 1)
            }
        }
        return nil
    }

    /// Whether the text begins with the key, in quotes or without, and a colon behind it.
    private static func begins(_ text: Substring, with key: String) -> Bool {
        [key, "\"\(key)\"", "'\(key)'"].contains { spelling in
            guard text.hasPrefix(spelling) else { return false }
            return text.dropFirst(spelling.count).drop { $0 == " " }.first == ":"
        }
    }

    private static func advance(_ place: inout Place, over scalar: Unicode.Scalar) {
        if scalar == "\n" { place = (place.line + 1, 1) } else { place.column += 1 }
    }
}
