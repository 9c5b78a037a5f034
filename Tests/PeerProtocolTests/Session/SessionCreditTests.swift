import BankModel
import Testing

@testable import PeerProtocol

/// What either side may still send (law 13).
@Suite struct SessionCreditTests {
    private let cap = 1 << 30

    @Test func `every log begins with the standing credit, and none touches another's`() throws {
        let (one, other) = (try Sample.log("us"), try Sample.log("us", .ops))
        var book = CreditBook(standing: 100)
        #expect(book.standing == 100 && book.available(for: one) == 100)
        book.spend(30, on: one)
        book.grant(5, for: one)
        #expect(book.available(for: one) == 75 && book.available(for: other) == 100)
    }

    @Test(arguments: [0, 1, (1 << 30) - 1, 1 << 30, (1 << 30) + 1, Int.max])
    func `no more than the cap is ever counted`(bytes: Int) throws {
        let log = try Sample.log("us")
        let book = CreditBook(standing: bytes)
        #expect(book.available(for: log) == min(bytes, cap))
        var granted = CreditBook(standing: 0)
        for _ in 0..<3 { granted.grant(bytes, for: log) }
        #expect(granted.available(for: log) == min(3 * min(bytes, cap), cap))
    }

    @Test func `a grant below nothing takes nothing`() throws {
        let log = try Sample.log("us")
        var book = CreditBook(standing: 10)
        for bytes in [-1, Int.min] { book.grant(bytes, for: log) }
        #expect(book.available(for: log) == 10)
    }

    @Test func `what was overdrawn has to be granted before anything is left`() throws {
        let log = try Sample.log("us")
        var book = CreditBook(standing: 10)
        book.spend(25, on: log)
        book.grant(10, for: log)
        #expect(book.available(for: log) == -5)
        book.grant(Int.max, for: log)
        #expect(book.available(for: log) == cap - 5)
        book.grant(Int.max, for: log)
        #expect(book.available(for: log) == cap)
    }

    @Test(arguments: [-1, 0, 1])
    func `a peer may send what we gave it, and not a byte more`(difference: Int) throws {
        var scene = try Scene(.live)
        let log = try Sample.log("ru")
        let count = Limits.standingCreditBytes + difference
        // In three entries: what counts is their sum.
        let entries = [1, 2, count - 3].map { [UInt8](repeating: 0, count: $0) }
        let message = PeerMessage.entries(log: log, entries: entries)
        if difference <= 0 {
            #expect(
                try scene.hear(message) == [
                    .delivered(log: log, entries: entries.map { ArrivedEntry($0) })
                ]
            )
            #expect(scene.session.receiving.available(for: log) == -difference)
        } else {
            let words = "\(count) bytes of ru/bank beyond its credit"
            #expect(throws: ProtocolViolation(words)) { try scene.hear(message) }
        }
    }

    @Test func `what a peer has spent is given back for its log alone`() throws {
        var scene = try Scene(.live)
        let (log, other) = (try Sample.log("ru"), try Sample.log("us"))
        let whole = [UInt8](repeating: 0, count: Limits.standingCreditBytes)
        try scene.hear(.entries(log: log, entries: [whole]))
        #expect(throws: ProtocolViolation.self) {
            try scene.hear(.entries(log: log, entries: [[1]]))
        }
        try scene.hear(.entries(log: other, entries: [whole]))
        scene.session.grant(2, for: log)
        try scene.hear(.entries(log: log, entries: [[1], [2]]))
        try scene.hear(.entries(log: log, entries: [[]]))
        #expect(scene.session.receiving.available(for: log) == 0)
    }

    @Test func `the ack, wants and credit all add to what we may send`() throws {
        var scene = try Scene()
        let (log, other) = (try Sample.log("us"), try Sample.log("ru"))
        #expect(scene.session.sending.available(for: log) == 0)
        try scene.prove(standingCredit: 1_000)
        #expect(scene.session.sending.available(for: log) == 1_000)
        try scene.hear(.want(log: log, have: [], credit: 500))
        try scene.hear(.credit(log: log, bytes: 50))
        #expect(scene.session.sending.available(for: log) == 1_550)
        #expect(scene.session.sending.available(for: other) == 1_000)
        scene.session.spend(1_600, on: log)
        #expect(scene.session.sending.available(for: log) == -50)
        #expect(scene.session.receiving.available(for: log) == Limits.standingCreditBytes)
    }

    @Test func `a peer that gives all it can gives no more than the cap`() throws {
        var scene = try Scene()
        let log = try Sample.log("us")
        try scene.prove(standingCredit: Int(UInt32.max))
        #expect(scene.session.sending.available(for: log) == cap)
        for _ in 0..<3 {
            try scene.hear(.credit(log: log, bytes: Int(UInt32.max)))
            try scene.hear(.want(log: log, have: [], credit: Int(UInt32.max)))
        }
        #expect(scene.session.sending.available(for: log) == cap)
    }
}
