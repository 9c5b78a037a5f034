import BankModel
import Deconfliction
import Interchange

/// What a storage holds for the checks, looked up record by record, without an index.
struct Survey {
    private let input: FindingInput

    /// Of those of the records that are held.
    init(
        of storage: some BankReading,
        among records: [RecordID],
        _ charter: Charter
    ) throws {
        let states = try records.compactMap { try storage.record($0) }
        let listed = [Kind.target, .site, .notice].map(\.number)
        let inForce = try states.filter { $0.kind == Kind.sector.number }
            .flatMap { try storage.versionsInForce(of: $0, under: charter) }
        let walks = AncestorWalks()
        input = FindingInput(
            records: (states.filter { listed.contains($0.kind) } + inForce)
                .map {
                    RecordView($0, charter: charter, readingForm: PositionText.written)
                },
            words: try Words(states.compactMap { StatementView($0) }) {
                try storage.isMade($0.id, after: $1.id, walks)
            },
            links: states.compactMap { LinkView($0) }
        )
    }

    func findings(_ terms: FindingTerms) -> FindingSet { Findings.all(of: input, terms) }
}
