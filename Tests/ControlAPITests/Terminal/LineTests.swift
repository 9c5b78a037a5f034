import ControlAPI
import Testing

/// Lines know their width, and cut, wrap and align by it.
struct LineTests {
    @Test func `width counts columns and neither bytes nor scalars`() {
        let widths: [(String, Int)] = [
            ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("ﾊﾞ", 2), ("Ａ", 2),
            ("한국", 4), ("🏥", 2), ("Дамаск", 6), ("\u{1F1E8}\u{1F1E6}", 2), ("ё", 1), ("…│·", 3),
        ]
        for (text, width) in widths {
            #expect(DisplayWidth.columns(of: text) == width, "\(text)")
        }
    }

    @Test func `a cell is cut in columns and never through a wide letter`() {
        #expect(Line("abcdef").shortened(to: 6).text(colour: false) == "abcdef")
        #expect(Line("abcdef").shortened(to: 5).text(colour: false) == "abcd…")
        #expect(Line("東京都").shortened(to: 4).text(colour: false) == "東…")
        #expect(Line("東京都").shortened(to: 6).text(colour: false) == "東京都")
        #expect(Line("abc").shortened(to: 0).text(colour: false) == "…")
        for width in 1...12 {
            #expect(Line("a東b京e\u{301}c都d").shortened(to: width).width <= max(width, 1))
        }
    }

    @Test func `wrapping breaks at blanks, or anywhere if it must`() {
        #expect(
            Line("one two three").wrapped(to: 8).map { $0.text(colour: false) }
                == ["one two ", "three"]
        )
        #expect(
            Line("abcdefgh").wrapped(to: 3).map { $0.text(colour: false) } == ["abc", "def", "gh"]
        )
        #expect(Line("").wrapped(to: 5).map { $0.text(colour: false) } == [""])
        #expect(Line("東京").wrapped(to: 1).count == 2)
    }

    @Test func `wrapping loses nothing but blanks`() {
        let text = "The quick brown 狐 jumps over e\u{301} verylongwordwithoutanyblank at last"
        for width in 2...70 {
            let lines = Line(text).wrapped(to: width)
            #expect(lines.allSatisfy { $0.width <= width })
            let joined = lines.map { $0.text(colour: false) }.joined()
            #expect(joined.filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    @Test func `colour wraps pieces, and only where it is wanted`() {
        let line = Line("good", .good) + " and " + Line("bad", .bad)
        #expect(line.text(colour: false) == "good and bad")
        #expect(line.text(colour: true) == "\u{1B}[32mgood\u{1B}[0m and \u{1B}[1;31mbad\u{1B}[0m")
        #expect(line.width == 12)
    }

    @Test func `text is escaped wherever it enters a line`() {
        let line = Line("a\u{1B}[2J", .bold) + "b\u{202E}" + Line("c\nd")
        #expect(line.text(colour: false) == "a\\u{1B}[2Jb\\u{202E}c\\u{A}d")
    }

    @Test func `columns line up by what is seen`() {
        var table = Table([.init("NAME", widthMax: 8), .init("N", isNumber: true), .init("LAST")])
        table.add([Line("東京"), Line("7"), Line("x")])
        table.add([Line("a long long name"), Line("1204"), Line("y")])
        table.add([Line("Šibenik")])
        let lines = table.lines(indent: 1).map { $0.text(colour: false) }
        #expect(
            lines == [
                " NAME         N  LAST", " 東京         7  x", " a long …  1204  y", " Šibenik",
            ]
        )
    }
}
