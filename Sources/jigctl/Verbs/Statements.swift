import ArgumentParser
import ControlAPI

/// Says that a version was read.
struct Acknowledge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: "Say that a version of a record was read.",
        discussion: """
            A statement is bound to the version that you were shown; once the record changes it is \
            stale, and everybody sees that. Without --version the record is shown and confirmed on \
            a terminal; elsewhere the version is required.

            Example: jigctl --home us acknowledge ru-n3 --version 3f9a1c22d04e5b67
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @OptionGroup var seen: SeenVersion
    @OptionGroup var remark: OptionalReason

    func run() async throws {
        let question = "Acknowledge this version?"
        try await seen.say("acknowledged", of: id, remark.reason, question, Console(options))
    }
}

/// Agrees to a version.
struct Agree: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agree",
        abstract: "Agree to a version of a record.",
        discussion: """
            A sector is in force in the versions to which every partner has agreed. A newer version \
            is proposed until then, and `jigctl show` says who is missing.

            Example: jigctl --home us agree ru-z2 --version 3f9a1c22d04e5b67
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @OptionGroup var seen: SeenVersion
    @OptionGroup var remark: OptionalReason

    func run() async throws {
        let question = "Agree to this version?"
        try await seen.say("agreed", of: id, remark.reason, question, Console(options))
    }
}

/// Objects to a version.
struct ObjectVerb: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "object",
        abstract: "Object to a version of a record, and say why.",
        discussion: """
            Nothing is changed by it: the objection stands beside the record until it is taken back \
            (`jigctl unsay`) or the record changes.

            Example: jigctl --home us object ru-n3 --version 3f9a1c22d04e5b67 \
            --reason 'Our convoy uses that road until noon'
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @OptionGroup var seen: SeenVersion
    @OptionGroup var reason: ReasonOption

    func run() async throws {
        let question = "Object to this version?"
        try await seen.say("objected", of: id, reason.reason, question, Console(options))
    }
}

/// Takes back what was said of a version.
struct Unsay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unsay",
        abstract: "Take back what this partner said of a version of a record.",
        discussion: """
            What was said stays in the record's history; it no longer counts.

            Example: jigctl --home us unsay ru-n3 --version 3f9a1c22d04e5b67 --reason 'Settled'
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @OptionGroup var seen: SeenVersion
    @OptionGroup var remark: OptionalReason

    func run() async throws {
        let question = "Take back what was said of this version?"
        try await seen.say("withdrawn", of: id, remark.reason, question, Console(options))
    }
}

/// A reason that may be given.
struct OptionalReason: ParsableArguments {
    @Option(parsing: .unconditional, help: "Why; it is kept with the statement.")
    var reason: String?

    func validate() throws {
        guard let reason else { return }
        if !reason.contains(where: { !$0.isWhitespace }) {
            throw ValidationError("--reason is blank: say why, or leave it out.")
        }
    }
}

/// The version that a statement is about: one that was shown.
struct SeenVersion: ParsableArguments {
    @Option(parsing: .unconditional, help: "The version that you were shown.")
    var version: String?

    /// Says it of the version given, or of the one just shown and confirmed; 64 where nobody is there
    /// to be shown one.
    func say(
        _ word: String,
        of id: String,
        _ reason: String?,
        _ question: String,
        _ console: Console
    ) async throws {
        let statement = NewStatement(
            says: word,
            version: try await confirmed(question, id, console),
            reason: reason
        )
        try await console.show(ControlRequest(.say, id, sending: statement)) {
            $0.lines(of: $1 as Written)
        }
    }

    private func confirmed(
        _ question: String,
        _ id: String,
        _ console: Console
    ) async throws -> String {
        if let version { return version }
        guard Question.isPossible else {
            throw Failure(
                .usage,
                "which version is meant is not said",
                next: "show the record, and give what it says as --version V"
            )
        }
        let record = try await console.ask(ControlRequest(.show, id), as: RecordDetail.self)
        try console.tell { $0.lines(of: record) }
        try Question.confirm(question)
        return record.version
    }
}
