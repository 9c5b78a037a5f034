import ArgumentParser
import ControlAPI

/// What a partner announces that it will do, from the announcement to its end.
struct NoticeVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "Announce what you will do, and say when it begins, ends or is called off.",
        discussion: """
            A notice is issued, then active, then ended; until it has ended it can be cancelled. \
            `jigctl edit` changes its other fields, `jigctl list --kind notice` shows all.

            Example: jigctl --home us notice activate us-n3
            """,
        subcommands: [Issue.self, Activate.self, End.self, Cancel.self]
    )

    @OptionGroup var options: CommonOptions
}

extension NoticeVerb {
    /// Announces, once it has been shown what that would run into.
    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "issue",
            abstract: "Announce what you will do.",
            discussion: """
                What the notice would run into is shown first. Where that is anything, a person at \
                a terminal is asked; elsewhere --yes is required, and without it nothing is \
                written (75). Each position is repeated in degrees, in the military grid and by \
                the nearest known place. A volume is PLACE @HEIGHTS FROM..UNTIL, @ alone for all \
                heights; several are separated by |.

                Example: jigctl --home us notice issue title='Relief convoy' activity=convoy \
                volumes='34.5,38.25,100m,circle:5km @ 2016-09-12T10:00:00Z..2016-09-12T12:00:00Z' \
                respond_by=2016-09-12T08:00:00Z
                """
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "Its fields.") var changes: [String]
        @Flag(help: "Issue it whatever it runs into.") var yes = false

        func run() async throws {
            let console = try Console(options)
            let notice = NewRecord(
                kind: "notice",
                changes: try ChangeArgument.changes(from: changes)
            )
            let preview = try await console.ask(
                ControlRequest(.preview, sending: notice),
                as: FindingList.self
            )
            if preview.counted > 0 {
                try console.tell { $0.lines(ofPreview: preview) }
                if !yes { try confirm(preview) }
            }
            try await console.write(ControlRequest(.add, sending: notice))
        }

        private func confirm(_ preview: FindingList) throws {
            if Question.isPossible { return try Question.confirm("Issue it nonetheless?") }
            throw Failure(
                .stale,
                "the notice would run into \(preview.counted) "
                    + (preview.counted == 1 ? "finding" : "findings") + ", and was not issued",
                next: "change it, or repeat with --yes"
            )
        }
    }

    /// What was announced has begun.
    struct Activate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "activate",
            abstract: "Say that what a notice announced is under way.",
            discussion: "Example: jigctl --home us notice activate us-n3"
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The notice's id.") var id: String
        @OptionGroup var sight: Sight

        func run() async throws {
            try await NoticeMove(id: id, state: "active", sight: sight)
                .make("Activate this notice?", options)
        }
    }

    /// What was announced is over.
    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end",
            abstract: "Say that what a notice announced is over.",
            discussion: "Example: jigctl --home us notice end us-n3"
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The notice's id.") var id: String
        @OptionGroup var sight: Sight

        func run() async throws {
            try await NoticeMove(id: id, state: "ended", sight: sight)
                .make("End this notice?", options)
        }
    }

    /// What was announced does not happen.
    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel",
            abstract: "Call off what a notice announced.",
            discussion: "Example: jigctl --home us notice cancel us-n3 --current"
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The notice's id.") var id: String
        @OptionGroup var sight: Sight

        func run() async throws {
            try await NoticeMove(id: id, state: "cancelled", sight: sight)
                .make("Cancel this notice?", options)
        }
    }
}

/// A notice on its way to its next state; the daemon knows which may follow (75 if it may not).
private struct NoticeMove {
    let id: String
    let state: String
    let sight: Sight

    func make(_ question: String, _ options: CommonOptions) async throws {
        let console = try Console(options)
        let version = try await sight.confirmed(question, id, touching: ["state"], console)
        let edit = RecordEdit(
            changes: [Change(setting: "state", to: state)],
            version: version,
            current: sight.current ? true : nil
        )
        try await console.show(ControlRequest(.edit, id, sending: edit)) {
            $0.lines(of: $1 as Written)
        }
    }
}
