import BankModel
import BankStore
import ControlAPI
import Deconfliction
import Interchange

/// Findings as the API shows them.
struct FindingRendering<Bank: StoredBank> {
    let bank: Bank
    /// A record that some may be about and that is not in the bank.
    var imagined: RecordState?

    /// The answer to a question about some time: of the rules that are in force now.
    func list(_ findings: [Finding], _ terms: FindingTerms) throws -> FindingList {
        let progress = try bank.stageProgress(under: terms.charter)
        let set = FindingSet(findings.filter { progress.allows(check: $0.rule.rawValue) })
        let others = FindingRule.allCases.map(\.rawValue).filter { !progress.allows(check: $0) }
        return FindingList(
            findings: try set.findings.prefix(Limits.findingsListedMax).map { try detail($0) },
            digest: set.digest.hex,
            at: Moment(milliseconds: terms.at),
            ruleSet: terms.charter.ruleSet,
            counted: set.findings.count,
            stage: progress.current?.name,
            notInForce: progress.current.map { _ in others }
        )
    }

    private func detail(_ finding: Finding) throws -> FindingDetail {
        FindingDetail(
            id: finding.id.description,
            rule: finding.rule.rawValue,
            certainty: "\(finding.certainty)",
            records: try finding.records.map { record in
                FindingRecord(
                    id: record.spoken,
                    version: record.version.id.description,
                    kind: try kind(of: record.record)
                )
            },
            distance: finding.distance.map { ValuePlain.plain(of: .millimetres($0)) },
            from: finding.overlap?.from.map { Moment(milliseconds: $0) },
            until: finding.overlap?.until.map { Moment(milliseconds: $0) },
            altitudeNote: finding.altitudeNote.map(\.word),
            lines: finding.explanation { Timestamp.text($0) }
        )
    }

    private func kind(of record: RecordID) throws -> String {
        guard let state = try record == imagined?.id ? imagined : bank.record(record) else {
            return "unknown"
        }
        let kind = RuleSet.released.lazy.compactMap { $0.kind(state.kind) }.first
        return kind?.name ?? "kind-\(state.kind)"
    }
}

extension Finding.AltitudeNote {
    /// The word for it in the API.
    fileprivate var word: String {
        switch self {
        case .notComparable: "not_comparable"
        }
    }
}
