import ChildPrograms
import Foundation

/// What a program costs before it does anything.
enum Starting {
    static func measure(_ programs: String, _ ledger: Ledger) throws {
        for name in ["jigd", "jigctl"] {
            let program = "\(programs)/\(name)"
            let times = try (0..<20).map { _ in
                try timed { try Child.output(of: program, ["--help"]) }.seconds * 1000
            }
            ledger.add(
                Figure("\(name)_help", times.median, "ms", wanted: .atMost(30)),
                rows: 0
            )
            let facts = try FileManager.default.attributesOfItem(atPath: program)
            let bytes = Double(facts[.size] as? Int ?? 0)
            ledger.add(
                Figure("\(name)_size", bytes / 1_048_576, "MiB", isTime: false),
                rows: 0
            )
        }
    }
}
