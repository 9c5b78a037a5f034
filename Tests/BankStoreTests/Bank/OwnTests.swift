import BankModel
import BankStore
import Testing

/// What a node keeps beside the bank.
@Suite struct OwnTests {
    private let home: TestHome
    private let bank: BankDatabase
    private let us: PartnerID
    private let ru: PartnerID

    init() throws {
        home = try TestHome()
        bank = try home.open()
        us = try #require(PartnerID("us"))
        ru = try #require(PartnerID("ru"))
    }

    @Test func `documents come back in the order in which they came, each once`() throws {
        let charter = StoredDocument(kind: .charter, partner: nil, number: .max, bytes: [1])
        let roster = StoredDocument(kind: .roster, partner: ru, number: 1, bytes: [2])
        let second = StoredDocument(kind: .roster, partner: ru, number: 1, bytes: [3])
        for document in [roster, charter, roster, second, charter] {
            try bank.write { try $0.keep(document) }
        }
        #expect(try bank.read { try $0.documents() } == [roster, charter, second])
    }

    @Test func `an author's newest receipt replaces the one before`() throws {
        let author = AuthorID(firstOf: ru)
        let log = LogID(author: author, channel: .bank)
        let receipts = (1...2).map { number in
            Receipt(
                author: author,
                frontier: Frontier([log: [Head(seq: number, hash: Hash256(hashing: [7]))]]),
                digest: Digest(sum: Hash256(hashing: [UInt8(number)])),
                ruleSet: 1,
                bytes: [UInt8(number)],
                receivedAt: Int64(number)
            )
        }
        for receipt in receipts { try bank.write { try $0.keep(receipt) } }
        #expect(try bank.read { try $0.receipt(of: author) } == receipts[1])
        #expect(try bank.read { try $0.receipts() } == [receipts[1]])
        #expect(try bank.read { try $0.receipt(of: AuthorID(firstOf: us)) } == nil)
    }

    @Test func `the same alarm again is counted`() throws {
        for at in [5, 7] as [Int64] { try bank.write { try $0.raise(alarm(.clone, "us.2", at)) } }
        try bank.write { try $0.raise(alarm(.clone, "us.3", 6)) }
        let alarms = try bank.read { try $0.alarms(limit: 10) }
        #expect(alarms.map(\.alarm.subject) == ["us.2", "us.3"])
        #expect(alarms.map(\.count) == [2, 1])
        #expect(alarms.map(\.firstAt) == [5, 6])
        #expect(alarms.map(\.alarm.at) == [7, 6])
        #expect(try bank.read { try $0.alarmCount() } == 2)
    }

    @Test func `a flood of one alarm leaves the others standing`() throws {
        try bank.write { bank in
            try bank.raise(alarm(.forkProof, "us/bank 7", 0))
            for number in 1...Limits.alarmsMax {
                try bank.raise(alarm(.protocolViolation, "\(number)", Int64(number)))
            }
        }
        let alarms = try bank.read { try $0.alarms(limit: .max) }
        #expect(alarms.count == Limits.alarmsMax)
        #expect(alarms.last?.alarm.kind == .forkProof)
        #expect(!alarms.contains { $0.alarm.subject == "1" })
        #expect(alarms.contains { $0.alarm.subject == "2" })
    }

    @Test func `drafts are numbered for good and come back oldest first`() throws {
        let first = try keepDraft("one")
        let second = try keepDraft("two")
        try bank.write { try $0.removeDraft(second) }
        let third = try keepDraft("three")
        #expect(third > second)
        let drafts = try bank.read { try $0.drafts() }
        #expect(drafts.map(\.number) == [first, third])
        #expect(drafts.map(\.summary) == ["one", "three"])
        #expect(try bank.read { try $0.counts().drafts } == 2)
    }

    @Test func `as many drafts are kept as may be, and no more`() throws {
        try bank.write { bank in
            let draft = StoredDraft(number: 0, operatorName: "Ada", at: 1, summary: "", bytes: [])
            for _ in 1..<Limits.draftsMax { _ = try bank.keep(draft) }
        }
        _ = try keepDraft("the last")
        #expect(throws: StoreError.tooManyDrafts) { try keepDraft("one more") }
        #expect(try bank.read { try $0.counts().drafts } == Limits.draftsMax)
    }

    @Test func `partners are paused and resumed, and stay so`() throws {
        for partner in [us, ru, us] { try bank.write { try $0.setPaused(true, partner) } }
        #expect(try bank.read { try $0.pausedPartners() } == [ru, us])
        try bank.write { try $0.setPaused(false, us) }
        try bank.close()
        #expect(try home.open().read { try $0.pausedPartners() } == [ru])
    }

    @Test func `small facts are kept under their names`() throws {
        try bank.write { try $0.setMeta("bank", [1]) }
        try bank.write { try $0.setMeta("bank", []) }
        #expect(try bank.read { try $0.meta("bank") } == [])
        #expect(try bank.read { try $0.meta("other") } == nil)
    }

    private func alarm(_ kind: Alarm.Kind, _ subject: String, _ at: Int64) -> Alarm {
        Alarm(kind: kind, partner: ru, subject: subject, message: "look", at: at)
    }

    private func keepDraft(_ summary: String) throws -> Int64 {
        try bank.write { bank in
            try bank.keep(
                StoredDraft(number: 0, operatorName: "Ada", at: 1, summary: summary, bytes: [1])
            )
        }
    }
}
