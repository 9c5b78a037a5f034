import ArgumentParser
import ControlAPI

/// What needs a person's attention.
struct Alarms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alarms",
        abstract: "Show what needs a person's attention.",
        discussion: "Example: jigctl --home us alarms"
    )

    @OptionGroup var options: CommonOptions

    func run() async throws {
        try await Console(options).show(ControlRequest(.alarms)) {
            $0.lines(of: $1 as AlarmList)
        }
    }
}

/// Writes that are not in the log yet.
struct Drafts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts",
        abstract: "Show the writes that wait until this node's past is known.",
        discussion: """
            After a restore, new writes wait until every partner has said what it holds of this \
            node's log, or a person confirms the past.

            Example: jigctl --home us drafts
            """,
        subcommands: [List.self, Drop.self],
        defaultSubcommand: List.self
    )

    @OptionGroup var options: CommonOptions

    /// What waits.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show the writes that wait (the default).",
            discussion: "Example: jigctl --home us drafts"
        )

        @OptionGroup var options: CommonOptions

        func run() async throws {
            try await Console(options).show(ControlRequest(.drafts)) {
                $0.lines(of: $1 as DraftList)
            }
        }
    }

    /// Takes one back.
    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop",
            abstract: "Take back a write that is not in the log yet.",
            discussion: """
                For a draft that an alarm says can be no entry, or that is no longer meant. Who \
                dropped it and why stays in the daemon's log.

                Example: jigctl --home us drafts drop draft-7 --reason 'Entered twice'
                """
        )

        @OptionGroup var options: CommonOptions
        @OptionGroup var reason: ReasonOption
        @Argument(help: "The draft, as drafts shows it: draft-7.")
        var draft: String

        func run() async throws {
            let request = try ControlRequest(
                .dropDraft,
                draft,
                sending: Reason(reason.reason)
            )
            try await Console(options).show(request) { $0.lines(ofDropped: $1 as Draft) }
        }
    }
}

/// What this node may have forgotten.
struct Past: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "past",
        abstract: "Confirm that nothing of this node's own past is missing.",
        discussion: "Example: jigctl --home us past confirm --reason 'Nothing was written since'",
        subcommands: [Confirm.self]
    )

    @OptionGroup var options: CommonOptions

    /// Gives the word that nothing is missing.
    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Let the drafts into the log, on your word that nothing is missing.",
            discussion: """
                If something was missing after all, this node's log forks: the fork is shown to \
                every partner as proof, and nothing is lost.

                Example: jigctl --home us past confirm --reason 'Fresh disk, nothing was written'
                """
        )

        @OptionGroup var options: CommonOptions
        @OptionGroup var reason: ReasonOption

        func run() async throws {
            let request = try ControlRequest(.confirmPast, sending: Reason(reason.reason))
            try await Console(options).show(request) { $0.lines(of: $1 as PastConfirmed) }
        }
    }
}

/// The signed log.
struct LogVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Verify the signed log.",
        discussion: "Example: jigctl --home us log verify",
        subcommands: [Verify.self]
    )

    @OptionGroup var options: CommonOptions

    /// Checks every hash and signature.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Verify every hash and signature of the log (65 if one is bad).",
            discussion: "Example: jigctl --home us log verify"
        )

        @OptionGroup var options: CommonOptions

        func run() async throws {
            let answer = try await Console(options).show(ControlRequest(.verifyLog)) {
                $0.lines(of: $1 as LogCheck)
            }
            let check: LogCheck = try answer.read()
            guard check.failures.isEmpty, check.digestMatches else {
                throw Failure(
                    .badData,
                    "the log is not good",
                    next: "stop the daemon and keep a copy of its home before anything else"
                )
            }
        }
    }
}

/// Derives the state again.
struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Compute the state from the log again (70 if it differs).",
        discussion: "Example: jigctl --home us rebuild"
    )

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let answer = try await Console(options).show(ControlRequest(.rebuild)) {
            $0.lines(of: $1 as Rebuilt)
        }
        guard try answer.read(as: Rebuilt.self).same else {
            throw Failure(
                .internalError,
                "the state was not what the log says; it is now",
                next: "report it with both digests"
            )
        }
    }
}

/// Scripts by which a shell completes verbs and options.
struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the completion script of a shell.",
        discussion: "Example: jigctl completion bash > /etc/bash_completion.d/jigctl"
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws {
        try Stream.output.write(Jigctl.completionScript(for: shell.library) + "\n")
    }

    /// The shells that have completion.
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash
        case zsh
        case fish

        var library: CompletionShell {
            switch self {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }
}
