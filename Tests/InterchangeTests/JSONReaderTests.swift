import BankModel
import Testing

@testable import Interchange

/// The strict reader of JSON, and the writer.
struct JSONReaderTests {
    private func check(
        _ json: String,
        gives expected: Plain,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try JSONReader.parse(Array(json.utf8)) == expected, sourceLocation: location)
    }

    private func check(
        _ json: String,
        isRefused reason: String,
        at offset: Int? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) {
        check(Array(json.utf8), isRefused: reason, at: offset, location)
    }

    private func check(
        _ json: [UInt8],
        isRefused reason: String,
        at offset: Int? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) {
        do {
            let value = try JSONReader.parse(json)
            Issue.record("read as \(value)", sourceLocation: location)
        } catch {
            #expect(error.reason.contains(reason), "\(error)", sourceLocation: location)
            if let offset { #expect(error.offset == offset, sourceLocation: location) }
        }
    }

    @Test func `JSON is read`() throws {
        try check(" {\r\n\t} ", gives: .object([]))
        try check("[ ]", gives: .list([]))
        try check(
            #"{"b":[1,true,null],"a":{"":false}}"#,
            gives: .object([
                Plain.Member("b", .list([.integer(1), .bool(true), .null])),
                Plain.Member("a", .object([Plain.Member("", .bool(false))])),
            ])
        )
        try check(
            #""\"\\\/\b\f\n\r\té\u00e9\ud83c\udfe5""#,
            gives: .text("\"\\/\u{8}\u{C}\n\r\téé🏥")
        )
        try check(#""\u0000""#, gives: .text("\u{0}"))
    }

    @Test func `numbers are exact`() throws {
        try check("34.50", gives: .decimal(mantissa: 3450, digits: 2))
        try check("-0.0000001", gives: .decimal(mantissa: -1, digits: 7))
        try check(
            "36.322119999999998",
            gives: .decimal(mantissa: 36_322_119_999_999_998, digits: 15)
        )
        try check("1e-400", gives: .decimal(mantissa: 1, digits: 400))
        try check("1E+5", gives: .integer(100_000))
        try check("1.0e1", gives: .integer(10))
        try check("-0", gives: .integer(0))
        try check("999999999999999999", gives: .integer(999_999_999_999_999_999))
        try check(
            "0.10000000000000000000000",
            gives: .decimal(mantissa: 100_000_000_000_000_000, digits: 18)
        )
        for number in ["1e400", "1e-401", "1234567890123456789", "0.1234567890123456789", "1e19"] {
            check(number, isRefused: "cannot be held exactly")
        }
        for number in ["01", "+1", ".5", "1.", "1e", "1e+", "-", "0x1", "NaN", "Infinity", "1.e1"] {
            check(number, isRefused: "")
        }
    }

    @Test func `what is no JSON is refused at its byte`() {
        check("", isRefused: "the end", at: 0)
        check("{", isRefused: "no key", at: 1)
        check(#"{"a" 1}"#, isRefused: "no colon", at: 5)
        check(#"{"a":1 "b":2}"#, isRefused: "no comma", at: 7)
        check(#"{"a":1,}"#, isRefused: "no key", at: 7)
        check("[1,]", isRefused: "no JSON value")
        check("[1 2]", isRefused: "no comma", at: 3)
        check("nul", isRefused: "no JSON value")
        check("// x", isRefused: "no JSON value")
        check("1 1", isRefused: "behind the end", at: 2)
        check(#""a"#, isRefused: "inside a string")
        check(#""a\"#, isRefused: "inside a string")
        check("\"a\nb\"", isRefused: "control character")
        check(#""\x41""#, isRefused: "an escape")
        check(#""\u12g4""#, isRefused: "hexadecimal")
        check(#""\u+123""#, isRefused: "hexadecimal")
        check(#""\u12"#, isRefused: "hexadecimal")
        check(#""\ud83c""#, isRefused: "surrogate")
        check(#""\udfe5""#, isRefused: "surrogate")
        check(#""\ud83c\u0041""#, isRefused: "surrogate")
        check([0x22, 0xC3, 0x22], isRefused: "not UTF-8")
        check([0x22, 0xED, 0xA0, 0x80, 0x5C, 0x6E, 0x22], isRefused: "not UTF-8")
    }

    @Test func `a key that an object has twice is refused, byte for byte`() throws {
        check(#"{"a":1,"b":2,"a":3}"#, isRefused: "`a` a second time")
        check(#"{"a":1,"\u0061":3}"#, isRefused: "`a` a second time")
        try check(
            "{\"e\u{301}\":1,\"\u{E9}\":2}",
            gives: .object([
                Plain.Member("e\u{301}", .integer(1)), Plain.Member("\u{E9}", .integer(2)),
            ])
        )
    }

    @Test func `nesting is limited`() throws {
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(throws: Never.self) { try JSONReader.parse(Array(deep.utf8)) }
        check("[" + deep + "]", isRefused: "deeper than 32")
        check(String(repeating: "[", count: 1_000_000), isRefused: "deeper than 32")
    }

    @Test func `controls are written as escapes, and nothing else is`() {
        let text = "\u{0}\u{1F}\u{7F}\u{85}\u{202E}\"\\/\n\t\réA"
        #expect(
            JSONWriter.text(.text(text))
                == "\"\\u0000\\u001f\u{7F}\u{85}\u{202E}\\\"\\\\/\\n\\t\\u000déA\""
        )
    }

    @Test func `decimals are written in their shortest form`() {
        let table: [(Int64, Int, String)] = [
            (345_000_000, 7, "34.5"), (-1, 7, "-0.0000001"), (0, 7, "0"), (1000, 3, "1"),
            (-900_000_000, 7, "-90"), (5, -2, "500"), (0, -5, "0"),
            (.min, 0, "-9223372036854775808"),
        ]
        for (mantissa, digits, text) in table {
            #expect(JSONWriter.text(.decimal(mantissa: mantissa, digits: digits)) == text)
        }
    }
}
