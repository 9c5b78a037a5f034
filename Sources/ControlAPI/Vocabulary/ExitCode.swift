/// How a command ends and how an error of the API is coded: the numbers of sysexits(3).
package enum ExitCode: Int32, CaseIterable, Codable, Sendable {
    /// Done.
    case done = 0
    /// The command or the request was put wrongly, a missing reason included.
    case usage = 64
    /// A value is not one that its field takes.
    case badData = 65
    /// No such record, conflict, partner or file.
    case unknown = 66
    /// The daemon cannot be reached, or cannot answer now.
    case unreachable = 69
    /// A defect of ours.
    case internalError = 70
    /// Reading or writing failed.
    case inputOutput = 74
    /// Stale, conflicted or busy: look again and repeat.
    case stale = 75
    /// Not permitted to this operator or partner.
    case notPermitted = 77
    /// The configuration or the charter is not in order.
    case configuration = 78

    /// The HTTP status that carries this code; 200 for `done`.
    package var httpStatus: Int {
        switch self {
        case .done: 200
        case .usage: 400
        case .badData: 422
        case .unknown: 404
        case .unreachable: 503
        case .internalError, .inputOutput, .configuration: 500
        case .stale: 409
        case .notPermitted: 403
        }
    }
}
