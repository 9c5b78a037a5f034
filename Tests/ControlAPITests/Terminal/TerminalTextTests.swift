import ControlAPI
import Testing

/// Nothing foreign reaches a terminal as anything but what it shows.
struct TerminalTextTests {
    private func check(_ text: String, _ expected: String) {
        #expect(Array(TerminalText.escaping(text).utf8) == Array(expected.utf8))
    }

    @Test func `plain text of any script stays as it is`() {
        for text in [
            "", "Bridge north", "a~b|c \"d\" 'e'", "Šibenik", "Дамаск", "دمشق", "東京", "e\u{301}",
            "C:\\temp", "100 % ½ €", "🏥",
        ] {
            check(text, text)
        }
    }

    @Test func `every control character is escaped`() {
        for value in Array(UInt32(0)...0x1F) + Array(0x7F...0x9F) {
            let scalar = Unicode.Scalar(UInt8(value))
            let digits = String(value, radix: 16, uppercase: true)
            check("a\(Character(scalar))b", "a\\u{\(digits)}b")
        }
    }

    @Test func `escape sequences lose their escape`() {
        check("\u{1B}[31mred\u{1B}[0m", "\\u{1B}[31mred\\u{1B}[0m")
        check("\u{9B}2J", "\\u{9B}2J")
        check("\u{1B}]0;title\u{07}", "\\u{1B}]0;title\\u{7}")
        check("a\r\nb\tc", "a\\u{D}\\u{A}b\\u{9}c")
    }

    @Test func `what reorders or hides its neighbours is escaped`() {
        let values: [UInt32] = [
            0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068,
            0x2069, 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060,
            0x2064, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0x1D173, 0xE0001, 0xE0041,
            0xE0100, 0x2028, 0x2029, 0xE000, 0xFFFE, 0xFFFF, 0x10FFFF, 0x0378,
        ]
        for value in values {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let digits = String(value, radix: 16, uppercase: true)
            check("a\(String(Character(scalar)))b", "a\\u{\(digits)}b")
        }
    }

    @Test func `no scalar at all lets a control or a format through`() {
        // The planes that have characters; those between are unassigned throughout.
        for value in Array(UInt32(0)...0x3FFFF) + Array(0xE0000...0xE0FFF) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = TerminalText.escaping("a" + String(Character(scalar)))
            let isSafe = shown.unicodeScalars.allSatisfy { scalar in
                let properties = scalar.properties
                return !properties.isDefaultIgnorableCodePoint && !properties.isBidiControl
                    && ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
                        properties.generalCategory
                    )
            }
            if !isSafe { Issue.record("U+\(String(value, radix: 16)) passes") }
        }
    }

    @Test func `an escape on the screen is never the text's own`() {
        check("\\u{1B}", "\\u{5C}u{1B}")
        check("\\\\u{", "\\\\u{5C}u{")
        check("C:\\users \\n \\ U", "C:\\users \\n \\ U")
        #expect(TerminalText.escaping("\\u{1B}") != TerminalText.escaping("\u{1B}"))
    }

    @Test func `marks cannot pile up nor reach what stands before`() {
        let acute = "\u{301}"
        check("e" + String(repeating: acute, count: 4), "e" + String(repeating: acute, count: 4))
        check(
            "e" + String(repeating: acute, count: 6),
            "e" + String(repeating: acute, count: 4) + "\\u{301}\\u{301}"
        )
        check(acute + "a", "\\u{301}a")
        check("\u{1B}" + acute, "\\u{1B}\\u{301}")
        check("\u{20DD}", "\\u{20DD}")
    }

    @Test func `two megabytes of marks come out bounded and escaped`() {
        let shown = TerminalText.escaping("a" + String(repeating: "\u{301}", count: 1_000_000))
        #expect(shown.unicodeScalars.filter { $0 == "\u{301}" }.count == 4)
    }

    @Test func `a sentence of the daemon keeps the escapes that it has, and no more`() {
        #expect(
            TerminalText.escaping("\\u{1b}\u{1B}\u{202E}", isProse: true)
                == "\\u{1b}\\u{1B}\\u{202E}"
        )
    }

    @Test func `a JSON document is safe to show and reads back as the same`() throws {
        let texts = ["\u{9B}2J\u{202E}", "\u{E0041}a\u{7F}", "plain é 東 \\u{1B}", "\u{2028}"]
        let document = try ControlJSON.encode(texts)
        let shown = TerminalText.escapingJSON(document)
        #expect(TerminalText.escaping(shown, isProse: true) == shown)
        #expect(try ControlJSON.decode([String].self, from: Array(shown.utf8)) == texts)
        #expect(shown.contains("\\uDB40\\uDC41a\\u007F"))
        #expect(TerminalText.escapingJSON(Array("{\n}".utf8)) == "{\n}")
    }

    @Test func `a file is shown line by line, however it is cut`() {
        let file = Array("a\u{1B}\rb,é\r\n東\n\nlast\u{202E}".utf8)
        let expected = "a\\u{1B}\\u{D}b,é\n東\n\nlast\\u{202E}"
        for size in 1...file.count {
            var lines = ShownLines()
            var shown: [UInt8] = []
            for start in stride(from: 0, to: file.count, by: size) {
                shown += lines.taking(Array(file[start..<min(start + size, file.count)]))
            }
            shown += lines.rest()
            #expect(String(decoding: shown, as: UTF8.self) == expected)
        }
    }
}
