import BankModel

/// Several values in one cell: a JSON array of strings, or for words `;` between them.
///
/// Tags and external ids are joined by `;`, as people do by hand (`|` is read as well); remarks are
/// sentences, and one alone is the cell. Where that could be misread, the cell is a JSON array.
enum ListCell {
    /// The cell's texts, none of them empty.
    static func split(_ cell: String, of merge: Merge) -> [String] {
        if cell.utf8.first == UInt8(ascii: "["),
            case .list(let items) = try? JSONReader.parse(
                Array(cell.utf8)
            )
        {
            let texts = items.compactMap(\.asText)
            if texts.count == items.count { return texts }
        }
        guard merge == .set else { return cell.utf8.isEmpty ? [] : [cell] }
        return cell.utf8.split { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|") }
            .map { Substring($0).trimmed }.filter { !$0.utf8.isEmpty }
    }

    /// The cell of these texts.
    static func join(_ texts: [String], of merge: Merge) -> String {
        if split(texts.joined(separator: ";"), of: merge).elementsEqual(texts, by: isSame) {
            return texts.joined(separator: ";")
        }
        return JSONWriter.text(.list(texts.map { .text($0) }))
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }
}

extension Plain {
    /// The string, if this is one.
    var asText: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The text of a string, number or flag.
    var scalarText: String? {
        switch self {
        case .text(let text): text
        case .integer, .decimal, .bool: JSONWriter.text(self)
        case .null, .list, .object: nil
        }
    }

    /// The members of an object; nil for anything else.
    var membersIfObject: [Member]? {
        switch self {
        case .object(let members): members
        case .null: []
        case .bool, .integer, .decimal, .text, .list: nil
        }
    }

    /// The value of an object's key.
    subscript(key: String) -> Plain? { membersIfObject?.first { $0.key == key }?.value }
}
