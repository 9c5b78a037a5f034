import ControlAPI
import Identity

/// Shows cards and charters as JSON or as lines for a person.
struct Documents {
    private let isJSON: Bool
    private let output: Display
    private let errors: Display

    init(_ options: CommonOptions) {
        isJSON = options.json
        output = Screen.display(for: .output, options.color)
        errors = Screen.display(for: .error, options.color)
    }

    /// Shows a card, and what to do next unless that is empty.
    func show(_ card: Card, next: String) throws {
        let answer = CardAnswer(
            partner: "\(card.entry.partner)",
            name: card.entry.name,
            fingerprint: "\(card.fingerprint)",
            card: card.text
        )
        try show(answer, output.lines(of: answer), next)
    }

    /// Shows a charter, and what to do next unless that is empty.
    func show(_ charter: CharterDocument, next: String) throws {
        let answer = Self.answer(charter)
        try show(answer, output.lines(of: answer), next)
    }

    /// Shows a charter and has its fingerprint confirmed, or ends the command.
    func ask(_ charter: CharterDocument) throws {
        try Stream.error.write(errors.text(of: errors.lines(of: Self.answer(charter))))
        let question = "Is this the fingerprint that you compared by voice? Type yes:"
        guard try Question.ask(question, wanting: ["yes"]) else {
            throw Failure(
                .usage,
                "the fingerprint is not confirmed, the charter not adopted",
                next: "compare it by voice with every partner"
            )
        }
    }

    private func show(_ answer: some Encodable, _ lines: [Line], _ next: String) throws {
        if isJSON {
            try Stream.output.write(Array(try ControlJSON.encode(answer)) + [UInt8(ascii: "\n")])
        } else {
            let hint = next.isEmpty ? [] : [Line("next: ", .dim) + next]
            try Stream.output.write(output.text(of: lines + hint))
        }
    }

    private static func answer(_ charter: CharterDocument) -> CharterAnswer {
        let summary = charter.summary
        return CharterAnswer(
            bank: summary.bank,
            fingerprint: "\(summary.fingerprint)",
            partners: summary.partners.map {
                .init(
                    id: "\($0.id)",
                    name: $0.name,
                    fingerprint: "\($0.fingerprint)",
                    signed: $0.isSigned
                )
            },
            stages: summary.stages.isEmpty
                ? nil
                : summary.stages.map {
                    CharterAnswer.Stage(name: $0.name, kinds: $0.kinds, checks: $0.checks)
                }
        )
    }
}
