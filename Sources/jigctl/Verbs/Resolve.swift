import ArgumentParser
import ControlAPI

/// Settles conflicts: a person's decision, with its reason.
struct Resolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Resolve a conflict, or all in one partner's favour.",
        discussion: """
            Pick a sibling by its dot as `jigctl conflicts` shows it, or set another value. \
            A conflict that has changed since it was listed is refused (75).

            Examples:
              jigctl --home us resolve kqzmbwta --pick us/bank/17.3 --reason 'Seen on site'
              jigctl --home us resolve kqzmbwta --set 34.5,38.25,50m --reason 'New survey'
              jigctl --home us resolve --all-from ru --kind site --reason 'Theirs to say'
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The conflict's eight letters.") var conflict: String?
    @Option(help: "The sibling whose value is right, by its dot.") var pick: String?
    @Option(parsing: .unconditional, help: "Another value.") var set: String?
    @Option(help: "Pick this partner's value in every conflict that is open now.")
    var allFrom: String?
    @Option(help: "With --all-from: only records of this kind.") var kind: String?
    @OptionGroup var reason: ReasonOption

    func validate() throws {
        if allFrom != nil {
            guard conflict == nil, pick == nil, set == nil else {
                throw ValidationError("--all-from goes without CONFLICT, --pick and --set.")
            }
            return
        }
        guard conflict != nil else {
            throw ValidationError("Name the conflict, or give --all-from PARTNER.")
        }
        guard (pick == nil) != (set == nil) else {
            throw ValidationError("Give one of --pick DOT and --set VALUE.")
        }
        guard kind == nil else { throw ValidationError("--kind goes with --all-from.") }
    }

    func run() async throws {
        let console = try Console(options)
        if let allFrom {
            let resolution = ResolutionOfAll(allFrom: allFrom, kind: kind, reason: reason.reason)
            try await console.show(ControlRequest(.resolveAll, sending: resolution)) {
                $0.lines(of: $1 as ResolvedAll)
            }
        } else if let conflict {
            let resolution =
                pick.map { Resolution(pick: $0, reason: reason.reason) }
                ?? Resolution(setting: set ?? "", reason: reason.reason)
            try await console.show(ControlRequest(.resolve, conflict, sending: resolution)) {
                $0.lines(of: $1 as Resolved)
            }
        }
    }
}
