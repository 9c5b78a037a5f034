import BankModel
import Testing

/// Things of which any one will do.
enum Sample {
    static let salt: [UInt8] = Array(1...16)
    static let bank = hash("bank")

    static func hash(_ name: String) -> Hash256 { Hash256(hashing: Array(name.utf8)) }

    static func hashes(_ count: Int) -> [Hash256] { (0..<count).map { hash("\($0)") }.sorted() }

    static func author(_ text: String) throws -> AuthorID { try #require(AuthorID(text)) }

    static func log(_ author: String, _ channel: Channel = .bank) throws -> LogID {
        LogID(author: try self.author(author), channel: channel)
    }

    static func partner(_ text: String) throws -> PartnerID { try #require(PartnerID(text)) }

    static func seen(_ author: String, _ seq: UInt64, _ hash: String) throws -> EntryHeader.Seen {
        EntryHeader.Seen(
            author: try self.author(author),
            head: Head(seq: seq, hash: self.hash(hash))
        )
    }

    /// The header of the seventh entry in the log of `us`.
    static func header() throws -> EntryHeader {
        EntryHeader(
            bank: bank,
            log: try log("us"),
            seq: 7,
            previous: [hash("us 6")],
            seen: [try seen("ru", 12, "ru 12")],
            claimed: ClaimedTime(milliseconds: 1_700_000_000_123, counter: 2),
            operatorName: "Ada",
            charter: 1,
            roster: 3
        )
    }

    /// A change of a record that stands in the past of `header()`.
    static func change(_ operations: [Operation], reason: String? = nil) -> EntryChange {
        EntryChange(
            record: .existing(.ancestor(head: 0, seq: 1, index: 0)),
            firstIndex: 0,
            operations: operations,
            reason: reason
        )
    }

    /// A change that sets one text.
    static func text(_ text: String) -> EntryChange {
        change([Operation(field: .control, merge: .register, value: .text(text))])
    }
}
