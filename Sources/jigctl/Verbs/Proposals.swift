import ArgumentParser
import ControlAPI

/// Suggests a value for another partner's record.
struct Propose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Propose a value for another partner's record.",
        discussion: """
            The proposal is about the version that the record has now. The record's owner accepts or \
            declines it: `jigctl proposal`. field=value sets, field= clears; of tags and other sets \
            one more element is proposed with field+=value.

            Example: jigctl --home us propose ru-s9 buffer_m=2km --reason 'Two new wards'
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @Argument(help: "The value: field=value.") var change: String
    @OptionGroup var reason: ReasonOption

    func run() async throws {
        let console = try Console(options)
        guard change.contains("=") else {
            throw Failure(
                .usage,
                "`\(change)` proposes nothing",
                next: "write field=value, field= to clear, or tags+=x"
            )
        }
        let record = NewRecord(
            kind: "proposal",
            changes: [
                Change(setting: "about", to: try await console.versioned(id)),
                Change(setting: "change", to: change),
                Change(setting: "reason", to: reason.reason),
            ]
        )
        try await console.write(ControlRequest(.add, sending: record))
    }
}

/// What partners have proposed for our records.
struct ProposalVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proposal",
        abstract: "Accept or decline what a partner proposed for a record of yours.",
        discussion: """
            `jigctl list --kind proposal` shows all proposals.

            Example: jigctl --home ru proposal accept us-p3
            """,
        subcommands: [Accept.self, Decline.self]
    )

    @OptionGroup var options: CommonOptions

    /// Does what was proposed.
    struct Accept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "accept",
            abstract: "Change the record as was proposed, and say that you agree.",
            discussion: """
                Where the field has changed since the version that the proposal is about, nothing is \
                written (75): look at it, and repeat with --current, or decline.

                Example: jigctl --home ru proposal accept us-p3 --reason 'Seen on site'
                """
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The proposal's id.") var id: String
        @Option(parsing: .unconditional, help: "Why; it is kept with the change.")
        var reason: String?
        @Flag(help: "Over whatever is there now.") var current = false

        func run() async throws {
            let acceptance = Acceptance(reason: reason, current: current ? true : nil)
            let request = try ControlRequest(.acceptProposal, id, sending: acceptance)
            try await Console(options).show(request) { $0.lines(of: $1 as Accepted) }
        }
    }

    /// Leaves the record as it is.
    struct Decline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "decline",
            abstract: "Leave the record as it is, and say why.",
            discussion: "Example: jigctl --home ru proposal decline us-p3 --reason 'It has closed'"
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The proposal's id.") var id: String
        @OptionGroup var reason: ReasonOption

        func run() async throws {
            let request = try ControlRequest(.declineProposal, id, sending: Reason(reason.reason))
            try await Console(options).show(request) { $0.lines(of: $1 as Written) }
        }
    }
}
