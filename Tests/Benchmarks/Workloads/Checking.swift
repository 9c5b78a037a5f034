import BankModel
import ControlAPI
import Foundation

extension Run {
    /// W9 and W10: `us` lists every place as a site, and is asked what notices run into.
    ///
    /// In the first run of each size, last of all: the sites make the bank twice as large.
    func measureChecks() throws {
        try pair.disconnect()
        let file = pair.directory.appending(path: "sites.csv")
        try places.write(rows, to: file)
        let report = try us.importPlaces(file, kind: "site", category: "populated_place")
        guard report.added == rows else { throw BenchError("\(report.added) sites were added") }
        var dice = Dice(seed: UInt64(number))
        try measurePreviews(&dice)
        try measureCheck(&dice)
    }

    /// W9: what a notice that is not issued yet would run into.
    private func measurePreviews(_ dice: inout Dice) throws {
        var found = 0
        let milliseconds = try (0..<(isQuick ? 20 : 200)).map { _ in
            let notice = Self.notice(places.place(dice.below(rows)))
            let (seconds, list) = try timed {
                try us.ask(.preview, sending: notice, answering: FindingList.self)
            }
            found += list.counted
            return seconds * 1000
        }
        if found == 0 { fail("no preview found anything") }
        add(Figure("w9_preview_ms", milliseconds.percentile(50), "ms", wanted: .atMost(20)))
        add(Figure("w9_preview_p99_ms", milliseconds.percentile(99), "ms", wanted: .atMost(20)))
    }

    /// W10: everything that active notices run into.
    private func measureCheck(_ dice: inout Dice) throws {
        let count = isQuick ? 50 : 1_000
        for _ in 0..<count {
            try us.activate(Self.notice(places.place(dice.below(rows))))
        }
        let (seconds, list) = try timed {
            try us.answer(to: ControlRequest(.findings)).read(as: FindingList.self)
        }
        if list.counted < count / 10 { fail("\(list.counted) findings about \(count) notices") }
        add(Figure("w10_check_s", seconds, "s", wanted: .atMost(2)))
        add(Figure("w10_findings", Double(list.counted), "findings", isTime: false))
    }

    /// A flight around a place, at a time that is over in no run.
    private static func notice(_ place: Place) -> NewRecord {
        let hours = "2035-01-01T10:00:00Z..2035-01-01T12:00:00Z"
        let circle = "\(place.latitude),\(place.longitude),100m,circle:5km"
        let values: [(field: String, value: Plain)] = [
            ("title", .text("a flight")), ("activity", .text("flight")),
            ("volumes", .text("\(circle) @ \(hours)")),
        ]
        let changes = values.map { Change(field: $0.field, action: .set, value: $0.value) }
        return NewRecord(kind: "notice", changes: changes)
    }
}

extension MeasuredNode {
    /// Issues a notice and says that it has begun.
    fileprivate func activate(_ notice: NewRecord) throws {
        let issued = try ask(.add, sending: notice, answering: Written.self)
        let change = Change(field: "state", action: .set, value: .text("active"))
        _ = try ask(
            .edit,
            issued.id,
            sending: RecordEdit(changes: [change], current: true),
            answering: Written.self
        )
    }
}
