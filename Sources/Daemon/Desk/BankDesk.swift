import BankModel
import BankStore
import ControlAPI
import Interchange
import PeerProtocol
import Replica

/// Where operators' requests are answered: reads from the last commit, writes through the node.
struct BankDesk: BankService {
    let node: BankNode

    var database: BankDatabase { node.database }

    /// Reads the last commit; what a store suffers becomes an answer.
    func read<Result>(_ body: (BankSnapshot) throws -> Result) throws -> Result {
        do { return try database.read(body) } catch { throw Refusals.failure(of: error) }
    }

    /// The record that people call `text`; throws 66 where there is none or more than one.
    static func record(_ text: String, in bank: some StoredBank) throws -> RecordState {
        guard let id = SpokenID(text) else {
            throw Failure(
                .unknown,
                "\(text) is no record id",
                next: "an id looks like us-t12: see list"
            )
        }
        let found = try bank.records(named: id)
        guard let first = found.first, let state = try bank.record(first) else {
            throw Failure(.unknown, "there is no record \(id) here", next: "see list")
        }
        guard found.count == 1 else {
            let names = try found.compactMap { try bank.record($0) }
                .map { try bank.shortID(of: $0).description }
            throw Failure(
                .unknown,
                "several records bear the id \(id)",
                next: "say which: \(names.joined(separator: ", "))"
            )
        }
        return state
    }

    /// Refuses a reason that says nothing.
    static func checked(reason: String) throws -> String {
        guard reason.utf8.contains(where: { $0 > 0x20 }) else {
            throw Failure(.usage, "a reason is required", next: "add --reason TEXT")
        }
        if let refusal = TextRule.refusal(of: reason, bytesMax: Limits.textBytesMax) {
            throw Failure(.badData, "the reason is refused: \(refusal)")
        }
        return ValueText.entered(reason)
    }
}

extension BankNode {
    /// Writes what `body` makes of the bank as it is at this moment.
    ///
    /// - Parameters:
    ///   - author: The human.
    ///   - summary: One line, for the list of drafts.
    ///   - body: What is to change, and whatever else `answer` needs.
    ///   - answer: What the caller is told, of the bank as the write left it, in its transaction;
    ///     the outcome is nil where nothing was to change.
    /// - Returns: What `answer` says.
    /// - Throws: `Failure`, after which nothing has happened.
    func write<Word, Answer: Sendable>(
        by author: Operator,
        summary: String,
        _ body: (inout BankTransaction, Pen) throws -> (changes: [AuthoredChange], word: Word),
        answering answer: (inout BankTransaction, WriteOutcome?, Word) throws -> Answer
    ) throws -> Answer {
        let circumstances = Authoring.Circumstances(
            operatorName: author.name.text,
            now: clock.now,
            salt: { RandomBytes.make(16) },
            beside: .another
        )
        let pen = pen
        defer { refill() }
        do {
            if let seal = replica.seal { throw WriteRefusal.sealed(by: seal) }
            return try transact { replica, transaction, effects in
                let (changes, word) = try body(&transaction, pen)
                var outcome: WriteOutcome?
                for (channel, changes) in try Self.byChannel(changes, pen, in: transaction) {
                    let next = try replica.write(
                        changes,
                        to: channel,
                        summary: summary,
                        circumstances,
                        in: &transaction,
                        &effects
                    )
                    outcome = outcome.map { $0.followed(by: next) } ?? next
                }
                return try answer(&transaction, outcome, word)
            }
        } catch {
            throw Refusals.failure(of: error)
        }
    }

    /// The changes for each channel, in the order in which the channels are first named: changes of
    /// one call may belong to both.
    private static func byChannel(
        _ changes: [AuthoredChange],
        _ pen: Pen,
        in bank: some BankReading
    ) throws -> [(channel: BankModel.Channel, changes: [AuthoredChange])] {
        let channels = try changes.map { try channel(of: $0, pen, in: bank) }
        guard let first = channels.first else { return [] }
        // An import's thousands all belong to one, and are not copied.
        if channels.allSatisfy({ $0 == first }) { return [(first, changes)] }
        let others = BankModel.Channel.allCases.filter { $0 != first && channels.contains($0) }
        return ([first] + others).map { channel in
            (channel, zip(changes, channels).filter { $0.1 == channel }.map(\.0))
        }
    }

    private static func channel(
        of change: AuthoredChange,
        _ pen: Pen,
        in bank: some BankReading
    ) throws -> BankModel.Channel {
        let kind: UInt32? =
            switch change.record {
            case .new(let kind): kind
            case .existing(let id): try bank.record(id)?.kind
            }
        guard let kind, let known = pen.rules.kind(kind) else { throw WriteRefusal.unknownRecord }
        return known.channel
    }
}

extension WriteOutcome {
    /// The outcome of a write and then another of one call; of two drafts the first is named.
    fileprivate func followed(by next: Self) -> Self {
        switch (self, next) {
        case (.written(let entries), .written(let more)): .written(entries + more)
        case (.draft, _): self
        case (.written, .draft): next
        }
    }
}
