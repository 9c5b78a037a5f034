import Simulation
import Testing

@testable import BankModel

/// When a conflict is open, and under which id.
@Suite struct ConflictTests {
    @Test func `both sides know a conflict by the same eight letters`() throws {
        let (circle, record) = try Self.conflict(among: 2)
        let ids = try [0, 1].map { try circle.state(record, at: $0).conflicts.map(\.id) }
        #expect(ids[0].count == 1 && ids[0] == ids[1])
        let letters = try #require(ids[0].first).description
        #expect(letters.utf8.count == 8)
        #expect(letters.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
    }

    @Test func `an id changes with its siblings, its record and its field`() {
        let dots = (1...3).map { Sample.dot($0) }
        let ids = [
            ConflictID(record: dots[0], field: .name, dots: dots),
            ConflictID(record: dots[0], field: .name, dots: Array(dots.dropLast())),
            ConflictID(record: dots[0], field: .name, dots: Array(dots.dropFirst())),
            ConflictID(record: dots[1], field: .name, dots: dots),
            ConflictID(record: dots[0], field: .control, dots: dots),
            ConflictID(record: dots[0], field: .attribute("a"), dots: dots),
            ConflictID(record: dots[0], field: .attribute("b"), dots: dots),
        ]
        #expect(Set(ids).count == ids.count)
        #expect(Set(ids.map(\.description)).count == ids.count)
    }

    @Test func `an id is the same in whatever order its siblings are told`() {
        let dots = (1...4).map { Sample.dot($0) }
        let one = Conflict(record: dots[0], kind: .values, field: .name, dots: dots)
        let other = Conflict(record: dots[0], kind: .values, field: .name, dots: dots.reversed())
        #expect(one == other && one.dots == dots.sorted())
    }

    @Test func `the letters are the low digits of the hash in base 26`() {
        func letters(_ word: UInt64) -> String {
            ConflictID(hash: Hash256(word0: word, word1: 1, word2: 2, word3: 3)).description
        }
        #expect(letters(0) == "aaaaaaaa")
        #expect(letters(25) == "zaaaaaaa")
        #expect(letters(26) == "abaaaaaa")
        #expect(letters(26 * 26 * 26 * 26 * 26 * 26 * 26) == "aaaaaaab")
        #expect(letters(.max) == "pqmuysxm")
    }

    @Test func `a third sibling opens the conflict under another id`() throws {
        var (circle, record) = try Self.conflict(among: 2)
        let before = try circle.state(record, at: 0).conflicts
        try circle.set(.name, of: record, to: "third", by: 1, hasSeen: false)
        try circle.meet()
        let after = try circle.state(record, at: 0).conflicts
        #expect(after.count == 1 && after != before)
        #expect(circle.scribes[0].bank.conflict(before[0].id) == nil)
        #expect(circle.scribes[0].bank.conflict(after[0].id) == after[0])
    }

    @Test func `equal values are one value, in whatever bytes they were sent`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        for author in [0, 1] {
            try circle.edit(record, FieldEdit(.name, .set(.text("same"))), by: author)
        }
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(state.live(.name).count == 2 && state.conflicts.isEmpty)
        #expect(state.state(of: .name)?.distinctValues == [.text("same")])
    }

    @Test func `text that only looks the same is a conflict`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, FieldEdit(.name, .set(.text("\u{e9}"))), by: 0)
        try circle.edit(record, FieldEdit(.name, .set(.text("e\u{301}"))), by: 1)
        try circle.meet()
        #expect(try circle.state(record, at: 0).conflicts.map(\.kind) == [.values])
    }

    @Test func `clearing beside an edit is a conflict`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target(by: 0, [FieldEdit(.control, .set(.text("x")))])
        try circle.edit(record, FieldEdit(.control, .set(.cleared)), by: 0)
        try circle.edit(record, FieldEdit(.control, .set(.text("y"))), by: 1)
        try circle.meet()
        #expect(try circle.state(record, at: 0).conflicts.map(\.field) == [.control])
    }

    @Test func `sets and lists never conflict`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        for (author, word) in ["a", "b"].enumerated() {
            try circle.edit(
                record,
                FieldEdit(.tags, .add(.word(word))),
                FieldEdit(.remarks, .append(.text(word))),
                by: author
            )
        }
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(state.live(.tags).count == 2 && state.live(.remarks).count == 2)
        #expect(state.conflicts.isEmpty)
    }

    /// A target to which so many partners have given names of their own.
    private static func conflict(
        among count: Int
    ) throws -> (circle: Circle, record: RecordID) {
        var circle = Circle("us", "ru", "fr")
        let record = try circle.target()
        for author in 0..<count {
            try circle.edit(record, FieldEdit(.name, .set(.text("\(author)"))), by: author)
        }
        try circle.meet()
        return (circle, record)
    }
}
