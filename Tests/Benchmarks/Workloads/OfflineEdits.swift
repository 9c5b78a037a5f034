import ControlAPI
import Foundation

extension Run {
    /// Records that each side changes by importing a file: one in ten, not the same ones.
    private var importedCount: Int { rows / 10 }
    /// Records of which both sides change the same field: one in a hundred.
    private var disputedCount: Int { rows / 100 }

    /// W3: both sides change much while the connection is cut; it comes back.
    func measureOfflineEdits() throws {
        try pair.disconnect()
        for node in [us, ru] { try node.resetPeakMemory() }
        try importChanges(at: us, column: "admin2", from: 1 * importedCount)
        try importChanges(at: ru, column: "control", from: 2 * importedCount)
        try editTheSame()
        let (seconds, _) = try timed {
            try pair.reconnect()
            try pair.waitUntilConverged()
        }
        add(
            Figure(
                "w3_converged",
                seconds,
                "s",
                of: Limit("W1 for as many, and checks", offlineLimit),
                wanted: .ratioAtMost(2)
            )
        )
        for node in [us, ru] {
            add(
                Figure(
                    "w3_peak_\(node.partner)",
                    try node.peakMemory(),
                    "MiB",
                    wanted: .atMost(150),
                    isTime: false
                )
            )
        }
        try compareConflicts()
    }

    /// What twice of may be taken: as long as W1 took for as many records as either side changed,
    /// and half of a signature check for each single edit.
    private var offlineLimit: Double {
        let changed = Double(2 * (importedCount + disputedCount))
        let checks = Double(2 * disputedCount) / limits.verificationsPerSecond
        return firstSyncSeconds * changed / Double(rows) + checks / 2
    }

    private func importChanges(at node: MeasuredNode, column: String, from first: Int) throws {
        let file = pair.directory.appending(path: "\(node.partner)-changes.csv")
        let lines = (first..<(first + importedCount)).map {
            "us-t\($0 + 1),changed by \(node.partner) at \($0)"
        }
        try Data((["id,\(column)"] + lines + [""]).joined(separator: "\n").utf8).write(to: file)
        let (seconds, report) = try timed {
            try node.importTargets(file, "--id-column", "id")
        }
        guard report.changed == importedCount else {
            throw BenchError("\(node.partner) changed \(report.changed) of \(importedCount) rows")
        }
        let rate = Double(importedCount) / seconds
        add(
            Figure("w3_changes_per_second_\(node.partner)", rate, "1/s", of: limits.indexed)
        )
    }

    /// Both sides write another value into one field of the same records, one by one.
    private func editTheSame() throws {
        let first = 3 * importedCount
        var milliseconds: [Double] = []
        for node in [us, ru] {
            for number in first..<(first + disputedCount) {
                let (seconds, _) = try timed {
                    try node.edit("us-t\(number + 1)", control: "held by \(node.partner)")
                }
                milliseconds.append(seconds * 1000)
            }
        }
        add(
            Figure(
                "w3_single_edit_p50",
                milliseconds.median,
                "ms",
                of: Limit("2 x (d)", 2 * limits.syncMilliseconds)
            )
        )
    }

    /// Every conflict that was made has to be listed on both sides under one id, and no other.
    private func compareConflicts() throws {
        let lists = try [us, ru].map(conflictIDs)
        for (node, ids) in zip([us, ru], lists) {
            add(
                Figure(
                    "w3_conflicts_\(node.partner)",
                    Double(ids.count),
                    "",
                    wanted: .exactly(Double(disputedCount)),
                    isTime: false
                )
            )
            let counted = try node.status().conflictsOpen
            if ids.count != disputedCount || counted != disputedCount {
                fail(
                    "\(node.partner) lists \(ids.count) and counts \(counted) conflicts, "
                        + "and \(disputedCount) were made"
                )
            }
        }
        if Set(lists[0]) != Set(lists[1]) { fail("us and ru list different conflicts") }
    }

    /// The ids of all open conflicts, page by page.
    func conflictIDs(at node: MeasuredNode) throws -> [String] {
        let line = try ControlLine(home: node.home)
        var ids: [String] = []
        var next: String?
        repeat {
            let request = Self.conflicts(after: next)
            let list = try line.answer(to: request).read(as: ConflictList.self)
            ids += list.conflicts.map(\.id)
            next = list.next
        } while next != nil
        return ids
    }

    /// One human act settles all of them, until both sides have none left.
    func measureResolving() throws {
        let act = ResolutionOfAll(allFrom: "us", reason: "measured")
        let (seconds, answer) = try timed {
            try us.ask(.resolveAll, sending: act, answering: ResolvedAll.self)
        }
        let (rest, _) = try timed { try pair.waitUntilConverged() }
        let limit = Limit("(a') for as many records", Double(disputedCount) / limits.indexedRate)
        add(Figure("w3_resolve_all", seconds, "s", of: limit))
        add(Figure("w3_resolved_to_converged", rest, "s", of: limit))
        let open = try [us, ru].map { try $0.status().conflictsOpen }
        if answer.resolved != disputedCount || open != [0, 0] {
            fail("\(answer.resolved) conflicts were resolved, and \(open) stay open")
        }
    }
}
