import ArgumentParser
import ControlAPI

/// Where something protected or announced would be in the way.
struct CheckVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Show what the checks find, the worst and the soonest first.",
        discussion: """
            Findings are derived, and never replicated: two partners at one frontier who ask about one \
            time find the same and see the same digest. Without --record and --all they are about \
            notices and sectors. While a record is in conflict each of its values counts.

            With --exit-code the command ends with 1 where there is a finding, with 0 where there is \
            none.

            Example: jigctl --home us check --at 2016-09-12T16:00:00Z --exit-code
            """
    )

    @OptionGroup var options: CommonOptions
    @Option(help: "The time that is asked about, as RFC 3339 or DDHHMMZ MON YY; now if not given.")
    var at: String?
    @Option(help: "Only findings about this record, of whatever kind.") var record: String?
    @Flag(help: "Findings about every target and site too, which takes its time.")
    var all = false
    @Flag(help: "End with 1 where there is a finding.") var exitCode = false

    func validate() throws {
        if all, record != nil { throw ValidationError("--record and --all contradict each other.") }
    }

    func run() async throws {
        let texts = [
            (ControlQuery.at, at), (ControlQuery.record, record),
            (ControlQuery.all, all ? "true" : nil),
        ]
        let query = texts.compactMap { name, value in
            value.map { ControlRequest.Parameter(name, $0) }
        }
        let answer = try await Console(options).show(ControlRequest(.findings, query: query)) {
            $0.lines(of: $1 as FindingList)
        }
        let list: FindingList = try answer.read()
        if exitCode, list.counted > 0 { throw ArgumentParser.ExitCode(1) }
    }
}
