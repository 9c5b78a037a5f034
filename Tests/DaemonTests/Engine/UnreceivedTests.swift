import BankModel
import BankStore
import PeerProtocol
import Simulation
import Testing

@testable import Daemon

/// What the daemon looks at to say that notices came stays within its bounds, and misses none.
@Suite final class UnreceivedTests {
    private let home: TemporaryHome
    private let bank: BankDatabase
    private let members: Membership
    private var ru: Scribe
    private let us: PartnerID

    init() throws {
        home = try TemporaryHome()
        bank = try BankDatabase.open(home: home.path, decoding: EntryCodec())
        let authors = History.authors(2)
        members = Membership(of: authors)
        us = authors[0].partner
        ru = Scribe(authors[1], of: members)
    }

    deinit { home.remove() }

    private static let most = Limits.receivedAtOnceMax

    @Test(arguments: [(-1, false), (0, false), (1, true)])
    func `more entries than are looked at together are not remembered one by one`(
        beyond: Int,
        isReview: Bool
    ) throws {
        var unreceived = Unreceived()
        _ = try rounds(of: &unreceived)
        unreceived.add((0..<(Self.most + beyond)).map { Hash256(hashing: Bytes.bigEndian($0)) })
        #expect(unreceived.isDue)
        #expect(try next(&unreceived).isEmpty)
        // A walk over all notices takes several steps; entries that hold none are done with at once.
        #expect(unreceived.isDue == isReview)
    }

    @Test(arguments: [-1, 0, 1])
    func `so many notices are looked at in one step, and the rest in the next`(beyond: Int) throws {
        let count = Self.most + beyond
        _ = try write(count, each: 64)
        var unreceived = Unreceived()
        let found = try rounds(of: &unreceived)
        let wanted = [min(count, Self.most), count - min(count, Self.most)].filter { $0 > 0 }
        #expect(found.filter { $0 > 0 } == wanted)
    }

    @Test func `what came in entries is looked at in steps too, an entry always whole`() throws {
        var unreceived = Unreceived()
        _ = try rounds(of: &unreceived)
        let entries = try write(2 * Self.most + 64, each: 64)
        unreceived.add(entries)
        #expect(try rounds(of: &unreceived) == [Self.most, Self.most, 64])
        let large = try write(Self.most + 44, each: 100)
        unreceived.add(large)
        #expect(try rounds(of: &unreceived) == [300])
    }

    /// So many notices of `ru`, some in each entry; the entries.
    private func write(_ count: Int, each size: Int) throws -> [EntryHash] {
        var entries: [Entry] = []
        for first in stride(from: 0, to: count, by: size) {
            let notices = try (first..<min(first + size, count)).map { _ in try notice() }
            entries.append(try #require(try ru.write(notices, to: .ops)))
        }
        try bank.write { transaction in
            for entry in entries {
                _ = try transaction.apply(entry, charter: members.charter, receivedAt: 1)
            }
        }
        return entries.map(\.hash)
    }

    private func notice() throws -> AuthoredChange {
        let place = try #require(Place(latitude: 0, longitude: 0, uncertainty: 0))
        let values: [(FieldID, Value)] = [
            (.title, .text("Convoy")), (.activity, .word("convoy")), (.lead, .word("ru")),
            (.volumes, .volumes([Volume(place: place, time: Interval(from: 1, until: 2))])),
            (.state, .word("issued")),
        ]
        return AuthoredChange(
            record: .new(kind: Kind.notice.number),
            operations: values.map {
                AuthoredOperation(field: $0, merge: .register, value: $1)
            }
        )
    }

    private func next(_ unreceived: inout Unreceived) throws -> [Reference] {
        try bank.read { try unreceived.next(for: us, in: $0) }
    }

    /// How many are found in each step, until there is nothing to look at.
    private func rounds(of unreceived: inout Unreceived) throws -> [Int] {
        var counts: [Int] = []
        while unreceived.isDue { counts.append(try next(&unreceived).count) }
        return counts
    }
}
