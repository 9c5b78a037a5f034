import BankModel
import ControlAPI
import Foundation

extension Run {
    /// W8: while `ru` takes the bank for the first time, `us` announces something in channel `ops`.
    ///
    /// Returns when `ru` shows it; the rest of the bank may still be under way.
    func measureUrgentNotice() throws {
        try wait(for: "the bank is on its way", every: 0.001, atMost: 60) {
            try ru.status().records > 0
        }
        let requested = ContinuousClock.now
        let id = try us.announce()
        let answered = ContinuousClock.now
        try wait(for: "ru shows \(id)", every: 0.001, atMost: 60) {
            try ru.answer(to: ControlRequest(.show, id)).isSuccess
        }
        let readable = ContinuousClock.now
        let missing = try rows - ru.status().records
        if missing <= 0, !isQuick { fail("the bank was there before the notice") }
        add(
            Figure(
                "w8_requested_to_readable",
                requested.duration(to: readable).milliseconds,
                "ms",
                wanted: .atMost(1000)
            )
        )
        add(
            Figure(
                "w8_acknowledged_to_readable",
                answered.duration(to: readable).milliseconds,
                "ms"
            )
        )
    }
}

extension MeasuredNode {
    /// Announces a flight; answers with the notice's id.
    fileprivate func announce() throws -> String {
        let hours = "2026-01-01T10:00:00Z..2026-01-01T12:00:00Z"
        let values: [(field: String, value: Plain)] = [
            ("title", .text("a flight")),
            ("activity", .text("flight")),
            ("volumes", .text("34.5,38.25,100m,circle:5km @ \(hours)")),
        ]
        let changes = values.map { Change(field: $0.field, action: .set, value: $0.value) }
        return try ask(
            .add,
            sending: NewRecord(kind: "notice", changes: changes),
            answering: Written.self
        ).id
    }
}
