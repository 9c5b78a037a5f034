import Foundation

extension [Double] {
    /// The value below which so many percent of the values lie; 0 for none.
    func percentile(_ percent: Int) -> Double {
        let ordered = sorted()
        return ordered.isEmpty ? 0 : ordered[Swift.min(count - 1, count * percent / 100)]
    }

    /// The middle value, or the mean of the middle two; 0 for none.
    var median: Double {
        let ordered = sorted()
        guard let middle = ordered.indices.dropFirst(count / 2).first else { return 0 }
        return count.isMultiple(of: 2)
            ? (ordered[middle - 1] + ordered[middle]) / 2 : ordered[middle]
    }
}

extension Double {
    /// At most three decimals, as JSON and the table show it.
    var shown: String {
        let rounded = (self * 1000).rounded() / 1000
        return rounded == rounded.rounded() && abs(rounded) < 1e15
            ? String(Int(rounded)) : String(rounded)
    }
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
    var milliseconds: Double { self / .milliseconds(1) }
}

/// How long the body took, in seconds, and what it gave.
func timed<Result>(_ body: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
    let start = ContinuousClock.now
    let result = try body()
    return (start.duration(to: .now).seconds, result)
}

/// Asks until the answer is yes.
///
/// - Throws: `BenchError` after `seconds`.
func wait(
    for what: String,
    every pause: TimeInterval = 0.005,
    atMost seconds: Double = 600,
    _ isDone: () throws -> Bool
) throws {
    let start = ContinuousClock.now
    while try !isDone() {
        guard start.duration(to: .now).seconds < seconds else {
            throw BenchError("waited \(seconds.shown) s in vain: \(what)")
        }
        if pause > 0 { Thread.sleep(forTimeInterval: pause) }
    }
}
