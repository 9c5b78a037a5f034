import ArgumentParser
import ControlAPI
import Glibc

/// What changes, as it changes.
struct WatchVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract:
            "Show the links, notices, findings and overdue answers, and what becomes of them.",
        discussion: """
            On a terminal the view is drawn anew each second; elsewhere each change is a line, with \
            --json a JSON object on a line. ^C ends it with 0.

            Example: jigctl --home us watch
            """
    )

    @OptionGroup var options: CommonOptions

    func run() async throws {
        let console = try Console(options)
        // Ended by a person, it has done what it was asked to do.
        signal(SIGINT) { _ in _exit(0) }
        var before: Outlook?
        while true {
            let outlook = try await Outlook(asking: console)
            if console.isJSON {
                for event in outlook.lines(since: before) {
                    try Stream.output.write(try event.json() + [UInt8(ascii: "\n")])
                }
            } else if Stream.output.isTerminal {
                try Stream.output.write("\u{1B}[H\u{1B}[2J")
                try console.print { $0.lines(of: outlook) }
            } else {
                let events = outlook.lines(since: before)
                if !events.isEmpty {
                    try console.print { display in events.map { display.line(of: $0) } }
                }
            }
            before = outlook
            try await Task.sleep(for: .seconds(1))
        }
    }
}

extension Outlook {
    /// Asks the daemon for everything that is watched.
    fileprivate init(asking console: Console) async throws {
        let status = try await console.ask(ControlRequest(.status), as: Status.self)
        let findings = try await console.ask(ControlRequest(.findings), as: FindingList.self)
        var notices: [RecordSummary] = []
        var after: String?
        repeat {
            var query = [ControlRequest.Parameter(ControlQuery.kind, "notice")]
            if let after { query.append(.init(ControlQuery.after, after)) }
            let page = try await console.ask(
                ControlRequest(.list, query: query),
                as: RecordList.self
            )
            notices += page.records
            after = page.next
        } while after != nil
        self.init(status: status, notices: notices, findings: findings)
    }
}
