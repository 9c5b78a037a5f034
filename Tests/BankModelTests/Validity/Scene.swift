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
        self.circle = circle
    }

    /// The header of the author's next entry.
    func header(of author: Int = 0) -> EntryHeader { circle.scribes[author].header(for: .bank) }

    /// The only live value of a field, as a dot.
    func dot(_ field: FieldID, of record: RecordID) throws -> Dot {
        try #require(try circle.state(record, at: 0).live(field).first).dot
    }

    /// How the author's next entry names a dot.
    func name(_ dot: Dot, by author: Int = 0) throws -> DotReference {
        let past = Past(of: header(of: author), in: circle.scribes[author].bank)
        return try #require(try past.reference(to: dot))
    }

    /// One operation on a record that is held.
    func change(
        _ record: RecordID,
        _ operation: BankModel.Operation,
        by author: Int = 0
    ) throws -> EntryChange {
        EntryChange(
            record: .existing(try name(record, by: author)),
            firstIndex: 0,
            operations: [operation]
        )
    }
}
