import BankModel
import Foundation
import GRDB
import Simulation
import Testing

@testable import BankStore

/// Banks that earlier releases kept are opened by this one.
///
/// `JIG_WRITE_GOLDEN=schema1 swift test --filter GoldenTests` writes the file for a new schema; one
/// that exists is never written again.
@Suite struct GoldenTests {
    @Test(arguments: [
        (1, "3955f68739d86972cffe011fb7118cf92e6a27e0acd7ef85fee41e3fb69aca88"),
        (2, "3955f68739d86972cffe011fb7118cf92e6a27e0acd7ef85fee41e3fb69aca88"),
        (3, "e3ddb2df6fdf7e981476e8d09e03f41766174f793d1cd27b92dce7a5cf0362b7"),
        (4, "e3ddb2df6fdf7e981476e8d09e03f41766174f793d1cd27b92dce7a5cf0362b7"),
        (5, "e3ddb2df6fdf7e981476e8d09e03f41766174f793d1cd27b92dce7a5cf0362b7"),
        (6, "62fa3188f96ad9d501795227c5c9f4d7a28f76f0b30b774c7751f89f2250570d"),
    ])
    func `a bank of each released schema opens with its records and digest`(
        schema: Int,
        digest: String
    ) throws {
        let home = try TestHome()
        try FileManager.default.copyItem(
            at: Self.folder.appendingPathComponent("schema\(schema).sqlite"),
            to: URL(fileURLWithPath: home.file)
        )
        let bank = try home.open()
        #expect(try bank.read { try $0.digest() }.description == digest)
        try expectWhole(bank)
        #expect(try bank.rebuild(charter: { _ in TestCharter.charter }).description == digest)
        try expectWhole(bank)
        #expect(try bank.read { try $0.drafts().map(\.summary) } == ["a draft"])
    }

    /// Every record is what the entries of the file's own log make of it.
    private func expectWhole(_ bank: BankDatabase) throws {
        try bank.read { (bank) throws in
            var memory = MemoryBank()
            var last: Int64 = 0
            while let next = try bank.loggedEntry(after: last) {
                let entry = try TestCodec().entry(from: next.bytes)
                _ = try memory.apply(entry, charter: TestCharter.charter, receivedAt: 1)
                last = next.key
            }
            #expect(try bank.frontier() == memory.frontier())
            #expect(memory.allRecords.count > 5)
            for state in memory.allRecords {
                #expect(try bank.record(state.id) == state)
                try expectFound(state, in: bank)
            }
            for mention in memory.allRecords.flatMap(\.mentions) {
                let referring = memory.records(referringTo: mention.record, kind: nil)
                let found = try bank.records(referringTo: mention.record, kind: nil)
                #expect(found == referring)
            }
            // Joining parts of the index of words is nothing that a commit does.
            let joins = try Int.fetchOne(
                bank.connection.database,
                sql: "SELECT v FROM words_config WHERE k = 'automerge'"
            )
            #expect(joins == 0)
            var standing = RecordQuery()
            standing.isStandingNotice = true
            #expect(
                Set(try bank.page(standing).records.map(\.state.id))
                    == Set(memory.allRecords.filter(\.isStandingNotice).map(\.id))
            )
            for conflict in memory.allConflicts {
                #expect(try bank.conflict(conflict.id) == conflict)
            }
        }
    }

    /// The index of places reaches as far as the record does, its stated buffer included.
    private func expectFound(_ state: RecordState, in bank: BankSnapshot) throws {
        for sibling in state.live(.buffer) {
            guard case .millimetres(let buffer) = sibling.value, let place = state.places.first
            else { continue }
            let edges = PlaceBox.boxes(
                latitude: place.latitude,
                longitude: place.longitude,
                reach: place.reach + buffer
            )
            var query = RecordQuery()
            query.isWithdrawn = state.isWithdrawn
            query.near = edges.compactMap {
                PlaceBox(south: $0.north, north: $0.north, west: $0.west, east: $0.east)
            }
            query.matches = { $0.id == state.id }
            #expect(try bank.page(query).records.count == 1)
        }
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

    private static func history() throws -> (entries: [Entry], bank: MemoryBank) {
        var history = RandomHistory(dice: SeededDice(seed: 1))
        var bank = MemoryBank()
        let entries = try (0..<24).map { _ in
            let entry = try history.next(bank)
            _ = try bank.apply(entry, charter: TestCharter.charter, receivedAt: 1)
            return entry
        }
        return (entries, bank)
    }

    private static var folder: URL {
        Bundle.module.resourceURL?.appendingPathComponent("Golden") ?? URL(fileURLWithPath: "/")
    }
}
