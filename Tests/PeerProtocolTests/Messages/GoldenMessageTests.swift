import BankModel
import PeerProtocol
import Testing

/// The bytes of messages are a contract with every node in the field.
@Suite struct GoldenMessageTests {
    @Test(arguments: MessageSample.all)
    func `a committed message is read as what it says`(sample: MessageSample) throws {
        let golden = try Self.golden(sample)
        #expect(try MessageCodec.read(golden["bytes"]) == sample.make())
    }

    @Test(arguments: MessageSample.all)
    func `what it says is written as the committed bytes`(sample: MessageSample) throws {
        let golden = try Self.golden(sample)
        #expect(MessageCodec.bytes(of: try sample.make()) == golden["bytes"])
    }

    @Test func `the committed frontier bears the committed hash and signature`() throws {
        let sample = try #require(MessageSample.all.first { $0.name == "frontier" })
        let golden = try Self.golden(sample)
        guard case .frontier(let frontier) = try MessageCodec.read(golden["bytes"]) else {
            Issue.record("no frontier")
            return
        }
        #expect(frontier.signedHash.bytes == golden["hash"])
        #expect(frontier.signature == golden["signature"])
        #expect(try TestKey().isSigned(frontier.signedHash, signature: frontier.signature))
    }

    @Test func `every committed message is held to`() throws {
        let names = try GoldenFile.names().filter { $0.hasPrefix("message-") }
        #expect(names == MessageSample.all.map { "message-\($0.name)" }.sorted())
    }

    private static func golden(_ sample: MessageSample) throws -> GoldenFile {
        let message = try sample.make()
        var parts = ["bytes": MessageCodec.bytes(of: message)]
        if case .frontier(let frontier) = message {
            parts["hash"] = frontier.signedHash.bytes
            parts["signature"] = frontier.signature
        }
        return try GoldenFile.named("message-\(sample.name)", madeOf: parts)
    }
}
