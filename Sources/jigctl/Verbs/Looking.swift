import ArgumentParser
import ControlAPI

/// Whether this node and its partners hold the same.
struct StatusVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say whether all partners hold the same, and if not, what is missing and why.",
        discussion: """
            The first line says `converged with ru (digest ab12…)`, proved by the digest that the \
            other side signed in a live session, or NOT CONVERGED with what is missing.

            Example: jigctl --home us status --wait 60
            """
    )

    @OptionGroup var options: CommonOptions

    @Option(help: "Wait up to so many seconds until all have converged (75 if they have not).")
    var wait: Double?

    func run() async throws {
        let console = try Console(options)
        let request = ControlRequest(.status)
        if let wait { try await Waiting(console: console).untilConverged(seconds: wait) }
        let answer = try await console.show(request) { $0.lines(of: $1 as Status) }
        if wait != nil, try !answer.read(as: Status.self).converged {
            throw Failure(.stale, "not converged in time", next: "see why: jigctl status")
        }
    }
}

/// One record with all that is said of it.
struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one record: every value, who wrote it and when.",
        discussion: """
            A field in conflict is marked `!` and shows all its values. The version is what you \
            have seen; give it back with `jigctl edit --version`.

            Example: jigctl --home us show us-t1042
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String

    func run() async throws {
        try await Console(options).show(ControlRequest(.show, id)) {
            $0.lines(of: $1 as RecordDetail)
        }
    }
}

/// The records that match.
struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List records, page by page.",
        discussion: """
            Example: jigctl --home us list --kind site --near 34.5,38.25,10 --limit 20
            """
    )

    @OptionGroup var options: CommonOptions
    @Option(help: "Only this kind: target, site, notice and others.") var kind: String?
    @Option(parsing: .unconditional, help: "Only within KM of a point: LAT,LON,KM.")
    var near: String?
    @Option(parsing: .unconditional, help: "Only records with these words.") var text: String?
    @Flag(help: "Only records with an open conflict.") var conflicted = false
    @Flag(help: "Only withdrawn records, which are left out otherwise.") var withdrawn = false
    @Option(help: "Records on a page, at most.") var limit: Int?
    @Option(parsing: .unconditional, help: "Go on after this cursor.") var after: String?

    func run() async throws {
        let texts = [
            (ControlQuery.kind, kind), (ControlQuery.near, near), (ControlQuery.text, text),
            (ControlQuery.conflicted, conflicted ? "true" : nil),
            (ControlQuery.withdrawn, withdrawn ? "true" : nil),
            (ControlQuery.limit, limit.map { String($0) }), (ControlQuery.after, after),
        ]
        let query = texts.compactMap { name, value in
            value.map { ControlRequest.Parameter(name, $0) }
        }
        try await Console(options).show(ControlRequest(.list, query: query)) {
            $0.lines(of: $1 as RecordList)
        }
    }
}

/// All that ever happened to a record.
struct HistoryVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show every change that a record has had, and what each replaced.",
        discussion: "Example: jigctl --home us history us-t1042"
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String

    func run() async throws {
        try await Console(options).show(ControlRequest(.history, id)) {
            $0.lines(of: $1 as History)
        }
    }
}

/// What waits for a person's decision.
struct Conflicts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "Show what disagrees, side by side, and how to resolve it.",
        discussion: """
            A conflict's eight letters are the same at every partner: read them out on the \
            telephone. All of them are shown, unless a page is asked for.

            Example: jigctl --home us conflicts
            """
    )

    @OptionGroup var options: CommonOptions
    @Option(help: "Conflicts on a page, at most; all if not given.") var limit: Int?
    @Option(parsing: .unconditional, help: "Only a page: go on after this cursor.")
    var after: String?

    func run() async throws {
        let console = try Console(options)
        if limit != nil || after != nil {
            try await console.show(page(limit, after: after)) { $0.lines(of: $1 as ConflictList) }
        } else {
            try await showAll(console)
        }
    }

    /// Asks page after page: people see the first before the last has been read.
    private func showAll(_ console: Console) async throws {
        var all = ConflictList(conflicts: [], open: 0, next: nil)
        repeat {
            let list = try await console.ask(page(nil, after: all.next), as: ConflictList.self)
            if console.isJSON {
                all.conflicts += list.conflicts
            } else {
                if all.next == nil { try console.print { $0.heading(of: list) } }
                try console.print { $0.lines(of: list.conflicts) }
            }
            all.next = list.next
        } while all.next != nil
        all.open = all.conflicts.count
        if console.isJSON { try console.print(json: all) }
    }

    private func page(_ limit: Int?, after: String?) -> ControlRequest {
        let texts = [(ControlQuery.limit, limit.map { String($0) }), (ControlQuery.after, after)]
        return ControlRequest(
            .conflicts,
            query: texts.compactMap { name, value in
                value.map { ControlRequest.Parameter(name, $0) }
            }
        )
    }
}
