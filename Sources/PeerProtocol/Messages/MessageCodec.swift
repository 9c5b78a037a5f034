package import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

/// Reads and writes messages: the border between `PeerMessage` and a frame's payload.
package enum MessageCodec {
    /// Reads a payload; throws `ProtocolViolation` for anything that is no message.
    package static func read(_ payload: [UInt8]) throws(ProtocolViolation) -> PeerMessage {
        var forms: [[UInt8]] = []
        return try read(payload, forms: &forms)
    }

    /// Reads a payload, and adds the forms in which its entries came to `forms`.
    static func read(
        _ payload: [UInt8],
        forms: inout [[UInt8]]
    ) throws(ProtocolViolation) -> PeerMessage {
        let wire: Jig_V1_Message
        do { wire = try Jig_V1_Message(serializedBytes: Data(payload)) } catch {
            throw ProtocolViolation("a frame that is no message")
        }
        switch wire.of {
        case .hello(let hello): return .hello(try Hello(hello))
        case .helloAck(let ack): return try helloAck(ack)
        case .documents(let documents): return .documents(try self.documents(documents))
        case .frontier(let frontier): return .frontier(try SignedFrontier(frontier))
        case .want(let want): return try self.want(want)
        case .entries(let entries): return try self.entries(entries, &forms)
        case .credit(let credit):
            return .credit(
                log: try LogID(author: credit.author, channel: credit.channel),
                bytes: Int(credit.bytes)
            )
        case .probe(let probe): return .probe(probe.number)
        case .probeAnswer(let answer): return .probeAnswer(answer.number)
        case .goodbye(let goodbye): return .goodbye(Goodbye(goodbye))
        case nil: throw ProtocolViolation("a message of an unknown kind")
        }
    }

    /// The payload of a message.
    package static func bytes(of message: PeerMessage) -> [UInt8] {
        var wire = Jig_V1_Message()
        switch message {
        case .hello(let hello): wire.hello = hello.wire
        case .helloAck(let signature, let standingCredit):
            wire.helloAck.signature = Data(signature)
            wire.helloAck.standingCredit = UInt32(clamping: standingCredit)
        case .documents(let documents): wire.documents.documents = documents.map(\.wire)
        case .frontier(let frontier): wire.frontier = frontier.wire
        case .want(let log, let have, let credit):
            wire.want.author = log.author.description
            wire.want.channel = UInt32(log.channel.rawValue)
            wire.want.have = have.map(\.wire)
            wire.want.credit = UInt32(clamping: credit)
        case .entries(let log, let entries):
            wire.entries.author = log.author.description
            wire.entries.channel = UInt32(log.channel.rawValue)
            wire.entries.entries = entries.map { Data($0) }
        case .credit(let log, let bytes):
            wire.credit.author = log.author.description
            wire.credit.channel = UInt32(log.channel.rawValue)
            wire.credit.bytes = UInt32(clamping: bytes)
        case .probe(let number): wire.probe.number = number
        case .probeAnswer(let number): wire.probeAnswer.number = number
        case .goodbye(let goodbye): wire.goodbye = goodbye.wire
        }
        return serialized(wire)
    }

    /// The payload of entries of one log, each packed where that is shorter.
    package static func bytes(of entries: [StoredEntry], in log: LogID) -> [UInt8] {
        var wire = Jig_V1_Message()
        wire.entries.author = log.author.description
        wire.entries.channel = UInt32(log.channel.rawValue)
        wire.entries.entries = entries.map { Data($0.packed ?? $0.bytes) }
        return serialized(wire)
    }

    /// Writing a message of ours fails only where a required field is missing, and there is none.
    static func serialized(_ message: some SwiftProtobuf.Message) -> [UInt8] {
        do {
            return try message.serializedBytes()
        } catch {
            preconditionFailure("\(type(of: message)) cannot be written: \(error)")
        }
    }

    private static func helloAck(_ wire: Jig_V1_HelloAck) throws(ProtocolViolation) -> PeerMessage {
        guard wire.signature.count == 64 else {
            throw ProtocolViolation("hello-ack without a signature")
        }
        return .helloAck(
            signature: [UInt8](wire.signature),
            standingCredit: Int(wire.standingCredit)
        )
    }

    private static func documents(
        _ wire: Jig_V1_Documents
    ) throws(ProtocolViolation) -> [StoredDocument] {
        guard wire.documents.count <= Limits.documentsMax else {
            throw ProtocolViolation("\(wire.documents.count) documents in one message")
        }
        var documents: [StoredDocument] = []
        for document in wire.documents { documents.append(try StoredDocument(document)) }
        return documents
    }

    private static func want(_ wire: Jig_V1_Want) throws(ProtocolViolation) -> PeerMessage {
        guard wire.have.count <= Limits.wantHashesMax else {
            throw ProtocolViolation("a want with \(wire.have.count) hashes")
        }
        var have: [Head] = []
        for head in wire.have { have.append(try Head(head)) }
        return .want(
            log: try LogID(author: wire.author, channel: wire.channel),
            have: have,
            credit: Int(wire.credit)
        )
    }

    private static func entries(
        _ wire: Jig_V1_Entries,
        _ forms: inout [[UInt8]]
    ) throws(ProtocolViolation) -> PeerMessage {
        guard !wire.entries.isEmpty else { throw ProtocolViolation("entries without an entry") }
        let log = try LogID(author: wire.author, channel: wire.channel)
        var entries: [[UInt8]] = []
        var bytesCount = 0
        for data in wire.entries {
            let form = [UInt8](data)
            let entry = try signed(form)
            bytesCount += entry.count
            guard bytesCount <= Limits.entriesBytesMax else {
                throw ProtocolViolation("entries of more than \(Limits.entriesBytesMax) bytes")
            }
            entries.append(entry)
            forms.append(form)
        }
        return .entries(log: log, entries: entries)
    }

    private static func signed(_ form: [UInt8]) throws(ProtocolViolation) -> [UInt8] {
        guard EntryPacking.isPacked(form) else { return form }
        do { return try EntryPacking.unpacked(form) } catch {
            throw ProtocolViolation(error.description)
        }
    }
}
