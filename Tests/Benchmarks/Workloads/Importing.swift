import BankModel
import ControlAPI
import Foundation

extension Run {
    /// W0: `us` imports the file while `ru` is away.
    func measureImport() throws {
        let file = pair.directory.appending(path: "places.csv")
        try places.write(rows, to: file)
        try pair.disconnect()
        try us.resetPeakMemory()
        let before = try us.processorSeconds()
        let (seconds, report) = try timed {
            // Two rows of the file have no name, and a target needs one.
            try us.importTargets(file, "--map", "=category:facility", "--map", "=name:unnamed")
        }
        guard report.added == rows else {
            throw BenchError("\(report.added) of \(rows) rows were added")
        }
        let rate = Double(rows) / seconds
        add(
            Figure(
                "w0_records_per_second",
                rate,
                "1/s",
                of: limits.indexed,
                wanted: .ratioAtLeast(0.4)
            )
        )
        add(Figure("w0_by_bare_sqlite", rate, "1/s", of: limits.plain))
        add(Figure("w0_cpu_us", try us.processorSeconds() - before, "s"))
        add(
            Figure("w0_peak_us", try us.peakMemory(), "MiB", wanted: .atMost(150), isTime: false)
        )
        try addStoreBytes("w0", of: us)
    }

    /// W1: `ru`, which has nothing, connects.
    func measureFirstSync() throws {
        for node in [us, ru] { try node.resetPeakMemory() }
        let before = try [us, ru].map { try $0.processorSeconds() }
        _ = pair.relay.traffic.takeTurns()
        let (seconds, _) = try timed {
            try pair.reconnect()
            try measureUrgentNotice()
            try ru.waitUntilConverged()
        }
        let wireBytes = Double(pair.relay.traffic.takeTurns().bytes)
        firstSyncSeconds = seconds
        // The bank's records, the notice of W8, and what the daemon of `ru` says to that.
        guard try ru.status().records > rows else { throw BenchError("ru lacks records") }
        addFirstSyncRate(seconds)
        add(
            Figure("w1_wire_bytes_per_record", wireBytes / Double(rows), "B", isTime: false)
        )
        add(
            Figure(
                "w1_wire_by_source",
                wireBytes,
                "B",
                of: Limit("bytes of the CSV rows", sourceBytes),
                wanted: .ratioAtMost(isQuick ? 0.95 : 0.8),
                isTime: false
            )
        )
        for (node, before) in zip([us, ru], before) {
            let partner = node.partner
            add(Figure("w1_cpu_\(partner)", try node.processorSeconds() - before, "s"))
            add(
                Figure(
                    "w1_peak_\(partner)",
                    try node.peakMemory(),
                    "MiB",
                    wanted: .atMost(150),
                    isTime: false
                )
            )
        }
        try addStoreBytes("w1", of: ru)
    }

    private func addFirstSyncRate(_ seconds: Double) {
        let rate = Double(rows) / seconds
        add(
            Figure(
                "w1_records_per_second",
                rate,
                "1/s",
                of: limits.indexed,
                wanted: .ratioAtLeast(0.4)
            )
        )
        add(Figure("w1_by_bare_sqlite", rate, "1/s", of: limits.plain))
        add(
            Figure(
                "w1_converged",
                seconds,
                "s",
                of: Limit("(a') for as many records", Double(rows) / limits.indexedRate)
            )
        )
    }

    /// The small version is not held to what the log adds, which is as large at every size, and to
    /// somewhat more: the names that it makes up do not deflate as real ones do.
    private func addStoreBytes(_ workload: String, of node: MeasuredNode) throws {
        let busy = try node.storeSize()
        add(Figure("\(workload)_disk_while_busy", Double(busy.bytes), "B", isTime: false))
        // A second without a write, and a node rests.
        try wait(for: "\(node.partner) rests", every: 0.1, atMost: 10) {
            try node.storeSize().logBytes < Limits.walBytesAtRest
        }
        let size = try node.storeSize()
        let source = Limit("bytes of the CSV rows", sourceBytes)
        // The words of few records lie in as many parts as there were transactions.
        let wanted = Wanted.ratioAtMost(isQuick ? 9 : 6)
        let bytes = Double(size.bytes)
        add(
            Figure("\(workload)_disk_bytes_per_record", bytes / Double(rows), "B", isTime: false)
        )
        add(
            Figure(
                "\(workload)_disk_by_source",
                bytes,
                "B",
                of: source,
                wanted: isQuick ? nil : wanted,
                isTime: false
            )
        )
        add(
            Figure(
                "\(workload)_disk_checkpointed_by_source",
                Double(size.checkpointedBytes),
                "B",
                of: source,
                wanted: wanted,
                isTime: false
            )
        )
    }
}
