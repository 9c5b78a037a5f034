import BankModel
import Simulation
import Testing

extension Circle {
    /// An author's partner says something of a version of a record, whatever the author holds.
    @discardableResult
    mutating func say(
        _ saying: Saying,
        of version: Version,
        _ record: RecordID,
        kind: Kind = .notice,
        by author: Int
    ) throws -> Entry {
        let about = try #require(
            Reference(kind: kind.number, record: record, dots: version.dots)
        )
        var edits = [
            FieldEdit(.about, .set(.reference(about))),
            FieldEdit(.says, .set(.word(saying.rawValue))),
        ]
        if saying.needsReason { edits.append(FieldEdit(.reason, .set(.text("so it is")))) }
        return try write(try pen(author).creating(.statement, edits), by: author)
    }

    /// What an author holds of what is said about a record.
    func standing(of record: RecordID, at author: Int = 0) throws -> Standing {
        try scribes[author].bank.standing(of: try state(record, at: author))
    }

    /// What an author holds of what is agreed about a record.
    func agreement(on record: RecordID, at author: Int = 0) throws -> Agreement {
        let state = try state(record, at: author)
        let bank = scribes[author].bank
        return try bank.agreement(on: state, bank.standing(of: state), under: members.charter)
    }

    /// The version that an author holds of a record.
    func version(of record: RecordID, at author: Int = 0) throws -> Version {
        try state(record, at: author).version
    }
}
