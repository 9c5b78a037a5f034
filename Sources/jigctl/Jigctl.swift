import ArgumentParser
import ControlAPI

/// The command: parses its arguments, runs one verb, ends with a code of sysexits(3).
@main
struct Jigctl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jigctl",
        abstract: "Keep a shared bank of records in step with your partners.",
        discussion: """
            Most verbs ask the daemon, jigd, that serves the same home; init, card and charter work \
            on files. `jigctl help VERB` explains a verb with an example, `jigctl --version` says \
            which release this is.

            Exit codes: 64 usage, 65 bad data, 66 unknown id or file, 69 daemon unreachable, \
            70 internal, 74 input or output, 75 stale, conflicted or busy, 77 not permitted, \
            78 configuration; `check --exit-code` ends with 1 where there is a finding.
            """,
        subcommands: [],
        groupedSubcommands: [
            CommandGroup(
                name: "Setting up",
                subcommands: [Init.self, CardVerb.self, CharterVerb.self]
            ),
            CommandGroup(
                name: "Looking",
                subcommands: [
                    StatusVerb.self, Show.self, List.self, HistoryVerb.self, Conflicts.self,
                ]
            ),
            CommandGroup(
                name: "Writing",
                subcommands: [Add.self, Edit.self, Withdraw.self, Reinstate.self, Resolve.self]
            ),
            CommandGroup(
                name: "Operations",
                subcommands: [
                    CheckVerb.self, WatchVerb.self, NoticeVerb.self, IncidentVerb.self,
                    Propose.self, ProposalVerb.self,
                    LinkVerb.self, Acknowledge.self, Agree.self, ObjectVerb.self, Unsay.self,
                ]
            ),
            CommandGroup(
                name: "Taking part",
                subcommands: [StageVerb.self, Suspend.self, Resume.self, Leave.self]
            ),
            CommandGroup(name: "Files", subcommands: [Import.self, Export.self, BackupVerb.self]),
            CommandGroup(
                name: "Keeping the node",
                subcommands: [
                    Peer.self, Alarms.self, Drafts.self, Past.self, LogVerb.self, Rebuild.self,
                    Completion.self,
                ]
            ),
        ]
    )

    @OptionGroup var options: CommonOptions

    /// Says what can be asked, for want of a verb.
    func run() throws { throw CleanExit.helpRequest(self) }

    static func main() async {
        do {
            let arguments = try Arguments.all()
            if arguments.first == "--version" {
                print("jigctl \(release)")
                return
            }
            try await run(arguments)
        } catch {
            Ending.exit(with: error)
        }
    }

    @concurrent
    private static func run(_ arguments: [String]) async throws {
        var command = try parseAsRoot(arguments)
        if var patient = command as? any AsyncParsableCommand {
            try await patient.run()
        } else {
            try command.run()
        }
    }

    /// The release of this program.
    private static let release = "0.1.0"
}
