import ArgumentParser
import ControlAPI

/// The stages of the charter's plan.
struct StageVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "Show the stages of the charter's plan, or agree to the next one.",
        discussion: """
            A charter may have a plan: stages in order, each with the kinds of record that may be \
            written and the checks that are in force. The next stage begins once every partner has \
            agreed to it; that cannot be taken back. What was written before stays.

            Example: jigctl --home us stage
            """,
        subcommands: [ShowStages.self, AgreeToStage.self],
        defaultSubcommand: ShowStages.self
    )

    @OptionGroup var options: CommonOptions

    /// Which stages there are.
    struct ShowStages: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show the stages, which is in force, and who has agreed (the default).",
            discussion: "Example: jigctl --home us stage show"
        )

        @OptionGroup var options: CommonOptions

        func run() async throws {
            try await Console(options).show(ControlRequest(.stages)) { $0.lines(of: $1 as Plan) }
        }
    }

    /// Agrees to one.
    struct AgreeToStage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agree",
            abstract: "Agree to the next stage, for this partner.",
            discussion: """
                Once every partner has agreed the stage is in force, on every node that holds those \
                statements.

                Example: jigctl --home us stage agree operations
                """
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The next stage's name, as stage shows it.") var name: String
        @OptionGroup var remark: OptionalReason

        func run() async throws {
            let statement = NewBankStatement(says: "agreed", reason: remark.reason, stage: name)
            try await Console(options).show(ControlRequest(.sayOfBank, sending: statement)) {
                $0.lines(of: $1 as Written, saying: "agreed")
            }
        }
    }
}
