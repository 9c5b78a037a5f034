import ChildPrograms
import Foundation

/// The checkout that this test was built from.
enum Tree {
    /// The top of the repository, three folders above this file.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every Swift file of ours, sorted by path.
    static let swiftFiles: [SwiftFile] =
        presentPaths
        .filter { $0.hasSuffix(".swift") && ($0.hasPrefix("Sources/") || $0.hasPrefix("Tests/")) }
        .compactMap { path in text(at: path).map { SwiftFile(path: path, text: $0) } }

    /// What git tracks, sorted; in a tree without git, every file that is not hidden.
    static let committedPaths: [String] = listing(["--cached"]) ?? pathsOnDisk()

    /// What git tracks or would track, sorted: a new file obeys before its first commit.
    static let presentPaths: [String] =
        listing(["--cached", "--others", "--exclude-standard"]) ?? pathsOnDisk()

    /// The file's text, or nil if it is gone or is not UTF-8.
    static func text(at path: String) -> String? {
        guard let data = try? Data(contentsOf: root.appending(path: path)), !data.contains(0) else {
            return nil
        }
        return String(data: data, encoding: .utf8)
    }

    private static func listing(_ which: [String]) -> [String]? {
        let words = ["-C", root.path(percentEncoded: false), "ls-files", "-z"] + which
        guard let data = try? Child.output(of: "git", words), !data.isEmpty else { return nil }
        let names = String(decoding: data, as: UTF8.self).split(separator: "\0")
        return Set(names.map(String.init)).sorted()
    }

    private static func pathsOnDisk() -> [String] {
        let names = FileManager.default.enumerator(atPath: root.path(percentEncoded: false))
        var paths: [String] = []
        while let path = names?.nextObject() as? String {
            if path.hasPrefix(".") { names?.skipDescendants() } else { paths.append(path) }
        }
        return paths.sorted()
    }
}
