import BankModel
import Simulation
import Testing

@testable import PeerProtocol

/// What a writer lets into an entry.
@Suite struct EntryWriterTests {
    @Test func `a change that would make the entry too long is left out, and smaller ones go in`()
        throws
    {
        var writer = EntryWriter(header: try Sample.header(), salt: Sample.salt)
        #expect(writer.isEmpty)
        var texts: [String] = []
        for count in [16_000, 16_000, 16_000, 16_000, 8_000, 4_000, 10, 300, 2_000, 10] {
            let text = String(repeating: "x", count: count)
            let before = writer.bytesSoFar
            if writer.add(Sample.text(text)) {
                texts.append(text)
                #expect(writer.bytesSoFar > before + count)
            } else {
                #expect(writer.bytesSoFar == before && before + count > Limits.entryBytesMax - 400)
            }
        }
        #expect(!writer.isEmpty && texts.count < 10)
        let entry = try finish(writer)
        #expect(entry.changes.map { $0.operations[0].value } == texts.map { .text($0) })
    }

    @Test(arguments: [400, 1_000, Limits.entryBytesMax])
    func `an entry is never longer than was wanted, nor than it said`(bytesMax: Int) throws {
        var dice = Dice(seed: UInt64(bytesMax))
        for _ in 0..<20 {
            var writer = EntryWriter(
                header: try Sample.header(),
                salt: Sample.salt,
                bytesMax: bytesMax
            )
            while writer.add(Sample.text(String(repeating: "x", count: 1 + dice.below(9_000)))) {}
            let entry = try finish(writer)
            #expect(entry.bytes.count <= writer.bytesSoFar && writer.bytesSoFar <= bytesMax)
        }
    }

    @Test func `no entry is made longer than the limit, whatever was wanted`() throws {
        var writer = EntryWriter(header: try Sample.header(), salt: Sample.salt, bytesMax: .max)
        while writer.add(Sample.text(String(repeating: "x", count: 100))) {}
        let count = try finish(writer).bytes.count
        #expect(count <= Limits.entryBytesMax && count > Limits.entryBytesMax * 9 / 10)
    }

    @Test func `as many records are written as the limit says`() throws {
        var writer = EntryWriter(header: try Sample.header(), salt: Sample.salt)
        let creation = EntryChange(
            record: .create(kind: 1, counter: 1),
            firstIndex: 0,
            operations: []
        )
        var count = 0
        while writer.add(creation) { count += 1 }
        #expect(count <= Limits.changesMax && count > Limits.changesMax / 2)
        let entry = try finish(writer)
        #expect(entry.changes.count == count)
        #expect(entry.changes.map(\.firstIndex) == Array(0..<UInt32(count)))
    }

    @Test func `dots are numbered through the entry, one more for a creation`() throws {
        var writer = EntryWriter(header: try Sample.header(), salt: Sample.salt)
        let tag = Operation(field: .tags, merge: .set, value: .word("a"))
        for (isNew, count) in [(false, 2), (true, 0), (true, 3), (false, 0), (false, 1)] {
            var change = Sample.change(Array(repeating: tag, count: count))
            if isNew { change.record = .create(kind: 1, counter: 1) }
            change.firstIndex = 99
            let isTaken = writer.add(change)
            try #require(isTaken)
        }
        let entry = try finish(writer)
        #expect(entry.changes.map(\.firstIndex) == [0, 2, 3, 7, 7])
        #expect(entry.changes[2].index(ofOperation: 0) == 4)
        #expect(entry.changes[4].index(ofOperation: 0) == 7)
    }

    @Test func `a writer whose signer fails makes no entry`() throws {
        struct NoKey: Error {}
        let writer = EntryWriter(header: try Sample.header(), salt: Sample.salt)
        #expect(throws: NoKey.self) { try writer.finish(sign: { _ in throw NoKey() }) }
    }

    /// The entry, which is read as what it was written as.
    private func finish(_ writer: EntryWriter) throws -> Entry {
        let entry = try writer.finish(sign: TestKey().sign).entry
        #expect(try EntryCodec().read(entry.bytes).entry == entry)
        return entry
    }
}
