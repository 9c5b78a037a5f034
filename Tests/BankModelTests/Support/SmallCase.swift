import BankModel
import Simulation
import Testing

/// Everything that two operators and the line between them can do to one record in a few steps.
struct SmallCase: Sendable, CustomStringConvertible {
    /// What was done, in order.
    let path: [Step]
    /// The bank before the last step.
    let before: Circle
    /// The bank after it.
    let after: Circle

    /// One thing that can happen; `us` is author 0 and `ru` author 1.
    enum Step: String, CaseIterable, Sendable {
        case usSets
        case ruSets
        case usSetsUnseen
        case ruEditsAnother
        case usTurns
        case ruTurns
        case usHears
        case ruHears
    }

    var description: String { path.map(\.rawValue).joined(separator: " ") }

    /// The record that all cases are about, and the circle before anything happened.
    static let start = Result { () throws -> (circle: Circle, record: RecordID) in
        var circle = Circle("us", "ru")
        let record = try circle.target()
        return (circle, record)
    }

    /// Every case of one to four steps.
    static let all = Result { () throws -> [Self] in
        let start = try Self.start.get()
        var all: [Self] = []
        var ends = [Self(path: [], before: start.circle, after: start.circle)]
        for _ in 0..<4 {
            ends = try ends.flatMap { end in
                try Step.allCases.map { step in
                    var after = end.after
                    try after.take(step, on: start.record, number: end.path.count)
                    return Self(path: end.path + [step], before: end.after, after: after)
                }
            }
            all += ends
        }
        return all
    }
}

extension Circle {
    /// Does one step of a small case.
    mutating func take(_ step: SmallCase.Step, on record: RecordID, number: Int) throws {
        switch step {
        case .usSets: try set(.name, of: record, to: "us \(number)", by: 0)
        case .ruSets: try set(.name, of: record, to: "ru \(number)", by: 1)
        case .usSetsUnseen:
            try set(.name, of: record, to: "unseen \(number)", by: 0, hasSeen: false)
        case .ruEditsAnother: try set(.control, of: record, to: "ru \(number)", by: 1)
        case .usTurns: try turn(record, by: 0)
        case .ruTurns: try turn(record, by: 1)
        case .usHears: try tell(0, what: 1)
        case .ruHears: try tell(1, what: 0)
        }
    }

    /// Sets a register in sight of all that the author holds, or of nothing.
    mutating func set(
        _ field: FieldID,
        of record: RecordID,
        to text: String,
        by author: Int,
        hasSeen: Bool = true
    ) throws {
        let state = try state(record, at: author)
        let withdrawals = state.live(.life).filter { $0.value == .life(.withdrawn) }
        let operation = AuthoredOperation(
            field: field,
            merge: .register,
            supersedes: hasSeen ? state.live(field).map(\.dot) : [],
            aware: hasSeen ? withdrawals.map(\.dot) : [],
            value: .text(text)
        )
        let change = AuthoredChange(record: .existing(record), operations: [operation])
        try write(change, by: author)
    }

    /// Withdraws the record, or puts it back, in sight of all that the author holds.
    private mutating func turn(_ record: RecordID, by author: Int) throws {
        let state = try state(record, at: author)
        let isOut = state.live(.life).allSatisfy { $0.value == .life(.withdrawn) }
        let edits = state.fields.filter { $0.merge == .register && $0.field != .life }
        let operation = AuthoredOperation(
            field: .life,
            merge: .register,
            supersedes: state.live(.life).map(\.dot),
            aware: edits.flatMap { $0.live.map(\.dot) },
            value: .life(isOut ? .inBank : .withdrawn)
        )
        let change = AuthoredChange(record: .existing(record), operations: [operation])
        try write(change, by: author)
    }
}
