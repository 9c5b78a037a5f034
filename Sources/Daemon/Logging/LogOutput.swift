import Glibc
package import Logging
import Synchronization

/// Where all loggers of a process write: one format, one level and one limit for all of them.
///
/// A reload changes format and level for loggers that exist already.
package final class LogOutput: Sendable {
    private struct State {
        var settings: Configuration.Log
        var limiter: RateLimiter
    }

    private let state: Mutex<State>
    private let clock: @Sendable () -> Int64
    private let sink: @Sendable (String) -> Void

    /// An output whose `clock` answers milliseconds since 1970-01-01T00:00:00Z.
    ///
    /// `sink` takes one whole line, with its newline, at a time. It is called under a lock, so that
    /// lines keep their order, and must not log.
    package init(
        _ settings: Configuration.Log,
        limiter: RateLimiter = RateLimiter(),
        clock: @escaping @Sendable () -> Int64 = UTC.now,
        sink: @escaping @Sendable (String) -> Void = LogOutput.standardError
    ) {
        state = Mutex(State(settings: settings, limiter: limiter))
        self.clock = clock
        self.sink = sink
    }

    /// Takes new settings over, for every logger.
    package func apply(_ settings: Configuration.Log) {
        state.withLock { $0.settings = settings }
    }

    /// A logger that writes here.
    package func logger(_ label: String) -> Logger {
        Logger(label: label) { LineLogHandler(label: $0, output: self) }
    }

    /// Makes this the output of every `Logger` that a library makes; at most once a process.
    package func bootstrap() {
        LoggingSystem.bootstrap { LineLogHandler(label: $0, output: self) }
    }

    var level: Logger.Level { state.withLock { $0.settings.level.logger } }

    func write(_ event: LogEvent, label: String, metadata: Logger.Metadata) {
        let now = clock()
        let message = event.message.description
        let kind = Self.kind(of: event, message: message, reason: metadata["reason"])
        state.withLock { state in
            guard case .write(let dropped) = state.limiter.admit(kind: kind, at: now) else {
                return
            }
            let line = LogLine(
                time: now,
                level: event.level,
                label: label,
                message: message,
                metadata: metadata.sorted { $0.key < $1.key },
                dropped: dropped
            )
            sink(line.rendered(as: state.settings.format))
        }
    }

    /// Lines of one place with one message, and one `reason` if they give one, are of a kind.
    private static func kind(
        of event: LogEvent,
        message: String,
        reason: Logger.MetadataValue?
    ) -> Int {
        var hasher = Hasher()
        hasher.combine(event.file)
        hasher.combine(event.line)
        hasher.combine(bytes: message)
        if let reason { hasher.combine(bytes: reason.description) }
        return hasher.finalize()
    }

    /// Writes to standard error; what cannot be written there is lost.
    package static let standardError: @Sendable (String) -> Void = { line in
        var rest = Array(line.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}

extension Hasher {
    fileprivate mutating func combine(bytes text: String) {
        for byte in text.utf8 { combine(byte) }
    }
}

/// The part of a `Logger` that is its own: label, metadata, and a level if it was given one.
struct LineLogHandler: LogHandler {
    let label: String
    let output: LogOutput
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private var ownLevel: Logger.Level?

    init(label: String, output: LogOutput) {
        self.label = label
        self.output = output
    }

    var logLevel: Logger.Level {
        get { ownLevel ?? output.level }
        set { ownLevel = newValue }
    }

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() {
            all.merge(provided) { _, provided in provided }
        }
        if let own = event.metadata { all.merge(own) { _, own in own } }
        if let error = event.error { all["error"] = "\(error)" }
        output.write(event, label: label, metadata: all)
    }
}
