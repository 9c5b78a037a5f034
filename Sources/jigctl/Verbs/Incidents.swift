import ArgumentParser
import ControlAPI

/// What a partner has observed.
struct IncidentVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident",
        abstract: "Report what was observed.",
        discussion: """
            Example: jigctl --home us incident report title='Shots at the clinic' \
            observed=2016-09-12T16:00:00Z..2016-09-12T16:20:00Z place=34.5,38.25,50m \
            category=damage_at_protected_site links+=ru-s9
            """,
        subcommands: [Report.self]
    )

    @OptionGroup var options: CommonOptions

    /// Adds a report.
    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "report",
            abstract: "Report what was observed, where and when.",
            discussion: """
                Fields are given as name=value. A link without a version is to the version that the \
                record has now. Each position is repeated on standard error in degrees, in the \
                military grid and by the nearest known place: compare it with what you meant.

                Example: jigctl --home us incident report title='Near miss at the bridge' \
                observed=2016-09-12T16:00:00Z..2016-09-12T16:05:00Z place=34.5,38.25,50m \
                category=near_miss links+=ru-n4
                """
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "Its fields.") var changes: [String]

        func run() async throws {
            let console = try Console(options)
            var changes = try ChangeArgument.changes(from: changes)
            for index in changes.indices where changes[index].field == "links" {
                guard let link = changes[index].typed, !link.contains("@") else { continue }
                changes[index].typed = try await console.versioned(link)
            }
            try await console.write(
                ControlRequest(
                    .add,
                    sending: NewRecord(kind: "incident", changes: changes)
                )
            )
        }
    }
}
