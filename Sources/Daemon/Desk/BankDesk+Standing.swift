import BankModel
import BankStore
import ControlAPI
import Interchange
import Replica

// What this partner says about the bank itself, and what all have said.

extension BankDesk {
    func sayOfBank(_ statement: NewBankStatement, by author: Operator) async throws -> Written {
        let says = try Self.sayingOfBank(statement.says)
        let reason = try statement.reason.map { try Self.checked(reason: $0) }
        if says.needsReason, reason == nil {
            throw Failure(.usage, "to suspend needs a reason", next: "add --reason TEXT")
        }
        let written = try await node.write(by: author, summary: statement.says) { bank, pen in
            let part = try bank.bankStanding().part(of: pen.author.partner)
            let partner = pen.author.partner
            let held =
                says == .agreed
                ? try Self.agreement(
                    to: statement.stage,
                    partner,
                    bank.stageProgress(under: pen.charter)
                )
                : try Self.held(says, reason, part, partner)
            if let held { return ([], held as RecordID?) }
            if says == .left, statement.bank != pen.charter.name {
                throw Failure(
                    .usage,
                    "leaving is for good, and it is not said that \(pen.charter.name) is meant",
                    next: "name the bank: jigctl leave --confirm NAME"
                )
            }
            var edits = [FieldEdit(.says, .set(.word(says.rawValue)))]
            if says == .agreed, let stage = statement.stage {
                edits.append(FieldEdit(.stage, .set(.text(stage))))
            }
            if let reason { edits.append(FieldEdit(.reason, .set(.text(reason)))) }
            return ([try pen.creating(.statement, edits)], nil)
        } answering: { bank, outcome, held -> Written in
            guard let held else { return try Self.created(outcome, &bank) }
            return try Self.written(held, seeing: [], in: held.entry, &bank)
        }
        if says == .resumed || says == .left { await node.resume() }
        return says == .agreed ? noted(written) : written
    }

    /// The answer to a write, with a word where it waits until this partner resumes.
    func noted<Answer: WriteAnswer>(_ answer: Answer) -> Answer {
        var answer = answer
        if node.isSuspended { answer.waiting = true }
        return answer
    }

    /// The statement that says the same already; throws 75 where there is nothing to resume.
    private static func held(
        _ says: Saying,
        _ reason: String?,
        _ part: PartnerPart,
        _ partner: PartnerID
    ) throws -> RecordID? {
        switch (part, says) {
        case (.suspended(let statement), .suspended) where statement.reason == reason:
            return statement.id
        case (.active, .resumed):
            throw Failure(
                .stale,
                "\(partner) takes part already",
                next: "a link that was paused from here: jigctl peer resume PARTNER"
            )
        default: return nil
        }
    }

    private static func sayingOfBank(_ word: String) throws -> Saying {
        guard let says = Saying(rawValue: word), says.isAboutBank || says == .agreed else {
            throw Failure(
                .usage,
                "\(Escaping.text(word, bytesMax: 80)) is nothing that an operator says of the bank",
                next: "use suspended, resumed, left or, of a stage, agreed"
            )
        }
        return says
    }

    /// The same with who said what of the bank, and when.
    func named(_ standing: Standing) throws -> Standing {
        guard !standing.parts.isPlain else { return standing }
        var standing = standing
        return try read { bank in
            standing.seal = try standing.sealing.map { try Self.word($0, in: bank) }
            if case .suspended(let statement) = standing.parts.part(of: standing.author.partner) {
                standing.suspension = try Self.word(statement, in: bank)
            }
            for index in standing.peers.indices {
                guard let partner = PartnerID(standing.peers[index].partner) else { continue }
                let statement = standing.parts.part(of: partner).statement
                standing.peers[index].standing = try statement.map { try Self.word($0, in: bank) }
            }
            return standing
        }
    }

    static func word(_ statement: BankStatement, in bank: BankSnapshot) throws -> BankWord {
        guard let facts = try bank.facts(of: statement.id),
            let id = try bank.shortID(of: statement.id)
        else { throw StoreError.damaged("a statement whose entry is not held") }
        return BankWord(
            id: id.description,
            partner: facts.author.partner.text,
            operatorName: facts.operatorName,
            says: statement.says.rawValue,
            reason: statement.reason,
            claimedAt: Moment(milliseconds: facts.claimed.milliseconds),
            receivedAt: Moment(milliseconds: facts.receivedAt)
        )
    }
}
