import Foundation

/// Measures two real daemons on loopback beside what the disk and the cores can do.
///
///     bench PROGRAMS [PLACES.csv] [--rows N,N,...] [--runs N] [--quick]
///
/// `PROGRAMS` holds the release builds of jigd and jigctl; `Tests/bench` makes all three. NOTES.md
/// says what each figure is. Ends with 1 if a conflict was hidden or invented, and in the small
/// version also if anything that is not a time is not as wanted.
@main
struct Bench {
    static func main() {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            var bench = Bench(options: options, places: try Places(file: options.places))
            exit(try bench.run() ? 0 : 1)
        } catch {
            Report.say("bench: \(error)")
            exit(70)
        }
    }

    private let options: Options
    private var places: Places
    private let ledger = Ledger()

    private init(options: Options, places: Places) {
        self.options = options
        self.places = places
    }

    /// Whether everything went right, however slowly.
    private mutating func run() throws -> Bool {
        places.provide(options.rows.max() ?? 0)
        try Starting.measure(options.programs, ledger)
        var printed = print(rows: 0)
        for rows in options.rows {
            for number in 1...options.runs { try run(rows, number) }
            printed += print(rows: rows)
        }
        Growth.compare(options.rows, ledger)
        printed += print(rows: Growth.rows)
        Report.printTable(printed)
        return isSound(printed)
    }

    /// One run over one size, with homes of its own.
    private func run(_ rows: Int, _ number: Int) throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "jig-bench-\(ProcessInfo.processInfo.processIdentifier)")
        let pair = try Pair(programs: options.programs, in: directory)
        defer { pair.end() }
        Report.say("\(rows) records, run \(number) of \(options.runs): the limits")
        let limits = try MeasuredLimits.measure(rows: places.first(rows), in: directory)
        let run = Run(
            rows: rows,
            number: number,
            isQuick: options.isQuick,
            places: places,
            pair: pair,
            limits: limits,
            ledger: ledger
        )
        for figure in limits.figures { run.add(figure) }
        try run.measureAll()
    }

    private func print(rows: Int) -> [Summary] {
        let summaries = ledger.summaries(rows: rows)
        for summary in summaries { Report.print(summary) }
        return summaries
    }

    private func isSound(_ summaries: [Summary]) -> Bool {
        for failure in ledger.failures { Report.say("wrong: \(failure)") }
        let missed = summaries.filter { !$0.isTime && $0.isMet == false }
        for summary in missed where options.isQuick {
            Report.say("wrong: \(summary.name) is \(summary.median.shown) \(summary.unit)")
        }
        return ledger.failures.isEmpty && (missed.isEmpty || !options.isQuick)
    }
}
