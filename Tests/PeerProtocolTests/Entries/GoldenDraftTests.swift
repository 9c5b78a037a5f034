import BankModel
import PeerProtocol
import Testing

/// Drafts wait in the store, across releases: their bytes are a contract with every file in the
/// field.
@Suite struct GoldenDraftTests {
    @Test func `the committed draft is read as what it says, and written as it stands`() throws {
        let bytes = DraftCodec.bytes(of: DraftSample.changes, channel: .ops)
        let golden = try GoldenFile.named("draft", madeOf: ["bytes": bytes])
        let read = try DraftCodec.read(golden["bytes"])
        #expect(read.changes == DraftSample.changes && read.channel == .ops)
        #expect(bytes == golden["bytes"])
    }
}
