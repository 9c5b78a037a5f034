import ArgumentParser
import ControlAPI

/// A word where a verb belongs, and that is none.
struct UnknownVerb {
    private let word: String
    /// The verbs before it: `peer`.
    private let path: [String]
    /// What may stand in its place.
    private let verbs: [String]

    /// The options of every verb that take a value, which is no verb.
    private static let valued = ["--home", "--color", "--timeout"]

    /// The first word that is no verb where one belongs; nil where there is none.
    init?(in arguments: some Collection<String>) {
        var command: any ParsableCommand.Type = Jigctl.self
        var path: [String] = []
        var isValue = false
        for argument in arguments {
            if isValue || argument.hasPrefix("-") {
                isValue = !isValue && Self.valued.contains(argument)
                continue
            }
            if path.isEmpty, argument == "help" { continue }
            let subcommands = command.configuration.subcommands
            guard !subcommands.isEmpty else { return nil }
            guard let next = subcommands.first(where: { $0._commandName == argument }) else {
                word = argument
                self.path = path
                verbs = subcommands.map { $0._commandName }
                return
            }
            command = next
            path.append(argument)
        }
        return nil
    }

    /// What to tell the person who typed it.
    var failure: Failure {
        let help = (["jigctl", "help"] + path).joined(separator: " ")
        let meant = SimilarWord.closest(to: word, among: verbs)
            .map { "did you mean `\((path + [$0]).joined(separator: " "))`? " }
        return Failure(
            .usage,
            "there is no verb `\((path + [word]).joined(separator: " "))`",
            next: "\(meant ?? "")\(help) lists the verbs"
        )
    }
}
