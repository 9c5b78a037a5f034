/// Why there is no answer from the daemon.
package enum ClientError: Error, Equatable, Sendable {
    /// Nothing is at the socket's path.
    case noSocket(home: String)
    /// A socket is there, and no daemon behind it.
    case refused(home: String)
    /// The socket may not be opened by this user.
    case forbidden(home: String)
    /// Connecting failed otherwise.
    case unconnected(home: String, reason: String)
    /// The daemon took longer than it is given.
    case timedOut(seconds: Double)
    /// The connection ended before the answer did.
    case cut(reason: String)
    /// What came is not an answer of the control API.
    case misunderstood(String)
    /// The answer is longer than the client holds.
    case tooLong(bytesMax: Int)

    /// The error as a command reports it.
    package var failure: Failure {
        switch self {
        case .noSocket(let home):
            Failure(
                .unreachable,
                "no daemon serves \(home): there is no \(ControlSocket.name)",
                next: Self.start(home)
            )
        case .refused(let home):
            Failure(
                .unreachable,
                "no daemon answers at \(ControlSocket.path(home: home))",
                next: Self.start(home)
            )
        case .forbidden(let home):
            Failure(
                .notPermitted,
                "you may not open \(ControlSocket.path(home: home))",
                next: "ask for membership of the group that the socket belongs to"
            )
        case .unconnected(let home, let reason):
            Failure(
                .unreachable,
                "cannot connect to \(ControlSocket.path(home: home)): \(reason)",
                next: Self.start(home)
            )
        case .timedOut(let seconds):
            Failure(
                .unreachable,
                "the daemon has not answered within \(seconds) s",
                next: "give it more time with --timeout SECONDS, or see its log"
            )
        case .cut(let reason):
            Failure(
                .unreachable,
                "the daemon ended the connection before its answer: \(reason)",
                next: "see the daemon's log, then look whether the change was made"
            )
        case .misunderstood(let what):
            Failure(
                .internalError,
                "the daemon sent what this jigctl does not understand: \(what)",
                next: "use jigctl and jigd of the same release"
            )
        case .tooLong(let bytesMax):
            Failure(
                .internalError,
                "the answer is longer than \(bytesMax) bytes",
                next: "ask for less at a time"
            )
        }
    }

    private static func start(_ home: String) -> String {
        "is jigd running? start it with: jigd --home \(home)"
    }
}
