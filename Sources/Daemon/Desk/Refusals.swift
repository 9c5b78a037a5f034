import BankModel
import BankStore
import ControlAPI
import Interchange
import Replica

/// What an operator is told when something cannot be done.
enum Refusals {
    /// An error of any module as the API's answer.
    static func failure(of error: any Error) -> any Error {
        switch error {
        case let failure as Failure: failure
        case let refusal as WriteRefusal: failure(of: refusal)
        case let error as ValueError: Failure(.badData, error.message, next: error.next)
        case let refusal as ImportRefusal:
            Failure(.badData, refusal.message, next: refusal.next)
        case let error as StoreError: failure(of: error)
        default: error
        }
    }

    private static func failure(of error: StoreError) -> Failure {
        switch error {
        case .diskFull, .file, .stopped: Failure(.inputOutput, error.description)
        case .tooManyDrafts: Failure(.stale, error.description)
        case .held, .notABank, .newerSchema, .unsafeSetting, .damaged, .rebuildDiffers:
            Failure(.internalError, error.description)
        }
    }

    /// A refusal without the values that stand in the way; see `WriteRefusal.telling`.
    static func failure(of refusal: WriteRefusal) -> Failure {
        switch refusal {
        case .unknownRecord: Failure(.unknown, "there is no such record here", next: "see list")
        case .foreignRecord(let owner):
            Failure(
                .notPermitted,
                "only \(owner) may write this record",
                next: "ask \(owner) to change it"
            )
        case .stale(let fields):
            Failure(
                .stale,
                "\(names(fields)) changed since the version that you were shown",
                next: "show the record again, or add --as-sibling to stand beside the new value"
            )
        case .unseen(let fields):
            Failure(
                .stale,
                "\(names(fields)) is another operator's value, which you were not shown",
                next: "show the record and repeat with --version, or use --current"
            )
        case .conflicted(let field, let conflict):
            Failure(
                .stale,
                "\(names([field])) is in conflict \(conflict)",
                next: "settle it: jigctl resolve \(conflict) --pick DOT --reason TEXT",
                conflict: conflict.description
            )
        case .unknownVersion:
            Failure(
                .stale,
                "this node never showed such a version of the record",
                next: "show the record again and use the version that it prints"
            )
        case .changedConflict:
            Failure(
                .stale,
                "the conflict has changed since it was listed, or is settled",
                next: "see conflicts"
            )
        case .unknownSibling:
            Failure(
                .unknown,
                "the conflict has no sibling with this dot",
                next: "see conflicts for the dots of its siblings"
            )
        case .immutableRecord:
            Failure(
                .notPermitted,
                "a record of this kind is written once and never changed",
                next: "add another that says what holds now"
            )
        case .sealed(let statement):
            Failure(
                .notPermitted,
                "the bank is sealed, since \(statement.author.partner) has left it",
                next: "what is here can be read, exported, verified and backed up; see status"
            )
        case .notInForce(let kind, let stage):
            Failure(
                .notPermitted,
                "a \(kind) cannot be written in stage \(stage) of the charter's plan",
                next: "see the stages and who has agreed to the next: jigctl stage"
            )
        case .missingField, .badValue, .unknownField, .tooMany, .wrongLife, .illegalMove, .tooLarge,
            .invalid, .nothingToWrite:
            failure(ofContents: refusal)
        }
    }

    private static func failure(ofContents refusal: WriteRefusal) -> Failure {
        switch refusal {
        case .missingField(let field):
            Failure(.badData, "\(field) is required", next: "add \(field)=VALUE")
        case .badValue(let field, let reason): Failure(.badData, "\(field): \(reason)")
        case .unknownField(let field):
            Failure(.badData, "\(field): there is no such field that can be written")
        case .tooMany(let what, let max): Failure(.badData, "more than \(max) \(what)")
        case .wrongLife(let isWithdrawn):
            Failure(
                .stale,
                isWithdrawn ? "the record is withdrawn" : "the record is not withdrawn",
                next: isWithdrawn ? "reinstate it first" : nil
            )
        case .illegalMove(let field, let from, let to):
            Failure(.stale, "\(field): it is \(from), which cannot become \(to)")
        case .tooLarge:
            Failure(
                .badData,
                "the change is longer than an entry can be "
                    + "(\(Limits.entryBytesMax) bytes)",
                next: "write it in several changes"
            )
        case .invalid(let reason): Failure(.stale, "the change would have no effect: \(reason)")
        default: Failure(.badData, "there is nothing to write")
        }
    }

    private static func names(_ fields: [FieldID]) -> String {
        fields.map(FieldNaming.name).joined(separator: ", ")
    }
}
