import BankModel
import BankStore
import Foundation
import Testing

/// Banks that earlier releases kept are opened by this one.
///
/// `JIG_WRITE_GOLDEN=schema1 swift test --filter GoldenTests` writes the file for a new schema; one
/// that exists is never written again.
@Suite struct GoldenTests {
    @Test(arguments: [1])
    func `a bank of each released schema opens with its records and digest`(schema: Int) throws {
        let home = try TestHome()
        try FileManager.default.copyItem(
            at: Self.folder.appendingPathComponent("schema\(schema).sqlite"),
            to: URL(fileURLWithPath: home.file)
        )
        let bank = try home.open()
        let expected = try Self.history()
        try bank.read { (bank) throws in
            #expect(try bank.digest() == expected.bank.digest())
            #expect(try bank.frontier() == expected.bank.frontier())
            for (id, state) in expected.bank.records {
                #expect(try bank.record(id) == state)
            }
            for entry in expected.entries {
                #expect(try bank.bytes(of: entry.hash) == entry.bytes)
            }
            #expect(try bank.drafts().map(\.summary) == ["a draft"])
        }
        let digest = try bank.rebuild(charter: { _ in TestCharter.charter })
        #expect(digest == expected.bank.digest())
        #expect(digest.description.hasPrefix(Self.digestPrefix))
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["JIG_WRITE_GOLDEN"] != nil))
    func `a golden file is written`() throws {
        let name = try #require(ProcessInfo.processInfo.environment["JIG_WRITE_GOLDEN"])
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Golden/\(name).sqlite").standardized
        try #require(!FileManager.default.fileExists(atPath: source.path))
        let bank = try TestHome().open()
        let history = try Self.history()
        try bank.apply(history.entries)
        try bank.write { bank in
            _ = try bank.keep(
                StoredDraft(number: 0, operatorName: "Ada", at: 1, summary: "a draft", bytes: [1])
            )
        }
        try bank.backup(to: source.path)
        print(history.bank.digest())
    }

    /// The same on every machine and in every release: the tests' dice are part of the golden file.
    private static func history() throws -> (entries: [Entry], bank: ReferenceBank) {
        var history = RandomHistory(dice: SeededDice(seed: 1))
        var bank = ReferenceBank()
        let entries = try (0..<12).map { _ in
            let entry = try history.next(bank)
            _ = try bank.apply(entry, charter: TestCharter.charter, receivedAt: 1)
            return entry
        }
        return (entries, bank)
    }

    private static let digestPrefix = "00"

    private static var folder: URL {
        Bundle.module.resourceURL?.appendingPathComponent("Golden") ?? URL(fileURLWithPath: "/")
    }
}
