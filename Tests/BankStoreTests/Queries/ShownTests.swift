import BankModel
import BankStore
import Testing

/// Versions that a write answered with, found again by their names.
@Suite struct ShownTests {
    @Test func `a version that the record never had as a whole is found again`() throws {
        let (bank, record, dots) = try Self.bank()
        let seen = Version(dots: [dots[0]])
        #expect(try bank.read { try $0.shownVersion(seen.id, of: record) } == nil)
        try bank.write { try $0.keepShown(seen, of: record) }
        #expect(try bank.read { try $0.shownVersion(seen.id, of: record) } == seen)
        let whole = try #require(try bank.read { try $0.record(record)?.version })
        #expect(try bank.read { try $0.shownVersion(whole.id, of: record) } == whole)
    }

    @Test func `as many versions are kept as are allowed, and the oldest makes room`() throws {
        let (bank, record, dots) = try Self.bank()
        // Sets of dots stand for versions; names are all that matters here.
        let versions = (0...Limits.shownVersionsMax).map { number in
            Version(dots: dots + [Dot(entry: record.entry, index: UInt32(100 + number))])
        }
        try bank.write { bank in
            for version in versions.dropLast() { try bank.keepShown(version, of: record) }
        }
        #expect(try bank.read { try $0.shownVersion(versions[0].id, of: record) } != nil)
        try bank.write { try $0.keepShown(versions[versions.count - 1], of: record) }
        #expect(try bank.read { try $0.shownVersion(versions[0].id, of: record) } == nil)
        for version in [versions[1], versions[versions.count - 1]] {
            #expect(try bank.read { try $0.shownVersion(version.id, of: record) } == version)
        }
    }

    private static func bank() throws -> (BankDatabase, RecordID, [Dot]) {
        let bank = try TestHome().open()
        var writer = TestWriter("us")
        let entry = writer.entry([
            writer.creation(1, [(.name, .text("a")), (.control, .text("b"))])
        ])
        try bank.apply([entry])
        let record = RecordID(entry: entry.hash, index: 0)
        return (bank, record, (0...2).map { Dot(entry: entry.hash, index: $0) })
    }
}
