import BankModel
import Testing

@testable import BankStore

/// Integers and values go into a blob and come out the same; a damaged blob is an error.
@Suite struct BlobTests {
    @Test func `integers of every length come back`() throws {
        var writer = BlobWriter()
        let unsigned: [UInt64] = [0, 1, 127, 128, 16_383, 16_384, .max / 2, .max - 1, .max]
        let signed: [Int64] = [0, 1, -1, 63, -64, 64, -65, .max, .min]
        for value in unsigned { writer.unsigned(value) }
        for value in signed { writer.signed(value) }
        var reader = BlobReader(writer.bytes)
        #expect(try unsigned.map { _ in try reader.unsigned() } == unsigned)
        #expect(try signed.map { _ in try reader.signed() } == signed)
        #expect(reader.isAtEnd)
    }

    @Test func `small magnitudes take one byte`() {
        for value: Int64 in [0, -1, 1, 63, -64] {
            var writer = BlobWriter()
            writer.signed(value)
            #expect(writer.bytes.count == 1)
        }
    }

    @Test(
        arguments: [
            [], [0x80], [UInt8](repeating: 0xFF, count: 9), [UInt8](repeating: 0xFF, count: 10),
            [UInt8](repeating: 0x80, count: 9) + [2], [UInt8](repeating: 0x80, count: 20),
        ] as [[UInt8]]
    )
    func `an integer that is cut short or too long is an error`(bytes: [UInt8]) {
        #expect(throws: StoreError.self) {
            var reader = BlobReader(bytes)
            return try reader.unsigned()
        }
    }

    @Test func `a count beyond the end is an error before anything is read`() {
        var writer = BlobWriter()
        writer.unsigned(.max)
        let bytes = writer.bytes
        #expect(throws: StoreError.self) {
            var reader = BlobReader(bytes)
            return try reader.counted()
        }
    }

    @Test func `text that is not UTF-8 is an error`() {
        #expect(throws: StoreError.self) {
            var reader = BlobReader([2, 0xC3, 0x28])
            return try reader.text()
        }
    }

    @Test func `every value comes back byte for byte`() throws {
        var dice = SeededDice(seed: 1)
        for _ in 0..<2000 {
            let value = RandomValues.value(&dice)
            var writer = BlobWriter()
            writer.value(value)
            var reader = BlobReader(writer.bytes)
            #expect(try reader.value().domainBytes == value.domainBytes)
            #expect(reader.isAtEnd)
        }
    }

    @Test func `a value cut short is an error`() {
        var dice = SeededDice(seed: 2)
        for _ in 0..<200 {
            var writer = BlobWriter()
            writer.value(RandomValues.value(&dice))
            for count in 0..<min(writer.bytes.count, 40) {
                let bytes = Array(writer.bytes.prefix(count))
                #expect(throws: StoreError.self) {
                    var reader = BlobReader(bytes)
                    return try reader.value()
                }
            }
        }
    }

    /// However deep a damaged blob puts suggestions into each other, nothing goes down with them.
    @Test func `a suggestion in a suggestion is an error`() {
        let depth = 100_000
        let bytes = Array(repeatElement([11, 1, 0] as [UInt8], count: depth).joined()) + [0]
        for bytes in [bytes, [11, 1, 0, 11, 1, 0, 0]] {
            #expect(throws: StoreError.self) {
                var reader = BlobReader(bytes)
                return try reader.value()
            }
        }
        var reader = BlobReader([11, 1, 0, 0])
        #expect(throws: Never.self) { _ = try reader.value() }
    }

    @Test func `a frontier comes back, and a damaged one never traps`() throws {
        var dice = SeededDice(seed: 3)
        var logs: [LogID: [Head]] = [:]
        for name in ["us", "us.2", "ru"] {
            let author = try #require(AuthorID(name))
            logs[LogID(author: author, channel: .bank)] = (1...3).map {
                Head(seq: $0, hash: Hash256(hashing: Array(name.utf8), [UInt8($0)]))
            }
        }
        let frontier = Frontier(logs)
        let blob = FrontierBlob.encode(frontier)
        #expect(try FrontierBlob.decode(blob) == frontier)
        for count in blob.indices {
            #expect(throws: StoreError.self) { try FrontierBlob.decode(Array(blob.prefix(count))) }
        }
        for _ in 0..<2000 {
            var damaged = blob
            damaged[Int.random(in: blob.indices, using: &dice)] ^=
                1 << UInt8.random(in: 0..<8, using: &dice)
            _ = try? FrontierBlob.decode(damaged)
        }
    }
}
