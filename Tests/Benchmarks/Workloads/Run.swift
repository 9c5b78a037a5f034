import Foundation

/// One run: a fresh pair of nodes, and what was measured of it so far.
final class Run {
    let rows: Int
    let number: Int
    let isQuick: Bool
    let places: Places
    let pair: Pair
    let limits: MeasuredLimits
    /// How long the first sync took, once it has been measured.
    var firstSyncSeconds = 0.0
    private let ledger: Ledger

    init(
        rows: Int,
        number: Int,
        isQuick: Bool,
        places: Places,
        pair: Pair,
        limits: MeasuredLimits,
        ledger: Ledger
    ) {
        self.rows = rows
        self.number = number
        self.isQuick = isQuick
        self.places = places
        self.pair = pair
        self.limits = limits
        self.ledger = ledger
    }

    var us: MeasuredNode { pair.us }
    var ru: MeasuredNode { pair.ru }

    /// Bytes of the rows of the file that was imported, without its header.
    var sourceBytes: Double { Double(places.bytes(rows)) }

    func add(_ figure: Figure) { ledger.add(figure, rows: rows) }

    /// Something is wrong that no speed makes good.
    func fail(_ what: String) { ledger.fail("\(rows) records, run \(number): \(what)") }

    /// Every workload, in an order in which each finds what it needs.
    func measureAll() throws {
        try step("founding the bank") { try pair.found() }
        try step("W0 import") { try measureImport() }
        try step("W1 first sync") { try measureFirstSync() }
        try pair.connect(throughRelay: false)
        try step("W2 single edits") { try measureSingleEdits() }
        try step("W3 both offline") { try measureOfflineEdits() }
        try step("W7 queries") { try measureQueries() }
        try step("W3 resolving") { try measureResolving() }
        try step("W4 reconnecting") { try measureReconnecting() }
        if number == 1 { try step("W5 idle") { try measureIdle() } }
        try step("W6 start after a kill") { try measureRestart() }
        if number == 1 { try step("W9, W10 checks") { try measureChecks() } }
    }

    private func step(_ name: String, _ body: () throws -> Void) rethrows {
        Report.say("  \(name)")
        try body()
    }
}
