import ArgumentParser
import ControlAPI

/// Leaves the bank.
struct Leave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Leave the bank for good: it becomes a sealed archive.",
        discussion: """
            Nothing is deleted. Once this partner has left, nothing can be written at its node, and in \
            a bank of two at no node: edit, resolve, import and the rest are refused. Reading, export, \
            history, backup and log verify go on, and so does the exchange until both sides hold the \
            same. Leave once status says converged, and settle first what is to be settled.

            Leaving cannot be taken back. To stop only for a time: jigctl suspend; to stop only the \
            link from here, without a word to anybody: jigctl peer pause.

            On a terminal it is asked for; elsewhere --confirm names the bank.

            Example: jigctl --home us leave --confirm joint --reason 'The mission has ended'
            """
    )

    @OptionGroup var options: CommonOptions
    @Option(parsing: .unconditional, help: "The bank's name, as a sign that this bank is meant.")
    var confirm: String?
    @OptionGroup var remark: OptionalReason

    func run() async throws {
        let console = try Console(options)
        let statement = NewBankStatement(
            says: "left",
            reason: remark.reason,
            bank: try await bank(console)
        )
        try await console.show(ControlRequest(.sayOfBank, sending: statement)) {
            $0.lines(of: $1 as Written, saying: "left")
        }
    }

    /// The bank's name, given or confirmed.
    private func bank(_ console: Console) async throws -> String? {
        if let confirm { return confirm }
        guard Question.isPossible else {
            throw Failure(
                .usage,
                "leaving is for good, and nobody is there to confirm it",
                next: "name the bank: --confirm NAME"
            )
        }
        let status = try await console.ask(ControlRequest(.status), as: Status.self)
        try console.tell { $0.lines(of: status) }
        try Question.confirm("Leave the bank \(status.bank ?? "") for good?")
        return status.bank
    }
}
