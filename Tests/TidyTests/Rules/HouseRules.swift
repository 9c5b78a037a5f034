/// Rules about every text file that is committed, whatever its language.
enum HouseRules {
    /// What stands at the top of the repository, beside files whose names begin with a dot.
    static let topLevel: Set = [
        "Package.swift", "Sources", "Tests", "Certs", "deploy", "README.md", "ARCHITECTURE.md",
        "LICENSE",
    ]

    /// Names at the top of the repository that do not belong there.
    static func strangers(among paths: [String]) -> [String] {
        Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
            .filter { !topLevel.contains($0) && !$0.hasPrefix(".") }
            .sorted()
    }

    /// Names that belong at the top of the repository and are not there.
    static func absentees(among paths: [String]) -> [String] {
        let present = Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
        return topLevel.subtracting(present).sorted()
    }

    /// Directories of one machine, which mean nothing on another.
    static func machinePaths(in text: String, at path: String) -> [Finding] {
        findings(in: text, at: path) { line in
            machineRoots.contains { root in
                line.ranges(of: root).contains { range in
                    range.lowerBound == line.startIndex
                        || isBoundary(line[line.index(before: range.lowerBound)])
                }
            }
        } message: {
            "a path of one machine"
        }
    }

    /// A private key: its PEM header with key material below it.
    static func privateKeys(in text: String, at path: String) -> [Finding] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.filter { index in
            lines[index].contains("-----BEGIN ") && lines[index].contains("PRIVATE KEY-----")
                && index + 1 < lines.endIndex && looksLikeBase64(lines[index + 1])
        }.map { Finding(path: path, line: $0 + 1, message: "a private key") }
    }

    /// Work left for somebody, in a file that is not Swift.
    static func postponedWork(in text: String, at path: String) -> [Finding] {
        findings(in: text, at: path) { line in
            line.split { !$0.isLetter }.contains { ["TODO", "FIXME", "HACK"].contains($0) }
        } message: {
            "work left for somebody"
        }
    }

    private static func findings(
        in text: String,
        at path: String,
        where isBad: (Substring) -> Bool,
        message: () -> String
    ) -> [Finding] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { isBad($0.element) }
            .map { Finding(path: path, line: $0.offset + 1, message: message()) }
    }

    private static func looksLikeBase64(_ line: Substring) -> Bool {
        let letters = line.trimmingPrefix { $0 == " " }
        return letters.utf8.count >= 40
            && letters.allSatisfy { $0.isLetter || $0.isNumber || "+/=\r".contains($0) }
    }

    private static func isBoundary(_ letter: Character) -> Bool {
        !letter.isLetter && !letter.isNumber && !"_-.}/".contains(letter)
    }

    /// Written in two parts, so that this file does not break its own rule.
    private static let machineRoots = ["work", "root", "home", "Users"].map { "/" + $0 + "/" }
}
