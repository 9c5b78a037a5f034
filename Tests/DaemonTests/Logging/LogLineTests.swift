import BankModel
import ControlAPI
import Foundation
import Logging
import Synchronization
import Testing

@testable import Daemon

/// Lines that a logger has written.
final class Lines: Sendable {
    private let stored = Mutex<[String]>([])

    var all: [String] { stored.withLock { $0 } }

    func add(_ line: String) { stored.withLock { $0.append(line) } }
}

@Suite struct LogLineTests {
    private static let time: Int64 = 1_468_586_096_789

    private func written(
        _ settings: Configuration.Log,
        _ log: (Logger) -> Void
    ) -> [String] {
        let lines = Lines()
        let output = LogOutput(settings, clock: { Self.time }, sink: lines.add)
        log(output.logger("test"))
        return lines.all
    }

    static let hostile = [
        "plain", "two\nlines", "carriage\rreturn", "\u{1B}[31mred\u{1B}[0m", "bell\u{7}",
        "nul\u{0}", "delete\u{7F}", "c1 \u{9B}31m", "bidi \u{202E}txt.exe",
        "\u{2066}isolate\u{2069}",
        "mark \u{200E}\u{200F}\u{61C}", "zero\u{200B}width", "\u{FEFF}bom", "tag \u{E0041}",
        "line\u{2028}separator\u{2029}", "soft\u{AD}hyphen", "\"quoted\" \\ back\\u0041slash",
        "private \u{E000}", "noncharacter \u{FFFE}", "Ё é 漢 😀", "", "' or 1=1", "key=value",
        String(repeating: "\u{301}", count: 5_000), String(repeating: "x", count: 100_000),
    ]

    @Test(arguments: hostile)
    func `a line of hostile text is one JSON object and says what it holds`(text: String) throws {
        let lines = written(.init(format: .json)) { logger in
            logger.info(
                "\(text)",
                metadata: [
                    "text": "\(text)", "\(text)": "key", "list": ["\(text)", ["\(text)": "deep"]],
                ]
            )
        }
        let line = try #require(lines.first)
        #expect(lines.count == 1 && line.hasSuffix("}\n"))
        expectShowable(line.dropLast())
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        )
        #expect(object["time"] as? String == "2016-07-15T12:34:56.789Z")
        #expect(object["level"] as? String == "info")
        #expect(object["label"] as? String == "test")
        let message = try #require(object["message"] as? String)
        if text.utf8.count <= Limits.logMessageBytesMax {
            #expect(Array(message.unicodeScalars) == Array(text.unicodeScalars))
        } else {
            #expect(message.hasSuffix("...(\(text.utf8.count) bytes)"))
        }
        #expect(line.utf8.count < 100_000)
    }

    @Test(arguments: hostile)
    func `a line for people is one line that shows all it holds`(text: String) throws {
        let lines = written(.init(format: .text)) { $0.info("\(text)", metadata: ["k": "\(text)"]) }
        let line = try #require(lines.first)
        #expect(line.hasPrefix("2016-07-15T12:34:56.789Z info test: "))
        #expect(line.hasSuffix("\n"))
        expectShowable(line.dropLast())
    }

    private func expectShowable(_ line: Substring) {
        for scalar in line.unicodeScalars where scalar.value != 0x20 {
            #expect(!Escaping.mustEscape(scalar), "\(scalar.value)")
        }
    }

    @Test func `a value cannot pass for another pair`() throws {
        let line = try #require(
            written(.init()) { $0.info("m", metadata: ["a": "x b=y", "c": "d\" e=\"f"]) }.first
        )
        #expect(line.hasSuffix(#": m a="x b=y" c="d\" e=\"f""# + "\n"))
    }

    @Test func `metadata nests only so deep and has only so many values`() throws {
        var value: Logger.MetadataValue = "end"
        for _ in 0..<50 { value = .array([value]) }
        let many = Logger.MetadataValue.array(
            (0..<1_000).map { .string("\($0)") }
        )
        let line = try #require(
            written(.init(format: .json)) { $0.info("m", metadata: ["deep": value, "many": many]) }
                .first
        )
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
        #expect(line.contains("\"\(Limits.logValuesMax - 1)\""))
        #expect(!line.contains("\"\(Limits.logValuesMax)\""))
    }

    @Test func `an error of an event is in the line`() throws {
        let lines = written(.init(format: .json)) { logger in
            logger.error("failed", error: Failure(.stale, "x\ny"))
        }
        #expect(lines.first?.contains("\"error\":") == true)
    }

    @Test func `level and format change for loggers that exist`() {
        let lines = Lines()
        let output = LogOutput(.init(level: .warning), clock: { Self.time }, sink: lines.add)
        let logger = output.logger("test")
        logger.info("unseen")
        output.apply(.init(format: .json, level: .info))
        logger.info("seen")
        #expect(lines.all.count == 1)
        #expect(lines.all.first?.hasPrefix("{") == true)
    }

    @Test func `a logger's own level wins`() {
        let lines = Lines()
        let output = LogOutput(.init(level: .trace), clock: { Self.time }, sink: lines.add)
        var logger = output.logger("test")
        logger.logLevel = .error
        logger.info("unseen")
        #expect(lines.all.isEmpty)
    }

    @Test func `lines beyond the rate are counted, and a reason is a kind of its own`() {
        let lines = Lines()
        let now = Mutex<Int64>(0)
        let limiter = RateLimiter(ofAKind: .init(burst: 2, millisecondsPerLine: 1_000))
        let output = LogOutput(
            .init(format: .json),
            limiter: limiter,
            clock: { now.withLock { $0 } },
            sink: lines.add
        )
        let logger = output.logger("test")
        let log = { (reason: String) in logger.warning("refused", metadata: ["reason": "\(reason)"])
        }
        for _ in 0..<10 { log("garbage") }
        #expect(lines.all.count == 2)
        log("expired")
        #expect(lines.all.count == 3)
        now.withLock { $0 = 1_000 }
        log("garbage")
        #expect(lines.all.last?.contains("\"dropped\":8") == true)
    }
}
