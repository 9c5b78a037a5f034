import Synchronization

/// What a metric is to Prometheus.
enum MetricType: String, Sendable {
    case counter
    case gauge
    case summary
    case histogram
}

/// The numbers of one series: one metric under one set of labels.
final class MetricSeries: Sendable {
    /// Upper edges of a histogram's buckets, in the metric's unit; the last, +Inf, is implied.
    let edges: [Double]
    private let numbers: Mutex<MetricNumbers>

    init(edges: [Double] = []) {
        self.edges = edges
        numbers = Mutex(MetricNumbers(buckets: edges.map { _ in 0 }))
    }

    var snapshot: MetricNumbers { numbers.withLock { $0 } }

    func add(_ amount: Double) { numbers.withLock { $0.value += amount } }
    func set(_ value: Double) { numbers.withLock { $0.value = value } }

    /// Counts an observation; one that is not a number says nothing and is left out.
    func observe(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = edges.firstIndex { value <= $0 }
        numbers.withLock { numbers in
            numbers.count += 1
            numbers.value += value
            if let bucket { numbers.buckets[bucket] += 1 }
        }
    }
}

/// A counter's or gauge's value, or a distribution's sum, count and buckets (not cumulative).
struct MetricNumbers {
    var value = 0.0
    var count: UInt64 = 0
    var buckets: [UInt64]
}
