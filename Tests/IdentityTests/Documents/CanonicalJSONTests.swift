import Testing

@testable import Identity

@Suite struct CanonicalJSONTests {
    @Test(arguments: [
        "0", "-1", "9223372036854775807", "-9223372036854775808", "\"\"", "\"a\"", "[]", "{}",
        "[1,2,[3]]", "{\"a\":1,\"b\":\"x\"}", "\"\\\"\\\\\"", "\"\\u0000\\u001f\"",
        "\"é€\u{1F600}\"",
        "{\"\":0}", "[[[[[[[1]]]]]]]",
    ])
    func `the one spelling of a value is read and given back`(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(try CanonicalJSON(bytes: bytes).bytes == bytes)
    }

    @Test(arguments: [
        "", " ", "1 ", " 1", "01", "-0", "+1", "1.0", "1e0", "1.", "9223372036854775808", "--1",
        "-",
        "null", "true", "false", "\"", "\"a", "a", "[", "[1", "[1,", "[1,]", "[,1]", "[1 ,2]", "{",
        "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\": 1}", "{\"a\":1,\"a\":1}", "{\"a\":1,\"a\":2}",
        "{\"b\":1,\"a\":1}", "{a:1}", "{1:1}", "\"\\u0041\"", "\"\\n\"", "\"\\/\"", "\"\\u001F\"",
        "\"\\u+001\"", "\"\\u0020\"", "\"\\", "\"\\u00", "\"\n\"", "1 1", "[]]", "{}{}",
        "\"a\"\"b\"",
        "[[[[[[[[1]]]]]]]]", "/**/1", "0x1", "NaN",
    ])
    func `any other spelling is refused`(text: String) {
        #expect(throws: NotCanonical.self) { try CanonicalJSON(bytes: Array(text.utf8)) }
    }

    @Test(arguments: [
        [0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ])
    func `a text that is not UTF-8 is refused`(bytes: [UInt8]) {
        #expect(throws: NotCanonical.self) { try CanonicalJSON(bytes: [0x22] + bytes + [0x22]) }
    }

    @Test func `composed and decomposed letters are different keys and texts`() throws {
        let composed = try CanonicalJSON(bytes: Array("\"\u{E9}\"".utf8))
        let decomposed = try CanonicalJSON(bytes: Array("\"e\u{301}\"".utf8))
        #expect(composed != decomposed)
        let both = Array("{\"e\u{301}\":1,\"\u{E9}\":1}".utf8)
        #expect(try CanonicalJSON(bytes: both).bytes == both)
    }

    @Test func `deep nesting is refused and does not exhaust the stack`() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: NotCanonical.self) { try CanonicalJSON(bytes: deep) }
    }

    @Test func `no bytes trap`() {
        var dice = SystemRandomNumberGenerator()
        let letters = Array("{}[]\",:\\u0019-eE. abé".utf8)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...24, using: &dice)).map { _ in
                letters.randomElement(using: &dice) ?? 0
            }
            if let read = try? CanonicalJSON(bytes: bytes) { #expect(read.bytes == bytes) }
        }
    }
}
