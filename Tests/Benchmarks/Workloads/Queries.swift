import ControlAPI
import Foundation

extension Run {
    /// W7: what people ask, each question on a connection of its own, while the conflicts of W3
    /// stand open.
    func measureQueries() throws {
        var dice = Dice(seed: UInt64(number))
        let count = isQuick ? 50 : 200
        let chosen = (0..<count).map { _ in dice.below(rows) }
        try ask(
            "list_near",
            chosen.map { number in
                let place = places.place(number)
                let near = "\(place.latitude),\(place.longitude),20"
                return ControlRequest(.list, query: [.init(ControlQuery.near, near)])
            }
        )
        try ask(
            "list_text",
            chosen.map { number in
                let words = places.place(number).name
                return ControlRequest(.list, query: [.init(ControlQuery.text, words)])
            }
        )
        try ask("show", chosen.map { ControlRequest(.show, "us-t\($0 + 1)") })
        try ask("status", chosen.map { _ in ControlRequest(.status) })
        let timesOfConflicts = max(20, count / 10)
        try ask("conflicts", (0..<timesOfConflicts).map { _ in Self.conflicts(after: nil) })
        try measureAllConflicts(times: timesOfConflicts)
    }

    /// All conflicts, page after page, as `jigctl conflicts` asks.
    private func measureAllConflicts(times: Int) throws {
        let milliseconds = try (0..<times).map { _ in
            try timed { try conflictIDs(at: us) }.seconds * 1000
        }
        add(Figure("w7_all_conflicts_p50", milliseconds.median, "ms", of: limits.roundTrip))
    }

    /// The page of conflicts behind a cursor.
    static func conflicts(after cursor: String?) -> ControlRequest {
        ControlRequest(.conflicts, query: cursor.map { [.init(ControlQuery.after, $0)] } ?? [])
    }

    private func ask(_ name: String, _ requests: [ControlRequest]) throws {
        let milliseconds = try requests.map { request in
            let (seconds, answer) = try timed {
                try ControlLine(home: us.home).answer(to: request)
            }
            guard answer.isSuccess else {
                throw BenchError("\(name): \(String(decoding: answer.bytes, as: UTF8.self))")
            }
            return seconds * 1000
        }
        let limit = limits.roundTrip
        add(Figure("w7_\(name)_p50", milliseconds.percentile(50), "ms", of: limit))
        add(
            Figure(
                "w7_\(name)_p99",
                milliseconds.percentile(99),
                "ms",
                of: limit,
                wanted: .atMost(20)
            )
        )
    }
}
