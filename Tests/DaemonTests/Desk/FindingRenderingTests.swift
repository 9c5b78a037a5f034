import BankModel
import BankStore
import ControlAPI
import Deconfliction
import PeerProtocol
import Simulation
import Testing

@testable import Daemon

/// An answer about findings lists so many, and counts and sums up all.
@Suite struct FindingRenderingTests {
    @Test(arguments: [(-1, 0), (0, 0), (1, 1)])
    func `findings beyond the limit are counted and in the digest, and not listed`(
        beyond: Int,
        missing: Int
    ) throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let bank = try BankDatabase.open(home: home.path, decoding: EntryCodec())
        let charter = Membership(of: History.authors(2)).charter
        let terms = FindingTerms(at: 2, charter: charter)
        let count = Limits.findingsListedMax + beyond
        let found = (1...count).flatMap {
            Check.terms(of: RecordView(site(UInt64($0)), charter: charter), terms)
        }
        #expect(found.count == count)
        let list = try bank.read { try FindingRendering(bank: $0).list(found, terms) }
        #expect(list.counted == count)
        #expect(list.findings.count == count - missing)
        #expect(list.digest == FindingSet(found).digest.hex)
    }

    /// A site that should have been looked at again.
    private func site(_ number: UInt64) -> RecordState {
        let id = Dot(entry: Hash256(hashing: Bytes.bigEndian(number)), index: 0)
        let author = History.authors(1)[0]
        let siblings = [Value.life(.inBank), .instant(1)].map {
            Sibling(dot: id, author: author, value: $0, aware: [])
        }
        return RecordState(
            id: id,
            kind: Kind.site.number,
            creator: author,
            counter: number,
            fields: zip([FieldID.life, .reviewBy], siblings).map {
                FieldState(field: $0, merge: .register, live: [$1], ghosts: [])
            }
        )
    }
}
