import BankModel
import Simulation
import Testing

/// What partners have said about a record, and what of it is their word.
@Suite struct StandingTests {
    private static let ru = Sample.author("ru").partner

    @Test(
        arguments: [
            ([Saying.acknowledged], Saying.acknowledged),
            ([.agreed, .objected], .objected), ([.objected, .agreed], .agreed),
            ([.agreed, .acknowledged], .acknowledged), ([.objected, .withdrawn], nil),
            ([.withdrawn, .agreed], .agreed), ([.received], nil), ([.agreed, .received], .agreed),
            ([.agreed, .withdrawn, .received], nil), ([], nil),
        ] as [([Saying], Saying?)]
    )
    func `the last that an author said of a version is its partner's word`(
        said: [Saying],
        word: Saying?
    ) throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.notice, by: 0)
        let version = try circle.version(of: record)
        for saying in said { try circle.say(saying, of: version, record, by: 1) }
        try circle.meet()
        let standing = try circle.standing(of: record)
        #expect(standing.word(of: Self.ru, on: version) == word)
        #expect(standing.hasAnswered(Self.ru) == (word != nil))
        #expect(standing.hasReceived(version, by: Self.ru) == said.contains(.received))
        let words = standing.statements.filter { $0.says != .received }
        #expect(words.filter { !standing.isOverruled($0) }.count == (words.isEmpty ? 0 : 1))
        let us = Sample.author("us").partner
        #expect(standing.word(of: us, on: version) == nil && !standing.hasAnswered(us))
    }

    @Test(
        arguments: [
            (Saying.agreed, Saying.objected, Saying.objected),
            (.agreed, .acknowledged, .acknowledged), (.acknowledged, .objected, .objected),
            (.agreed, .withdrawn, nil), (.acknowledged, .withdrawn, nil),
            (.objected, .withdrawn, .objected), (.agreed, .agreed, .agreed),
        ] as [(Saying, Saying, Saying?)]
    )
    func `of two nodes that spoke apart, the one that grants less is the partner's word`(
        one: Saying,
        other: Saying,
        word: Saying?
    ) throws {
        for (first, second) in [(one, other), (other, one)] {
            var circle = Circle("us", "ru", "ru.2")
            let record = try circle.create(.notice, by: 0)
            let version = try circle.version(of: record)
            try circle.say(first, of: version, record, by: 1)
            try circle.say(second, of: version, record, by: 2)
            try circle.meet()
            let standing = try circle.standing(of: record)
            #expect(standing.word(of: Self.ru, on: version) == word, "\(first), \(second)")
            #expect(standing.statements.allSatisfy { !standing.isOverruled($0) })
        }
    }

    @Test func `a node that has heard another of its partner can take its word back`() throws {
        var circle = Circle("us", "ru", "ru.2")
        let record = try circle.create(.notice, by: 0)
        let version = try circle.version(of: record)
        try circle.say(.objected, of: version, record, by: 1)
        try circle.tell(2, what: 1)
        try circle.say(.agreed, of: version, record, by: 2)
        try circle.meet()
        #expect(try circle.standing(of: record).word(of: Self.ru, on: version) == .agreed)
    }

    @Test func `a change of the record makes what was said stale, and answers nothing`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.notice, by: 0)
        let before = try circle.version(of: record)
        try circle.say(.acknowledged, of: before, record, by: 1)
        try circle.meet()
        let held = try circle.standing(of: record)
        #expect(!held.isStale(held.statements[0]) && held.hasAnswered(Self.ru))
        try circle.edit(record, FieldEdit(.remarks, .append(.text("a remark"))), by: 0)
        #expect(try circle.standing(of: record).hasAnswered(Self.ru))
        try circle.edit(record, FieldEdit(.title, .set(.text("another"))), by: 0)
        let standing = try circle.standing(of: record)
        #expect(standing.isStale(standing.statements[0]) && !standing.hasAnswered(Self.ru))
        #expect(standing.word(of: Self.ru, on: before) == .acknowledged)
    }

    @Test func `a word on one version leaves the word on another`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.notice, by: 0)
        let before = try circle.version(of: record)
        try circle.say(.agreed, of: before, record, by: 1)
        try circle.edit(record, FieldEdit(.title, .set(.text("another"))), by: 0)
        let after = try circle.version(of: record)
        try circle.say(.objected, of: after, record, by: 1)
        try circle.meet()
        let standing = try circle.standing(of: record)
        #expect(standing.word(of: Self.ru, on: before) == .agreed)
        #expect(standing.word(of: Self.ru, on: after) == .objected)
    }

    @Test func `the last word is the last about any version, and of several apart the least`()
        throws
    {
        var circle = Circle("us", "ru", "ru.2")
        let record = try circle.create(.notice, by: 0)
        let before = try circle.version(of: record)
        try circle.say(.agreed, of: before, record, by: 1)
        try circle.edit(record, FieldEdit(.title, .set(.text("another"))), by: 0)
        let after = try circle.version(of: record)
        try circle.say(.acknowledged, of: after, record, by: 1)
        try circle.say(.received, of: after, record, by: 1)
        try circle.tell(0, what: 1)
        let alone = try circle.standing(of: record)
        #expect(alone.lastWords(of: Self.ru).map(\.says) == [.acknowledged])
        #expect(alone.lastWord(of: Self.ru) == .acknowledged)
        try circle.say(.objected, of: before, record, by: 2)
        try circle.meet()
        let apart = try circle.standing(of: record)
        #expect(Set(apart.lastWords(of: Self.ru).map(\.says)) == [.acknowledged, .objected])
        #expect(apart.lastWord(of: Self.ru) == .objected)
        try circle.say(.withdrawn, of: after, record, by: 2)
        try circle.meet()
        let standing = try circle.standing(of: record)
        #expect(standing.lastWords(of: Self.ru).map(\.says) == [.withdrawn])
        #expect(standing.lastWord(of: Self.ru) == nil)
        #expect(standing.lastSeen(by: Self.ru).map(\.version) == [after])
        #expect(standing.lastWords(of: Sample.author("us").partner).isEmpty)
    }

    @Test func `what takes back a word on the record as such takes back each of its words`() {
        let version = Version(dots: [Sample.dot(1)])
        let made = { (number: UInt8, says: Saying, version: Version?) in
            Statement(
                id: Sample.dot(number),
                author: Sample.author("ru"),
                says: says,
                record: Sample.dot(9),
                version: version
            )
        }
        let order: [RecordID] = [3, 4, 5].map { Sample.dot($0) }
        let check = { (said: [Statement], word: Saying?) in
            let standing = Standing(of: version, statements: said) { later, earlier in
                order.firstIndex(of: later.id) ?? 0 > order.firstIndex(of: earlier.id) ?? 0
            }
            #expect(standing.word(of: Self.ru, on: version) == word)
        }
        check([made(3, .agreed, version), made(4, .withdrawn, nil)], nil)
        check([made(3, .withdrawn, nil), made(4, .agreed, version)], .agreed)
        check([made(3, .agreed, version), made(4, .objected, nil)], .agreed)
        check([made(3, .agreed, version), made(4, .withdrawn, Version(dots: []))], .agreed)
    }

    @Test func `a statement says the first thing that it says, and one that lacks it is none`()
        throws
    {
        var circle = Circle("us", "ru")
        let record = try circle.create(.notice, by: 0)
        #expect(Statement(try circle.state(record, at: 0)) == nil)
        let about = try #require(Reference(to: try circle.state(record, at: 0)))
        let put = { (field: FieldID, value: Value) in
            Operation(field: field, merge: .register, value: value)
        }
        let word = put(.says, .word("agreed"))
        let reference = put(.about, .reference(about))
        let table: [([Operation], Saying?)] = [
            ([reference, word, put(.says, .word("objected"))], .agreed),
            ([reference, word, put(.about, Sample.reference(.notice, 1))], .agreed),
            ([word], nil), ([reference], nil),
        ]
        for (operations, says) in table {
            let change = EntryChange(
                record: .create(kind: Kind.statement.number, counter: 1),
                firstIndex: 0,
                operations: operations
            )
            let header = circle.scribes[1].header(for: .ops)
            let applied = try circle.sign([change], under: header, by: 1)
            let made = try #require(applied.records.first)
            let statement = Statement(try circle.state(made, at: 1))
            #expect(statement?.says == says)
            #expect(statement.map(\.record) == (says == nil ? nil : record))
        }
        try circle.meet()
        #expect(try circle.standing(of: record).statements.count == 2)
    }
}
