import BankModel
import BankStore
import ControlAPI
import Interchange
import Replica

extension BankDesk {
    func say(
        _ id: String,
        _ statement: NewStatement,
        by author: Operator
    ) async throws -> Written {
        let says = try Self.saying(statement.says)
        let reason = try Self.reason(statement.reason, for: says)
        let summary = "\(statement.says) \(id)"
        let written = try await node.write(by: author, summary: summary) { bank, pen in
            let state = try Self.record(id, in: bank)
            let about = try Self.reference(to: statement.version, of: state, in: bank)
            let held = try Self.held(says, reason, about, of: state, in: bank, pen)
            if held != nil { return ([], held) }
            var edits = [
                FieldEdit(.about, .set(.reference(about))),
                FieldEdit(.says, .set(.word(says.rawValue))),
            ]
            if let reason { edits.append(FieldEdit(.reason, .set(.text(reason)))) }
            return ([try pen.creating(.statement, edits)], held)
        } answering: { bank, outcome, held -> Written in
            switch outcome {
            case .draft(let number)?:
                return Written(id: "draft-\(number)", version: nil, draft: true)
            case .written(let entries)?:
                let created = RecordID(entry: entries[0].hash, index: 0)
                return try Self.written(created, seeing: [], in: entries[0].hash, &bank)
            case nil:
                guard let held else { throw WriteRefusal.nothingToWrite }
                return try Self.written(held, seeing: [], in: held.entry, &bank)
            }
        }
        return noted(written)
    }

    /// What a person may say; throws 64.
    private static func saying(_ word: String) throws -> Saying {
        guard let says = Saying(rawValue: word), says.isAnswer || says == .withdrawn else {
            throw Failure(
                .usage,
                "\(Escaping.text(word, bytesMax: 80)) is nothing that an operator says of a version",
                next: "use acknowledged, agreed, objected or withdrawn"
            )
        }
        return says
    }

    private static func reason(_ reason: String?, for says: Saying) throws -> String? {
        guard let reason else {
            if says.needsReason {
                throw Failure(.usage, "an objection needs a reason", next: "add --reason TEXT")
            }
            return nil
        }
        return try checked(reason: reason)
    }

    private static func reference(
        to version: String,
        of state: RecordState,
        in bank: BankTransaction
    ) throws -> Reference {
        guard state.kind != Kind.statement.number else {
            throw Failure(
                .badData,
                "nothing is said about a statement",
                next: "say it about the record that the statement is about"
            )
        }
        guard let id = VersionID(version), let found = try bank.shownVersion(id, of: state.id)
        else { throw WriteRefusal.unknownVersion }
        guard
            let about = Reference(kind: state.kind, record: state.id, dots: found.dots)
        else {
            throw Failure(
                .badData,
                "the version has more than \(Limits.referenceDotsMax) values",
                next: "settle the record's conflicts first"
            )
        }
        return about
    }

    /// The statement by which this partner says the same already; throws 75 where the new one would
    /// take back nothing, or say less than what stands.
    private static func held(
        _ says: Saying,
        _ reason: String?,
        _ about: Reference,
        of state: RecordState,
        in bank: BankTransaction,
        _ pen: Pen
    ) throws -> RecordID? {
        guard let version = about.version else { throw WriteRefusal.unknownVersion }
        let partner = pen.author.partner
        let standing = try bank.standing(of: state)
        let word = standing.word(of: partner, on: version)
        switch (word, says) {
        case (nil, .withdrawn):
            throw Failure(
                .stale,
                "\(partner) says nothing of this version that could be taken back",
                next: "see what is said: show the record"
            )
        case (.agreed, .acknowledged), (.objected, .acknowledged):
            throw Failure(
                .stale,
                "\(partner) has \(word?.rawValue ?? "said more") already, which says more",
                next: "to say less, take that back first: unsay"
            )
        default: break
        }
        return standing.statements.last {
            $0.author.partner == partner && $0.version == version && $0.says == says
                && says == word && !standing.isOverruled($0)
                && (reason == nil || $0.reason == reason)
        }?.id
    }
}
