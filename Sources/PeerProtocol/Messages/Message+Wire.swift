internal import BankModel
internal import FoundationEssentials
internal import SwiftProtobuf

extension LogID {
    init(author: String, channel: UInt32) throws(ProtocolViolation) {
        guard let author = AuthorID(author), channel <= UInt32(UInt8.max),
            let channel = Channel(rawValue: UInt8(channel))
        else { throw ProtocolViolation("a message about no log") }
        self.init(author: author, channel: channel)
    }
}

extension Head {
    init(_ wire: Jig_V1_HeadRef) throws(ProtocolViolation) {
        guard let hash = Hash256(bytes: wire.hash), wire.seq >= 1, wire.seq <= UInt64(Int64.max)
        else { throw ProtocolViolation("a head that is none") }
        self.init(seq: wire.seq, hash: hash)
    }

    var wire: Jig_V1_HeadRef {
        var wire = Jig_V1_HeadRef()
        wire.seq = seq
        wire.hash = Data(hash.bytes)
        return wire
    }
}

extension Hello {
    init(_ wire: Jig_V1_Hello) throws(ProtocolViolation) {
        guard let bank = Hash256(bytes: wire.bank), let author = AuthorID(wire.author),
            wire.process.count == 16, wire.challenge.count == 32,
            wire.versions.count <= Limits.versionsMax, wire.rosters.count <= Limits.partnersMax
        else { throw ProtocolViolation("malformed hello") }
        var rosters: [PartnerID: UInt64] = [:]
        for roster in wire.rosters {
            guard let partner = PartnerID(roster.partner), rosters[partner] == nil else {
                throw ProtocolViolation("malformed hello: partner")
            }
            rosters[partner] = roster.number
        }
        self.init(
            versions: wire.versions,
            bank: bank,
            author: author,
            charter: wire.charter,
            rosters: rosters,
            process: [UInt8](wire.process),
            challenge: [UInt8](wire.challenge)
        )
    }

    var wire: Jig_V1_Hello {
        var wire = Jig_V1_Hello()
        wire.versions = versions
        wire.bank = Data(bank.bytes)
        wire.author = author.description
        wire.charter = charter
        wire.rosters = rosters.sorted { $0.key < $1.key }.map { partner, number in
            var form = Jig_V1_RosterNumber()
            form.partner = partner.text
            form.number = number
            return form
        }
        wire.process = Data(process)
        wire.challenge = Data(challenge)
        return wire
    }
}

extension StoredDocument {
    init(_ wire: Jig_V1_Document) throws(ProtocolViolation) {
        guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: wire.kind)), wire.kind < 256,
            wire.number <= UInt64(Int64.max), wire.bytes.count <= Limits.documentBytesMax
        else { throw ProtocolViolation("malformed document") }
        let partner = PartnerID(wire.partner)
        guard (kind == .roster) == (partner != nil), wire.partner == partner?.text ?? "" else {
            throw ProtocolViolation("malformed document: partner")
        }
        self.init(kind: kind, partner: partner, number: wire.number, bytes: [UInt8](wire.bytes))
    }

    var wire: Jig_V1_Document {
        var wire = Jig_V1_Document()
        wire.kind = UInt32(kind.rawValue)
        wire.partner = partner?.text ?? ""
        wire.number = number
        wire.bytes = Data(bytes)
        return wire
    }
}

extension Goodbye {
    init(_ wire: Jig_V1_Goodbye) {
        let text = Self.cut(wire.text)
        self =
            switch wire.reason {
            case 1: .stopping
            case 2: .paused
            case 3: .superfluous
            case 4: .violation(text)
            case 5: .refused(text)
            case 6: .suspended(text)
            default: .other(wire.reason, text)
            }
    }

    var wire: Jig_V1_Goodbye {
        var wire = Jig_V1_Goodbye()
        switch self {
        case .stopping: wire.reason = 1
        case .paused: wire.reason = 2
        case .superfluous: wire.reason = 3
        case .violation(let text): (wire.reason, wire.text) = (4, Self.cut(text))
        case .refused(let text): (wire.reason, wire.text) = (5, Self.cut(text))
        case .suspended(let text): (wire.reason, wire.text) = (6, Self.cut(text))
        case .other(let reason, let text): (wire.reason, wire.text) = (reason, Self.cut(text))
        }
        return wire
    }

    /// As many whole letters as the limit has room for: a text can quote what a peer sent.
    private static func cut(_ text: String) -> String {
        var cut = ""
        for letter in text.unicodeScalars {
            guard cut.utf8.count + UTF8.width(letter) <= Limits.nameBytesMax else { break }
            cut.unicodeScalars.append(letter)
        }
        return cut
    }
}
