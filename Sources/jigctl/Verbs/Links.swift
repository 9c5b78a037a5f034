import ArgumentParser
import ControlAPI

/// Which records belong together.
struct LinkVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Say that two records belong together, and how.",
        discussion: """
            A link changes neither record. Another partner confirms it or denies it by agreeing or \
            objecting to the link.

            Example: jigctl --home us link same-as us-s4 ru-s9 --reason 'One clinic, two lists'
            """,
        subcommands: [SameAs.self, Related.self, Supersedes.self, LinkList.self]
    )

    @OptionGroup var options: CommonOptions
}

extension LinkVerb {
    /// Two records of one thing.
    struct SameAs: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "same-as",
            abstract: "Say that two records are about the same thing.",
            discussion: """
                Example: jigctl --home us link same-as us-s4 ru-s9 --reason 'One clinic, two lists'
                """
        )

        @OptionGroup var options: CommonOptions
        @OptionGroup var link: LinkArguments

        func run() async throws { try await link.write("same_as", options) }
    }

    /// Two records that have to do with each other.
    struct Related: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "related",
            abstract: "Say that two records have to do with each other.",
            discussion: """
                Example: jigctl --home us link related us-i2 ru-i5 --reason 'Two accounts of one event'
                """
        )

        @OptionGroup var options: CommonOptions
        @OptionGroup var link: LinkArguments

        func run() async throws { try await link.write("related", options) }
    }

    /// A record in place of another.
    struct Supersedes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "supersedes",
            abstract: "Say that the first record stands in place of the second.",
            discussion: """
                Example: jigctl --home us link supersedes us-n7 us-n3 --reason 'New route'
                """
        )

        @OptionGroup var options: CommonOptions
        @OptionGroup var link: LinkArguments

        func run() async throws { try await link.write("supersedes", options) }
    }

    /// All links.
    struct LinkList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the links, page by page.",
            discussion: "Example: jigctl --home us link list"
        )

        @OptionGroup var options: CommonOptions
        @Option(help: "Links on a page, at most.") var limit: Int?
        @Option(parsing: .unconditional, help: "Go on after this cursor.") var after: String?

        func run() async throws {
            let texts = [
                (ControlQuery.kind, "link"), (ControlQuery.limit, limit.map { String($0) }),
                (ControlQuery.after, after),
            ]
            let query = texts.compactMap { name, value in
                value.map { ControlRequest.Parameter(name, $0) }
            }
            try await Console(options).show(ControlRequest(.list, query: query)) {
                $0.lines(ofLinks: $1 as RecordList)
            }
        }
    }
}

/// The two records that a link joins, and why.
struct LinkArguments: ParsableArguments {
    @Argument(help: "The record that the link leads from.") var first: String
    @Argument(help: "The record that it leads to.") var second: String
    @OptionGroup var reason: ReasonOption

    /// Adds the link.
    fileprivate func write(_ relation: String, _ options: CommonOptions) async throws {
        let values = [
            ("from", first), ("to", second), ("relation", relation), ("reason", reason.reason),
        ]
        let record = NewRecord(
            kind: "link",
            changes: values.map { Change(setting: $0, to: $1) }
        )
        try await Console(options).write(ControlRequest(.add, sending: record))
    }
}
