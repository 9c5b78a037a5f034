import Logging

/// How a log line is written.
package enum LogFormat: String, CaseIterable, Sendable {
    /// For people.
    case text
    /// One JSON object a line.
    case json
}

/// How severe a log line is, least severe first; swift-log's levels by the same names.
package enum LogLevel: String, CaseIterable, Sendable {
    /// Every step.
    case trace
    /// What helps whoever looks for a defect.
    case debug
    /// What an operator may want to know.
    case info
    /// What an operator wants to know.
    case notice
    /// What may need doing.
    case warning
    /// What failed.
    case error
    /// What stops the daemon.
    case critical

    var logger: Logger.Level {
        switch self {
        case .trace: .trace
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        case .critical: .critical
        }
    }
}
