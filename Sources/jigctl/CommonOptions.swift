import ArgumentParser
import ControlAPI
import Glibc

/// The options that every verb has, before the verb or after it.
struct CommonOptions: ParsableArguments {
    @Option(help: "The node's home directory; JIG_HOME if not given.")
    var home: String?

    @Flag(help: "Print the API's answer and nothing else.")
    var json = false

    @Option(help: "Colours: auto, always or never.")
    var color = ColourChoice.auto

    @Option(help: "Seconds that an answer may take; 0 waits for ever. Files are never timed.")
    var timeout: Double?

    func validate() throws {
        if let timeout, !(0...1_000_000).contains(timeout) {
            throw ValidationError("--timeout takes seconds, 0 to 1000000.")
        }
    }

    /// The home that was named, by option or environment.
    func namedHome() throws -> String {
        if let home = home ?? Environment["JIG_HOME"], !home.isEmpty { return home }
        throw Failure(
            .usage,
            "no home is named",
            next: "give --home DIR, or set JIG_HOME"
        )
    }

    /// How long the daemon is waited for; nil waits for ever.
    var patience: Duration? {
        guard let timeout else { return Console.patience }
        return timeout == 0 ? nil : .seconds(timeout)
    }
}

/// Whether colours are wanted.
enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    /// On a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise.
    case auto
    /// Wherever the output goes.
    case always
    /// Nowhere.
    case never

    /// The choice as it was typed, for errors that come before or after the options are known.
    init(typedIn arguments: [String]) {
        let pairs = zip(arguments, arguments.dropFirst())
        let typed =
            pairs.first { $0.0 == "--color" }?.1
            ?? arguments.first { $0.hasPrefix("--color=") }?.dropFirst(8).description
        self = typed.flatMap { Self(rawValue: $0) } ?? .auto
    }
}

/// The process's environment.
enum Environment {
    /// The variable's value, or nil where it is not set.
    static subscript(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

/// The process's arguments.
enum Arguments {
    /// All but the program's name.
    ///
    /// The standard library repairs what is not UTF-8; a record must not be repaired unseen, so
    /// such an argument is refused (64).
    static func all() throws -> [String] {
        var arguments: [String] = []
        for index in 1..<max(1, Int(CommandLine.argc)) {
            guard let raw = CommandLine.unsafeArgv[index] else { break }
            guard let argument = String(validatingCString: raw) else {
                throw Failure(
                    .usage,
                    "argument \(index) is not UTF-8",
                    next: "give text in UTF-8"
                )
            }
            arguments.append(argument)
        }
        return arguments
    }
}
