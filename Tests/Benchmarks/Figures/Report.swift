import Foundation

/// Prints figures: a JSON line each for programs, a table for people.
enum Report {
    /// One line on standard output.
    static func print(_ summary: Summary) {
        var members: [(String, String)] = [("figure", quoted(summary.name))]
        if summary.rows > 0 { members.append(("rows", String(summary.rows))) }
        members += [
            ("value", summary.median.shown),
            ("unit", quoted(summary.unit)),
            ("min", summary.least.shown),
            ("max", summary.most.shown),
            ("runs", String(summary.runs)),
            ("ratio", summary.ratio?.shown ?? "null"),
            ("limit", summary.limit?.value.shown ?? "null"),
            ("limit_of", summary.limit.map { quoted($0.name) } ?? "null"),
            ("wanted", summary.wanted.map { quoted($0.description) } ?? "null"),
            ("ok", summary.isMet.map { String($0) } ?? "null"),
        ]
        line(members)
    }

    private static func line(_ members: [(String, String)]) {
        let body = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        FileHandle.standardOutput.write(Data("{\(body)}\n".utf8))
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }

    /// What is under way, on standard error.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data("\(text)\n".utf8))
    }

    /// Every figure in columns, on standard error.
    static func printTable(_ summaries: [Summary]) {
        let head = ["ROWS", "FIGURE", "MEDIAN", "MIN", "MAX", "UNIT", "RATIO", "WANTED", "OK"]
        let lines = [head] + summaries.map(cells)
        let widths = head.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        for line in lines {
            let cells = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            say(cells.joined(separator: "  "))
        }
    }

    private static func cells(_ summary: Summary) -> [String] {
        [
            summary.rows > 0 ? String(summary.rows) : "",
            summary.name,
            summary.median.shown,
            summary.least.shown,
            summary.most.shown,
            summary.unit,
            summary.ratio?.shown ?? "",
            summary.wanted?.description ?? "",
            summary.isMet.map { $0 ? "yes" : "NO" } ?? "",
        ]
    }
}
