import BankModel
import Simulation
import Testing

/// Which versions of a sector are in force.
@Suite struct AgreementTests {
    private let us = Sample.author("us").partner
    private let ru = Sample.author("ru").partner

    @Test func `a sector is in force once all have agreed, and a newer version is proposed`() throws
    {
        var circle = Circle("us", "ru")
        let record = try circle.create(.sector, by: 0)
        let first = try circle.version(of: record)
        try expect(circle, record, inForce: [], proposed: first, missing: [ru, us])
        try agree(&circle, to: first, record, by: 0)
        try expect(circle, record, inForce: [], proposed: first, missing: [ru])
        try agree(&circle, to: first, record, by: 1)
        try expect(circle, record, inForce: [first], proposed: nil, missing: [])
        try circle.edit(record, FieldEdit(.rules, .set(.text("never at night"))), by: 0)
        try circle.meet()
        let second = try circle.version(of: record)
        try agree(&circle, to: second, record, by: 0)
        try expect(circle, record, inForce: [first], proposed: second, missing: [ru])
        try agree(&circle, to: second, record, by: 1)
        try expect(circle, record, inForce: [second], proposed: nil, missing: [])
        try circle.say(.objected, of: second, record, kind: .sector, by: 1)
        try circle.meet()
        try expect(circle, record, inForce: [first], proposed: second, missing: [ru])
    }

    @Test func `versions made apart are in force together until one that follows both is`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.sector, by: 0)
        try circle.edit(record, FieldEdit(.rules, .set(.text("ours"))), by: 0)
        try circle.edit(record, FieldEdit(.rules, .set(.text("theirs"))), by: 1)
        let ours = try circle.version(of: record, at: 0)
        let theirs = try circle.version(of: record, at: 1)
        for version in [ours, theirs] {
            for author in 0...1 { try agree(&circle, to: version, record, by: author) }
        }
        let both = try circle.version(of: record)
        #expect(both != ours && both != theirs)
        try expect(circle, record, inForce: [ours, theirs], proposed: both, missing: [ru, us])
        for author in 0...1 { try agree(&circle, to: both, record, by: author) }
        try expect(circle, record, inForce: [both], proposed: nil, missing: [])
        try circle.resolve(record, by: .set(.text("settled")), at: 0)
        try circle.meet()
        let settled = try circle.version(of: record)
        for author in 0...1 { try agree(&circle, to: settled, record, by: author) }
        try expect(circle, record, inForce: [settled], proposed: nil, missing: [])
    }

    @Test func `what all agree to withdraw is in force no more`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.sector, by: 0)
        let first = try circle.version(of: record)
        for author in 0...1 { try agree(&circle, to: first, record, by: author) }
        try circle.withdraw(record, by: 0)
        try circle.meet()
        let gone = try circle.version(of: record)
        try agree(&circle, to: gone, record, by: 0)
        try expect(circle, record, inForce: [first], proposed: gone, missing: [ru])
        try agree(&circle, to: gone, record, by: 1)
        try expect(circle, record, inForce: [], proposed: nil, missing: [])
    }

    @Test func `a version in force is read as it was agreed, whatever came later`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.create(.sector, by: 0, [FieldEdit(.rules, .set(.text("one")))])
        let first = try circle.version(of: record)
        try circle.edit(record, FieldEdit(.rules, .set(.text("two"))), by: 1)
        let bank = circle.scribes[1].bank
        let history = VersionHistory(try bank.history(of: record))
        let fields = try #require(history.registers(of: first))
        #expect(fields.map(\.field) == [.life, .name, .areas, .rules])
        #expect(fields.last?.live.map(\.value) == [.text("one")])
        #expect(fields.flatMap { $0.live.map(\.dot) }.sorted() == first.dots)
        #expect(history.registers(of: Version(dots: first.dots + [Sample.dot(1)])) == nil)
        let now = try circle.version(of: record, at: 1)
        #expect(history.registers(of: now)?.last?.live.map(\.value) == [.text("two")])
        #expect(history.follows(now, first))
    }

    private func agree(
        _ circle: inout Circle,
        to version: Version,
        _ record: RecordID,
        by author: Int
    ) throws {
        try circle.say(.agreed, of: version, record, kind: .sector, by: author)
        try circle.meet()
    }

    private func expect(
        _ circle: Circle,
        _ record: RecordID,
        inForce: [Version],
        proposed: Version?,
        missing: [PartnerID],
        location: SourceLocation = #_sourceLocation
    ) throws {
        for author in circle.scribes.indices {
            let agreement = try circle.agreement(on: record, at: author)
            #expect(Set(agreement.inForce) == Set(inForce), sourceLocation: location)
            #expect(agreement.inForce.count == inForce.count, sourceLocation: location)
            #expect(agreement.proposed == proposed, sourceLocation: location)
            #expect(agreement.missing == missing, sourceLocation: location)
        }
    }
}
