import ControlAPI
import Foundation

extension Run {
    /// How many edits W2 makes: fewer where there are not so many records.
    private var editCount: Int { min(500, rows / 50) }

    /// W2: one edit after another at `us`, each until `ru` shows it.
    func measureSingleEdits() throws {
        var sinceAcknowledged: [Double] = []
        var sinceRequested: [Double] = []
        let flushesBefore = try [us, ru].map { try $0.flushes.now() }
        for number in 1...editCount {
            let id = "us-t\(number)"
            let requested = ContinuousClock.now
            let written = try us.edit(id, control: "holder \(number)")
            let acknowledged = ContinuousClock.now
            guard let version = written.version else { throw BenchError("\(id) became a draft") }
            let mark = Array("\"version\":\"\(version)\"".utf8)
            try wait(for: "ru shows \(version)", every: 0, atMost: 10) {
                try ru.answer(to: ControlRequest(.show, id)).bytes.firstRange(of: mark) != nil
            }
            let readable = ContinuousClock.now
            sinceAcknowledged.append(acknowledged.duration(to: readable).milliseconds)
            sinceRequested.append(requested.duration(to: readable).milliseconds)
        }
        add(percentiles: sinceAcknowledged, of: "w2_acknowledged_to_readable")
        add(percentiles: sinceRequested, of: "w2_requested_to_readable")
        for ((node, before), least) in zip(zip([us, ru], flushesBefore), [2.0, 1.0]) {
            let flushes = try (node.flushes.now() - before) / Double(editCount)
            add(
                Figure(
                    "w2_flushes_an_edit_\(node.partner)",
                    flushes,
                    "",
                    wanted: .atLeast(least),
                    isTime: false
                )
            )
        }
    }

    private func add(percentiles milliseconds: [Double], of name: String) {
        let wanted: [Int: Wanted] = [50: .ratioAtMost(2), 99: .ratioAtMost(8)]
        for percent in [50, 95, 99] {
            add(
                Figure(
                    "\(name)_p\(percent)",
                    milliseconds.percentile(percent),
                    "ms",
                    of: limits.edit,
                    wanted: wanted[percent]
                )
            )
        }
    }
}
