import BankModel
import Foundation
import Testing

/// Bytes that were committed once and may not change: a file of `Golden`, whose README says how it
/// is written.
struct GoldenFile: Equatable {
    private var parts: [String: [UInt8]]

    init(_ parts: [String: [UInt8]]) { self.parts = parts }

    /// What stands behind a key; empty where there is none.
    subscript(key: String) -> [UInt8] { parts[key] ?? [] }

    /// Whether the files are to be made anew rather than held to.
    static var isWriting: Bool {
        ProcessInfo.processInfo.environment["JIG_WRITE_WIRE_GOLDEN"] != nil
    }

    /// The committed file; while files are made anew, one with these parts, which is written.
    static func named(_ name: String, madeOf parts: [String: [UInt8]]) throws -> Self {
        if isWriting { try Self(parts).write(name) }
        let folder = isWriting ? source : try #require(Bundle.module.resourceURL)
        let file = folder.appendingPathComponent("Golden/\(name).txt")
        return try Self(text: String(contentsOf: file, encoding: .utf8))
    }

    /// The names of all committed files.
    static func names() throws -> [String] {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Golden")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    private init(text: String) throws {
        parts = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            try #require(words.count == 2, "\(line)")
            parts[String(words[0]), default: []] += try #require(Hex.decode(String(words[1])))
        }
    }

    private func write(_ name: String) throws {
        let lines = ["hash", "signature", "bytes"].flatMap { key in
            stride(from: 0, to: self[key].count, by: Self.lineBytes).map { start in
                "\(key) \(Hex.encode(self[key].dropFirst(start).prefix(Self.lineBytes)))\n"
            }
        }
        let file = Self.source.appendingPathComponent("Golden/\(name).txt")
        try lines.joined().write(to: file, atomically: true, encoding: .utf8)
    }

    private static let lineBytes = 40

    /// The folder of these tests.
    private static var source: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    }
}
