package import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

extension SignedFrontier {
    /// Writes and signs a frontier.
    ///
    /// `sign` answers Ed25519 with the author's log key over a hash, 64 bytes.
    package init(
        bank: BankID,
        author: AuthorID,
        frontier: Frontier,
        digest: Digest,
        ruleSet: UInt32,
        at: Int64,
        sign: (Hash256) throws -> [UInt8]
    ) rethrows {
        var wire = Jig_V1_FrontierBody()
        wire.bank = Data(bank.bytes)
        wire.author = author.description
        wire.logs = frontier.logs.map { log, heads in
            var form = Jig_V1_LogHeads()
            form.author = log.author.description
            form.channel = UInt32(log.channel.rawValue)
            form.heads = heads.map(\.wire)
            return form
        }
        wire.digest = Data(digest.sum.bytes)
        wire.ruleSet = ruleSet
        wire.atMs = at
        let body = MessageCodec.serialized(wire)
        self.init(
            bank: bank,
            author: author,
            frontier: frontier,
            digest: digest,
            ruleSet: ruleSet,
            at: at,
            body: body,
            signature: try sign(Self.hash(ofBody: body))
        )
    }

    /// Reads a frontier as `bytes` wrote it: a receipt that was kept.
    package init(bytes: [UInt8]) throws(ProtocolViolation) {
        let wire: Jig_V1_Frontier
        do { wire = try Jig_V1_Frontier(serializedBytes: Data(bytes)) } catch {
            throw ProtocolViolation("malformed frontier")
        }
        try self.init(wire)
    }

    init(_ wire: Jig_V1_Frontier) throws(ProtocolViolation) {
        let body: Jig_V1_FrontierBody
        do { body = try Jig_V1_FrontierBody(serializedBytes: wire.body) } catch {
            throw ProtocolViolation("malformed frontier")
        }
        guard let bank = Hash256(bytes: body.bank), let author = AuthorID(body.author),
            let digest = Hash256(bytes: body.digest), wire.signature.count == 64
        else { throw ProtocolViolation("malformed frontier") }
        var logs: [LogID: [Head]] = [:]
        for wire in body.logs {
            let log = try LogID(author: wire.author, channel: wire.channel)
            guard !wire.heads.isEmpty, logs[log] == nil else {
                throw ProtocolViolation("malformed frontier: log")
            }
            var heads: [Head] = []
            for head in wire.heads { heads.append(try Head(head)) }
            logs[log] = heads
        }
        self.init(
            bank: bank,
            author: author,
            frontier: Frontier(logs),
            digest: Digest(sum: digest),
            ruleSet: body.ruleSet,
            at: body.atMs,
            body: [UInt8](wire.body),
            signature: [UInt8](wire.signature)
        )
    }

    /// The signed message, as it is kept for the audit.
    package var bytes: [UInt8] { MessageCodec.serialized(wire) }

    var wire: Jig_V1_Frontier {
        var wire = Jig_V1_Frontier()
        wire.body = Data(body)
        wire.signature = Data(signature)
        return wire
    }
}
