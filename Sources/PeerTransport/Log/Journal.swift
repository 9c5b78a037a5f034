import Logging
import NIOCore
import Synchronization

/// Tells refusals and closings to the log: a few lines a minute for each reason, all of them counted.
///
/// Lines are told apart by words of ours only, so a peer can neither choose what is written nor
/// how often.
final class Journal: Sendable {
    private struct Gate {
        var windowBegan = NIODeadline.uptimeNanoseconds(0)
        var lines = 0
        var suppressed = 0
        var total = 0
    }

    private static let linesInWindowMax = 5
    private static let window = TimeAmount.minutes(1)

    private let logger: Logger
    private let gates = Mutex<[String: Gate]>([:])

    init(logger: Logger) {
        self.logger = logger
    }

    /// How often each word was told or suppressed.
    var counts: [String: Int] {
        gates.withLock { $0.mapValues(\.total) }
    }

    /// Writes a line, unless its word has had its lines of this minute.
    func tell(
        _ level: Logger.Level,
        _ message: Logger.Message,
        word: String,
        _ metadata: Logger.Metadata = [:]
    ) {
        guard let suppressed = pass(word, at: .now()) else { return }
        var metadata = metadata
        metadata["reason"] = "\(word)"
        if suppressed > 0 { metadata["suppressed"] = "\(suppressed)" }
        logger.log(level: level, message, metadata: metadata)
    }

    /// How many lines were kept back since the last one that passed; nil if this one is, too.
    func pass(_ word: String, at now: NIODeadline) -> Int? {
        gates.withLock { gates in
            var gate = gates[word] ?? Gate()
            defer { gates[word] = gate }
            gate.total += 1
            if gate.lines == 0 || now - gate.windowBegan >= Self.window {
                gate.windowBegan = now
                gate.lines = 0
            }
            guard gate.lines < Self.linesInWindowMax else {
                gate.suppressed += 1
                return nil
            }
            gate.lines += 1
            defer { gate.suppressed = 0 }
            return gate.suppressed
        }
    }
}
