import BankModel
import BankStore
import ControlAPI
import PeerProtocol
import Simulation
import Testing

@testable import Daemon

/// What a partner proposes is held to what may be written, whatever its own program asks.
@Suite struct ProposedTests {
    private let us: AuthorID
    private let ru: AuthorID
    private let members: Membership

    init() throws {
        us = try #require(AuthorID("us"))
        ru = try #require(AuthorID("ru"))
        members = Membership(of: [us, ru])
    }

    @Test(arguments: [true, false])
    func `an outline is accepted only if it may be written`(isCrossing: Bool) throws {
        let corners = [(0, 0), (0, 10_000), (10_000, 10_000), (10_000, 0)]
        let outline = try place(isCrossing ? [0, 2, 1, 3].map { corners[$0] } : corners)
        try withProposal(of: .place(outline)) { bank in
            let pen = Pen(author: ru, charter: members.charter, rules: .first)
            let proposed = try Proposed("us-p1", in: bank, pen)
            guard isCrossing else {
                let change = try proposed.change(by: pen, shown: proposed.shown, reason: nil)
                #expect(change?.operations.map(\.value) == [.place(outline)])
                #expect(change?.operations.map(\.typed) == [["37SDU3114617852"]])
                return
            }
            let failure = #expect(throws: Failure.self) {
                try proposed.change(by: pen, shown: proposed.shown, reason: nil)
            }
            #expect(failure?.message.contains("us-p1 proposes an outline") == true)
            #expect(failure?.next?.contains("proposal decline us-p1") == true)
        }
    }

    private func place(_ corners: [(Int, Int)]) throws -> Place {
        let positions = try corners.map { north, east in
            try #require(Position(latitude: Int32(north), longitude: Int32(east)))
        }
        return try #require(
            Place(latitude: 0, longitude: 0, uncertainty: 1_000, shape: .polygon(positions))
        )
    }

    /// A bank in which us proposes a place for a site of ru.
    private func withProposal(
        of value: Value,
        _ body: (BankTransaction) throws -> Void
    ) throws {
        var (owner, partner) = (Scribe(ru, of: members), Scribe(us, of: members))
        let site = AuthoredChange(
            record: .new(kind: Kind.site.number),
            operations: [
                set(.name, .text("Clinic")), set(.category, .word("medical")),
                set(.place, .place(try place([(0, 0), (0, 5_000), (5_000, 5_000)]))),
            ]
        )
        let entry = try #require(try owner.write([site]))
        try partner.take(entry)
        let state = try #require(partner.bank.record(RecordID(entry: entry.hash, index: 0)))
        var change = set(
            .change,
            .suggestion(try #require(Suggestion(field: .place, value: value)))
        )
        change.typed = ["37SDU3114617852"]
        let proposal = AuthoredChange(
            record: .new(kind: Kind.proposal.number),
            operations: [set(.about, .reference(try #require(Reference(to: state)))), change]
        )
        let proposed = try #require(
            try partner.write([proposal], to: Kind.proposal.channel)
        )
        let home = try TemporaryHome()
        defer { home.remove() }
        let bank = try BankDatabase.open(home: home.path, decoding: EntryCodec())
        defer { try? bank.close() }
        try bank.write { bank in
            for entry in [entry, proposed] {
                let applied = try bank.apply(entry, charter: members.charter, receivedAt: 1)
                #expect(applied.invalid.isEmpty)
            }
            try body(bank)
        }
    }

    private func set(_ field: FieldID, _ value: Value) -> AuthoredOperation {
        AuthoredOperation(field: field, merge: .register, value: value)
    }
}
