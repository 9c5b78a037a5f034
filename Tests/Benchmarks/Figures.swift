import BankModel
import ControlAPI
import Foundation

/// Measures two real daemons on loopback and prints one JSON line a figure.
///
///     figures DIRECTORY PLACES.csv
///
/// `DIRECTORY` holds the release builds of jigd and jigctl; `PLACES.csv` is the file that is imported
/// as sites. See `Tests/figures`, which builds all three.
@main
struct Figures {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: figures DIRECTORY PLACES.csv\n".utf8))
            exit(ExitCode.usage.rawValue)
        }
        let pair = try Pair(programs: arguments[1])
        defer { pair.end() }
        try await pair.found()
        try await importPlaces(arguments[2], pair)
        try await editOneByOne(pair)
        try await askQuestions(pair)
        try await reconnect(pair)
        try await idle(pair)
        try await restart(pair)
    }

    /// One bulk import at `us`, and the time until `ru` is converged with it.
    private static func importPlaces(_ file: String, _ pair: Pair) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let report = try JSONDecoder().decode(
            ImportReport.self,
            from: try pair.us.jigctl(
                "import",
                file,
                "--kind",
                "site",
                "--map",
                "cc=attributes.cc",
                "--json"
            )
        )
        let imported = start.duration(to: clock.now)
        try await pair.ru.waitUntilConverged()
        let converged = start.duration(to: clock.now)
        let rate = Double(report.added) / imported.seconds
        Figure("import_records_per_second", rate, "1/s", "at least 20000").print()
        Figure("import_seconds", imported.seconds, "s", "\(report.added) records").print()
        Figure(
            "converged_after_import_seconds",
            (converged - imported).seconds,
            "s",
            "at most import_seconds"
        ).print()
        for node in [pair.us, pair.ru] {
            let memory = try Double(node.peakMemoryBytes()) / 1_048_576
            Figure("peak_resident_\(node.partner)", memory, "MiB", "below 200").print()
        }
        let bytes = try Double(pair.us.storeBytes()) / Double(max(1, report.added))
        Figure("store_bytes_per_record", bytes, "B", "with all indexes").print()
    }

    /// From an edit's acknowledgement at `us` to its being readable at `ru`, 200 times.
    private static func editOneByOne(_ pair: Pair) async throws {
        let clock = ContinuousClock()
        let id = try await pair.us.addTarget()
        var times: [Double] = []
        for number in 0..<200 {
            let change = Change(
                field: "control",
                action: .set,
                value: .text("holder \(number)")
            )
            let start = clock.now
            let written = try await pair.us.ask(
                .edit,
                id,
                sending: RecordEdit(changes: [change], current: true),
                answering: Written.self
            )
            while try await pair.ru.show(id)?.version != written.version {}
            times.append(start.duration(to: clock.now).milliseconds)
        }
        Figure("edit_to_readable_p50", times.percentile(50), "ms", "below 5").print()
        Figure("edit_to_readable_p99", times.percentile(99), "ms", "200 edits").print()
    }

    /// The questions that people ask most, at this size.
    private static func askQuestions(_ pair: Pair) async throws {
        let clock = ContinuousClock()
        var status: [Double] = []
        var conflicts: [Double] = []
        for _ in 0..<50 {
            var start = clock.now
            _ = try await pair.us.status()
            status.append(start.duration(to: clock.now).milliseconds)
            start = clock.now
            _ = try await pair.us.ask(.conflicts, answering: ConflictList.self)
            conflicts.append(start.duration(to: clock.now).milliseconds)
        }
        Figure("status_p99", status.percentile(99), "ms", "below 50").print()
        Figure("conflicts_p99", conflicts.percentile(99), "ms", "below 50").print()
    }

    /// From `peer resume` to converged, with nothing to exchange.
    private static func reconnect(_ pair: Pair) async throws {
        let clock = ContinuousClock()
        var times: [Double] = []
        for _ in 0..<5 {
            _ = try pair.us.jigctl("peer", "pause", "ru", "--json")
            let start = clock.now
            _ = try await pair.us.ask(.resume, "ru", answering: PeerStatus.self)
            while try await !pair.us.status().converged {}
            times.append(start.duration(to: clock.now).milliseconds)
        }
        Figure("reconnect_to_converged_p50", times.percentile(50), "ms", "below 100").print()
    }

    /// Processor time of two connected daemons with nothing to do.
    private static func idle(_ pair: Pair) async throws {
        try await pair.ru.waitUntilConverged()
        let before = try pair.us.processorSeconds()
        try await Task.sleep(for: .seconds(10))
        let used = try pair.us.processorSeconds() - before
        Figure("idle_core_percent", used * 10, "%", "below 1, over 10 s").print()
    }

    /// From the start of a daemon that was killed to its first answer.
    private static func restart(_ pair: Pair) async throws {
        let clock = ContinuousClock()
        pair.us.kill()
        let start = clock.now
        try pair.us.start()
        try await pair.us.waitUntilAnswering()
        let ready = start.duration(to: clock.now).milliseconds
        Figure("ready_after_kill", ready, "ms", "below 1000").print()
    }
}

/// One measured number, what it is, and what it is held to.
private struct Figure {
    let line: String

    init(_ name: String, _ value: Double, _ unit: String, _ note: String) {
        let rounded = (value * 1000).rounded() / 1000
        line = #"{"figure":"\#(name)","value":\#(rounded),"unit":"\#(unit)","note":"\#(note)"}"#
    }

    func print() { Swift.print(line) }
}

extension Duration {
    fileprivate var seconds: Double { self / .seconds(1) }
    fileprivate var milliseconds: Double { self / .milliseconds(1) }
}

extension [Double] {
    /// The value below which so many percent of the values lie; 0 for none.
    fileprivate func percentile(_ percent: Int) -> Double {
        let ordered = sorted()
        return ordered.isEmpty ? 0 : ordered[Swift.min(count - 1, count * percent / 100)]
    }
}
