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

    /// Ends as the argument parser would, but with what it quotes of the arguments escaped.
    private static func exit(library error: any Error) -> Never {
        let code = Jigctl.exitCode(for: error)
        guard code.rawValue != EXIT_SUCCESS else { Jigctl.exit(withError: error) }
        let lines = Jigctl.fullMessage(for: error).split(separator: "\n").map { Line(String($0)) }
        try? Stream.error.write(Display().text(of: lines))
        Glibc.exit(code.rawValue == EXIT_FAILURE ? EX_USAGE : code.rawValue)
    }

    private static func exit(_ failure: Failure) -> Never {
        let display = Screen.display(for: .error, ColourChoice(typedIn: CommandLine.arguments))
        // Where standard error cannot be written either, the exit code still says it.
        try? Stream.error.write(display.text(of: display.lines(of: failure)))
        Glibc.exit(failure.code.rawValue)
    }
}
