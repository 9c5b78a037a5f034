import Simulation
import Testing

@testable import BankModel

/// A bank in which every kind of fault can be made: `us` and `ru`, who have met, two targets of
/// `us` and a site of `ru`.
struct Scene: Sendable {
    var circle: Circle
    /// A target of `us`, with a tag and a remark, withdrawn and put back by nobody.
    let target: RecordID
    /// Another target of `us`.
    let other: RecordID
    /// A site of `ru`.
    let site: RecordID
    /// A statement of `us`.
    let statement: RecordID
    /// A proposal of `us`.
    let proposal: RecordID

    init() throws {
        var circle = Circle("us", "ru")
        target = try circle.target(
            by: 0,
            [
                FieldEdit(.tags, .add(.word("tag"))),
                FieldEdit(.remarks, .append(.text("remark"))),
            ]
        )
        other = try circle.target()
        site = try circle.create(.site, by: 1)
        statement = try circle.create(.statement, by: 0)
        proposal = try circle.create(.proposal, by: 0)
        self.circle = circle
    }

    /// The header of the author's next entry.
    func header(of author: Int = 0, in channel: Channel = .bank) -> EntryHeader {
        circle.scribes[author].header(for: channel)
    }

    /// The only live value of a field, as a dot.
    func dot(_ field: FieldID, of record: RecordID) throws -> Dot {
        try #require(try circle.state(record, at: 0).live(field).first).dot
    }

    /// How the author's next entry names a dot.
    func name(
        _ dot: Dot,
        by author: Int = 0,
        in channel: Channel = .bank
    ) throws -> DotReference {
        let past = Past(of: header(of: author, in: channel))
        return try #require(
            try past.reference(to: dot, in: circle.scribes[author].bank)
        )
    }

    /// One operation on a record that is held.
    func change(
        _ record: RecordID,
        _ operation: BankModel.Operation,
        by author: Int = 0,
        in channel: Channel = .bank
    ) throws -> EntryChange {
        EntryChange(
            record: .existing(try name(record, by: author, in: channel)),
            firstIndex: 0,
            operations: [operation]
        )
    }
}
