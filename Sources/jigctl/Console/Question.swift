import ControlAPI

/// A question to the person at the terminal.
enum Question {
    /// Whether somebody is there to be asked: standard error shows it, standard input answers it.
    static var isPossible: Bool { Stream.input.isTerminal && Stream.error.isTerminal }

    /// Asks, and says whether the answer is `wanted`, in any case.
    static func ask(_ question: String, wanting wanted: [String]) throws -> Bool {
        try Stream.error.write(TerminalText.escaping(question) + " ")
        guard let answer = readLine() else { return false }
        return wanted.contains(answer.lowercased())
    }

    /// Ends the command unless the person says yes.
    static func confirm(_ question: String) throws {
        guard try ask("\(question) [y/N]", wanting: ["y", "yes"]) else {
            throw Failure(.stale, "nothing was changed", next: "repeat it when you are sure")
        }
    }
}
