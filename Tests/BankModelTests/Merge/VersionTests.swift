import BankModel
import Testing

/// A version is what a reader has seen of a record's registers.
@Suite struct VersionTests {
    @Test func `a version covers registers only`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let before = try circle.state(record, at: 0).version
        for edit in [
            FieldEdit(.tags, .add(.word("a"))), FieldEdit(.tags, .remove(.word("a"))),
            FieldEdit(.externalIDs, .add(.word("a:1"))), FieldEdit(.remarks, .append(.text("x"))),
        ] {
            try circle.edit(record, edit, by: 0)
            #expect(try circle.state(record, at: 0).version == before, "\(edit)")
        }
    }

    @Test func `any register makes another version, life and attributes included`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        var versions = [try circle.state(record, at: 0).version]
        for edit in [
            FieldEdit(.name, .set(.text("x"))), FieldEdit(.attribute("k"), .set(.text("x"))),
            FieldEdit(.attribute("k"), .set(.cleared)), FieldEdit(.grade, .set(.word("A1"))),
        ] {
            try circle.edit(record, edit, by: 0)
            versions.append(try circle.state(record, at: 0).version)
        }
        try circle.withdraw(record, by: 0)
        versions.append(try circle.state(record, at: 0).version)
        #expect(Set(versions).count == versions.count)
        #expect(Set(versions.map(\.id)).count == versions.count)
    }

    @Test func `a value set again is another version: somebody said it again`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let before = try circle.state(record, at: 0)
        try circle.set(.name, of: record, to: "thing", by: 1)
        try circle.meet()
        let after = try circle.state(record, at: 0)
        #expect(after.live(.name).map(\.value) == before.live(.name).map(\.value))
        #expect(after.version != before.version)
    }

    @Test func `both sides name a version alike, whatever order they heard in`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, FieldEdit(.name, .set(.text("us"))), by: 0)
        try circle.edit(record, FieldEdit(.name, .set(.text("ru"))), by: 1)
        try circle.meet()
        let (us, ru) = (try circle.state(record, at: 0), try circle.state(record, at: 1))
        #expect(us.version.id.description == ru.version.id.description)
        let dots = (1...5).map { Sample.dot($0) }
        #expect(Version(dots: dots) == Version(dots: dots.reversed()))
    }

    @Test func `a version's name is 16 digits and reads back`() {
        let id = Version(dots: [Sample.dot(1)]).id
        #expect(id.description.utf8.count == 16)
        #expect(VersionID(id.description) == id)
        for text in ["", "0", String(repeating: "0", count: 15), String(repeating: "0", count: 17)]
        {
            #expect(VersionID(text) == nil)
        }
        #expect(VersionID(String(repeating: "g", count: 16)) == nil)
    }
}
