import ArgumentParser
import ControlAPI

/// Suspends this partner's part in the bank.
struct Suspend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Suspend this partner's part in the bank, and say why to every partner.",
        discussion: """
            A signed statement, which stays in the log. Each partner is told once; then nothing is \
            exchanged with it until this partner resumes, and status says on both sides who has \
            suspended, since when and why. What is written here meanwhile is signed and kept, and \
            goes to the partners after jigctl resume.

            To stop a single link from here without a word: jigctl peer pause. To end it for good: \
            jigctl leave.

            Example: jigctl --home us suspend --reason 'Consultations until Monday'
            """
    )

    @OptionGroup var options: CommonOptions
    @OptionGroup var reason: ReasonOption

    func run() async throws {
        let statement = NewBankStatement(says: "suspended", reason: reason.reason)
        try await Console(options).show(ControlRequest(.sayOfBank, sending: statement)) {
            $0.lines(of: $1 as Written, saying: "suspended")
        }
    }
}

/// Resumes this partner's part in the bank.
struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Take part in the bank again after jigctl suspend.",
        discussion: """
            A signed statement as well. The partners are called at once, and what was written on \
            either side meanwhile is exchanged.

            A link that was stopped with jigctl peer pause is another thing: jigctl peer resume.

            Example: jigctl --home us resume --reason 'Consultations are over'
            """
    )

    @OptionGroup var options: CommonOptions
    @OptionGroup var remark: OptionalReason

    func run() async throws {
        let statement = NewBankStatement(says: "resumed", reason: remark.reason)
        try await Console(options).show(ControlRequest(.sayOfBank, sending: statement)) {
            $0.lines(of: $1 as Written, saying: "resumed")
        }
    }
}
