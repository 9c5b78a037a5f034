import BankModel
import PeerProtocol
import Simulation
import Testing

/// The bytes of entries are a contract with every node and every log in the field.
@Suite struct GoldenEntryTests {
    @Test(arguments: EntryShape.all)
    func `a committed entry is read as what it says`(shape: EntryShape) throws {
        let golden = try Self.golden(shape)
        let read = try EntryCodec().read(golden["bytes"])
        let header = try shape.head()
        #expect(read.entry.header == header)
        #expect(read.entry.header.operatorName.utf8.elementsEqual(header.operatorName.utf8))
        #expect(read.entry.changes == shape.changes)
        #expect(read.entry.bytes == golden["bytes"])
        #expect(read.entry.hash.bytes == golden["hash"])
        #expect(read.signature == golden["signature"])
        #expect(try TestKey().isSigned(read.entry.hash, signature: read.signature))
        #expect(try EntryCodec().entry(from: golden["bytes"]) == read.entry)
    }

    @Test(arguments: EntryShape.all)
    func `what it says is written as the committed bytes`(shape: EntryShape) throws {
        let golden = try Self.golden(shape)
        let written = try shape.signed()
        #expect(written.entry.bytes == golden["bytes"])
        #expect(written.entry.hash.bytes == golden["hash"])
        #expect(written.signature == golden["signature"])
        #expect(try written.entry == EntryCodec().read(golden["bytes"]).entry)
    }

    @Test func `every committed entry is held to`() throws {
        let names = try GoldenFile.names().filter { $0.hasPrefix("entry-") }
        #expect(names == EntryShape.all.map { "entry-\($0.name)" }.sorted())
    }

    @Test(arguments: [1, 200, 16_000])
    func `an entry made by hand from the contract is the one that is written`(count: Int) throws {
        let author = try Sample.author("us")
        let header = EntryHeader(
            bank: Sample.bank,
            log: try Sample.log("us"),
            seq: 7,
            previous: Sample.hashes(2),
            seen: [try Sample.seen("ru", 300, "ru 300"), try Sample.seen("ru.2", 1, "ru.2 1")],
            claimed: ClaimedTime(milliseconds: -1_700_000_000_123),
            operatorName: "Ada",
            charter: 1,
            roster: 3
        )
        let text = String(repeating: "x", count: count)
        let raw = RawEntry(header: header, text: Array(text.utf8))
        var writer = EntryWriter(header: header, salt: [UInt8](repeating: 5, count: 16))
        let isTaken = writer.add(
            EntryChange(
                record: .create(kind: 1, counter: 1),
                firstIndex: 0,
                operations: [Operation(field: .control, merge: .register, value: .text(text))]
            )
        )
        try #require(isTaken)
        let written = writer.finish(sign: { SimKeyring.signature(of: $0, by: author) })
        #expect(written.entry.bytes == raw.bytes(signedBy: author))
    }

    private static func golden(_ shape: EntryShape) throws -> GoldenFile {
        let signed = try shape.signed()
        return try GoldenFile.named(
            "entry-\(shape.name)",
            madeOf: [
                "bytes": signed.entry.bytes, "hash": signed.entry.hash.bytes,
                "signature": signed.signature,
            ]
        )
    }
}
