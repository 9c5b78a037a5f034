import BankModel
import BankStore
import ControlAPI
import Interchange

extension Rendering {
    /// `show`: the record, what is said about it, and what of it is in force.
    func detailWithStatements(_ state: RecordState) throws -> RecordDetail {
        var detail = try detail(state)
        let standing = try bank.standing(of: state)
        let said = try standing.statements.map { try statement($0, in: standing) }
        detail.statements = StatementDetail.foremost(of: said)
        detail.statementsCounted = said.count
        let kind = RuleSet.released.lazy.compactMap { $0.kind(state.kind) }.first
        guard let kind, kind.needsAgreement else { return detail }
        let history = VersionHistory(try bank.history(of: state.id))
        let agreement = standing.agreement(
            among: charter.partners.map(\.id),
            history: history
        )
        detail.inForce = try agreement.inForce.map { version in
            VersionDetail(
                version: version.id.description,
                fields: try history.registers(of: version).map { try plain($0, of: kind) }
            )
        }
        detail.proposed = agreement.proposed?.id.description
        detail.missing = agreement.missing.map(\.text)
        return detail
    }

    private func statement(
        _ statement: Statement,
        in standing: BankModel.Standing
    ) throws -> StatementDetail {
        guard let facts = try bank.facts(of: statement.id),
            let id = try bank.shortID(of: statement.id)
        else { throw StoreError.damaged("a statement whose entry is not held") }
        return StatementDetail(
            id: id.description,
            partner: facts.author.partner.text,
            operatorName: facts.operatorName,
            says: statement.says.rawValue,
            version: statement.version?.id.description,
            stale: standing.isStale(statement),
            overruled: standing.isOverruled(statement) ? true : nil,
            reason: statement.reason,
            claimedAt: Moment(milliseconds: facts.claimed.milliseconds),
            receivedAt: Moment(milliseconds: facts.receivedAt)
        )
    }

    private func plain(_ fields: [FieldState], of kind: Kind) throws -> [String: Plain] {
        let references = References(bank: bank)
        var plain: [String: Plain] = [:]
        for field in fields where field.field != .life {
            let values = try field.distinctValues.map { try references.plain(of: $0) }
            let only = values.count == 1 ? values[0] : .list(values)
            if only != .null { plain[kind.name(of: field.field)] = only }
        }
        return plain
    }
}
