import BankModel
import ControlAPI
import Testing

/// Values as people read them.
struct ValueTests {
    private func check(_ value: Plain, _ expected: String) {
        #expect(Display().value(value).text(colour: false) == expected)
    }

    @Test func `each form of value has its words`() {
        check(.text("Bridge"), "Bridge")
        check(.integer(5), "5")
        check(.bool(true), "true")
        check(.null, "(cleared)")
        check(.list([.text("a"), .text("b")]), "a, b")
        check(Sample.place(345), "34.5, 38.25 ±100 m")
        check(
            .object([
                .init("lat", .integer(1)), .init("lon", .integer(2)),
                .init("uncertainty_m", .integer(3)), .init("radius_m", .integer(500)),
                .init("shape", .text("circle")),
            ]),
            "1, 2 ±3 m, circle of 500 m"
        )
        let time = Plain.text("2016-09-12T16:00:00.000Z")
        check(Sample.outline("vertices"), "1, 2 ±3 m, polygon of 3 vertices")
        check(
            Sample.outline("points"),
            "1, 2 ±3 m, corridor of 3 points, 500 m to each side"
        )
        let level = Plain.object([.init("fl", .integer(50)), .init("reference", .text("fl"))])
        let height = Plain.object([.init("m", .integer(-2)), .init("reference", .text("agl"))])
        let volume = Plain.object([
            .init("place", Sample.place(345)), .init("lower", height), .init("upper", level),
            .init("from", time),
        ])
        let words = "34.5, 38.25 ±100 m, above -2 m AGL, below FL50 from 2016-09-12 16:00:00Z"
        check(.list([volume]), words)
        check(.list([volume, volume]), "\(words) | \(words)")
        check(
            .object([
                .init("id", .text("us-n3")), .init("kind", .text("notice")),
                .init("version", .text("00aa")),
            ]),
            "us-n3@00aa"
        )
        check(
            .object([
                .init("id", .text("us-n3")), .init("kind", .text("notice")),
                .init("version", .null),
            ]),
            "us-n3"
        )
        check(
            .object([
                .init("id", .null), .init("kind", .text("notice")), .init("version", .text("00aa")),
                .init("here", .bool(false)),
            ]),
            "a notice not here yet@00aa"
        )
        check(
            .object([.init("field", .text("name")), .init("value", .text("Well"))]),
            "name = Well"
        )
        check(.object([.init("from", time)]), "from 2016-09-12 16:00:00Z")
        check(
            .object([.init("from", .null), .init("until", time)]),
            "until 2016-09-12 16:00:00Z"
        )
        check(
            .object([.init("from", time), .init("until", time)]),
            "from 2016-09-12 16:00:00Z until 2016-09-12 16:00:00Z"
        )
        check(
            .object([.init("at", time), .init("by", .text("Anna"))]),
            "2016-09-12 16:00:00Z by Anna"
        )
        check(.object([.init("x", .integer(1)), .init("y", .null)]), "x=1, y=(cleared)")
    }

    @Test func `a text that would read as something else is quoted`() {
        check(.text(""), "\"\"")
        check(.text("(cleared)"), "\"(cleared)\"")
        check(.text(" a"), "\" a\"")
        check(.text("a "), "\"a \"")
        check(.text("\"a\""), "\"\"a\"\"")
    }

    @Test func `hostile text is escaped at any depth`() {
        let hostile = Plain.text("\u{1B}[2J\u{202E}")
        check(hostile, "\\u{1B}[2J\\u{202E}")
        check(.list([hostile]), "\\u{1B}[2J\\u{202E}")
        check(
            .object([.init("\u{7}key", hostile)]),
            "\\u{7}key=\\u{1B}[2J\\u{202E}"
        )
        check(
            .object([.init("lat", hostile), .init("lon", hostile)]),
            "\\u{1B}[2J\\u{202E}, \\u{1B}[2J\\u{202E}"
        )
        check(
            .object([.init("at", .text("no\ttime")), .init("by", hostile)]),
            "no\\u{9}time by \\u{1B}[2J\\u{202E}"
        )
    }
}
