import BankModel
import ControlAPI
import Logging

/// One log event on its way to be written: everything in it is bounded and escaped here.
struct LogLine {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    let time: Int64
    let level: Logger.Level
    let label: String
    let message: String
    /// Sorted by key.
    let metadata: [(key: String, value: Logger.MetadataValue)]
    /// Lines of this kind that were dropped before this one.
    let dropped: Int

    private static let depthMax = 4

    /// The line with its newline.
    func rendered(as format: LogFormat) -> String {
        switch format {
        case .text: text + "\n"
        case .json: json + "\n"
        }
    }

    private var text: String {
        var line = "\(Moment(milliseconds: time)) \(level.rawValue) \(Escaping.text(label)): "
        line += Escaping.text(message, bytesMax: Limits.logMessageBytesMax)
        for (key, value) in metadata.prefix(Limits.logValuesMax) {
            line += " \(Escaping.text(key, bytesMax: 64))=\(Self.text(value))"
        }
        return dropped == 0 ? line : line + " (and \(dropped) more like this, not shown)"
    }

    /// A plain word as it is, anything else in quotes, so that no value can pass for another pair.
    private static func text(_ value: Logger.MetadataValue) -> String {
        let text = value.description
        let isWord = text.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && ![0x22, 0x3D, 0x5C].contains(byte)
        }
        return isWord && (1...Limits.logValueBytesMax).contains(text.utf8.count)
            ? text : Escaping.json(text, bytesMax: Limits.logValueBytesMax)
    }

    private var json: String {
        var members = [
            "\"time\":\"\(Moment(milliseconds: time))\"",
            "\"level\":\"\(level.rawValue)\"",
            "\"label\":\(Escaping.json(label, bytesMax: 256))",
            "\"message\":\(Escaping.json(message, bytesMax: Limits.logMessageBytesMax))",
        ]
        if dropped > 0 { members.append("\"dropped\":\(dropped)") }
        if !metadata.isEmpty { members.append("\"metadata\":\(Self.json(metadata, depth: 0))") }
        return "{" + members.joined(separator: ",") + "}"
    }

    private static func json(
        _ members: [(key: String, value: Logger.MetadataValue)],
        depth: Int
    ) -> String {
        let written = members.prefix(Limits.logValuesMax).map { member in
            "\(Escaping.json(member.key, bytesMax: 64)):\(json(member.value, depth: depth))"
        }
        return "{" + written.joined(separator: ",") + "}"
    }

    private static func json(_ value: Logger.MetadataValue, depth: Int) -> String {
        switch value {
        case .dictionary(let members) where depth < depthMax:
            json(members.sorted { $0.key < $1.key }, depth: depth + 1)
        case .array(let values) where depth < depthMax:
            "["
                + values.prefix(Limits.logValuesMax).map { json($0, depth: depth + 1) }
                .joined(separator: ",") + "]"
        case .string, .stringConvertible, .dictionary, .array:
            Escaping.json(value.description, bytesMax: Limits.logValueBytesMax)
        }
    }
}
