import ArgumentParser
import ControlAPI
import Glibc
import Identity

/// How the program ends when something went wrong: a sentence on standard error, and a code.
enum Ending {
    /// Says what went wrong and what to do next, and ends with its code.
    static func exit(with error: any Error) -> Never {
        switch error {
        case let failure as Failure: exit(failure)
        case let error as ClientError: exit(error.failure)
        case let error as IdentityError: exit(failure(of: error))
        // What was asked for, and has been printed.
        case let code as ArgumentParser.ExitCode: Glibc.exit(code.rawValue)
        default: exit(library: error)
        }
    }

    private static func failure(of error: IdentityError) -> Failure {
        Failure(
            ControlAPI.ExitCode(rawValue: error.exitCode) ?? .internalError,
            error.message,
            next: error.next
        )
    }

    /// Ends with what the argument parser found, in the form of every other error.
    private static func exit(library error: any Error) -> Never {
        if let failure = UnknownVerb(in: CommandLine.arguments.dropFirst())?.failure {
            exit(failure)
        }
        let code = Jigctl.exitCode(for: error)
        guard code.rawValue != EXIT_SUCCESS else { Jigctl.exit(withError: error) }
        let usage = Jigctl.fullMessage(for: error).split(separator: "\n")
            .first { $0.hasPrefix("Usage: ") }?.dropFirst("Usage: ".count)
        let sentence = Jigctl.message(for: error)
        exit(
            Failure(
                ControlAPI.ExitCode(rawValue: code.rawValue) ?? .usage,
                sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence,
                next: usage.map { "usage: \($0)" } ?? "see jigctl help"
            )
        )
    }

    private static func exit(_ failure: Failure) -> Never {
        let display = Screen.display(for: .error, ColourChoice(typedIn: CommandLine.arguments))
        // Where standard error cannot be written either, the exit code still says it.
        try? Stream.error.write(display.text(of: display.lines(of: failure)))
        Glibc.exit(failure.code.rawValue)
    }
}
