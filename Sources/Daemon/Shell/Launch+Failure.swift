import BankStore
package import ControlAPI
import Glibc
import Identity
import NIOCore

extension Launch {
    /// What a command that ended with an error says of it, and how it exits.
    package static func failure(of error: any Error) -> Failure {
        switch error {
        case let failure as Failure: failure
        case let error as ConfigurationError: Failure(.configuration, error.description)
        case let error as IdentityError:
            Failure(
                ExitCode(rawValue: error.exitCode) ?? .internalError,
                error.message,
                next: error.next
            )
        case let error as StoreError: failure(of: error)
        case let error as IOError: failure(of: error)
        default: Failure(.internalError, Escaping.text("\(error)"), next: "report it")
        }
    }

    private static func failure(of error: StoreError) -> Failure {
        switch error {
        case .held:
            Failure(.stale, error.description, next: "stop it, or use another home")
        case .notABank, .newerSchema: Failure(.configuration, error.description)
        case .file, .stopped, .diskFull, .damaged: Failure(.inputOutput, error.description)
        case .unsafeSetting, .tooManyDrafts, .rebuildDiffers:
            Failure(.internalError, error.description)
        }
    }

    /// The only call of NIO's that can end a daemon is the one that listens for partners.
    private static func failure(of error: IOError) -> Failure {
        let reason = SystemError.text(error.errnoCode)
        let next = "see `listen` in \(Configuration.fileName)"
        return switch error.errnoCode {
        case EADDRINUSE: Failure(.stale, "cannot listen for partners: \(reason)", next: next)
        case EADDRNOTAVAIL, EACCES:
            Failure(.configuration, "cannot listen for partners: \(reason)", next: next)
        default: Failure(.inputOutput, reason)
        }
    }
}
