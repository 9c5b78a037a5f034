import Logging
import NIOCore
import Testing

@testable import PeerTransport

@Suite struct JournalTests {
    private func journal() -> Journal {
        Journal(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `a reason has five lines a minute, and the sixth is only counted`() {
        let journal = journal()
        let start = NIODeadline.now()
        let first = (0..<8).map { _ in journal.pass("garbage", at: start) }
        #expect(first == [0, 0, 0, 0, 0, nil, nil, nil])
        #expect(journal.pass("garbage", at: start + .seconds(59)) == nil)
        #expect(journal.pass("garbage", at: start + .seconds(60)) == 4)
        #expect(journal.pass("garbage", at: start + .seconds(60)) == 0)
        #expect(journal.counts == ["garbage": 11])
    }

    @Test func `one reason's flood does not silence another`() {
        let journal = journal()
        let start = NIODeadline.now()
        for _ in 0..<100 { _ = journal.pass("plain_text", at: start) }
        #expect(journal.pass("expired", at: start) == 0)
    }
}
