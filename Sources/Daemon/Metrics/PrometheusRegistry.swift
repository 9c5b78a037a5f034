import BankModel
package import CoreMetrics
import Synchronization

/// All metrics of a process, kept to be read as one Prometheus page.
///
/// Series are bounded: a metric that is asked for more label sets than `Limits.metricSeriesMax` counts the rest
/// under `overflow="true"`, and metrics beyond `Limits.metricsMax` are counted nowhere.
package final class PrometheusRegistry: Sendable {
    /// Upper edges of a timer's buckets, in seconds.
    package static let timerEdges = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]

    struct Metric {
        let type: MetricType
        /// By the labels as they are written on the page.
        var series: [String: MetricSeries] = [:]
    }

    private let metrics = Mutex<[String: Metric]>([:])

    package init() {}

    /// The page, in the text format that Prometheus reads (version 0.0.4), in the order of names.
    package func page() -> String {
        let all = metrics.withLock { $0 }
        return all.sorted { $0.key < $1.key }
            .map { PrometheusText.family(name: $0.key, $0.value) }
            .joined()
    }

    func series(
        _ label: String,
        _ dimensions: [(String, String)],
        _ type: MetricType,
        suffix: String = "",
        edges: [Double] = []
    ) -> MetricSeries {
        let labels = PrometheusText.labels(dimensions)
        var name = PrometheusText.name(label)
        if !name.hasSuffix(suffix) { name += suffix }
        return metrics.withLock { metrics in
            if let known = metrics[name], known.type != type { name += "_\(type.rawValue)" }
            guard metrics[name] != nil || metrics.count < Limits.metricsMax else {
                return MetricSeries(edges: edges)
            }
            var metric = metrics[name] ?? Metric(type: type)
            let isFull =
                metric.series[labels] == nil && metric.series.count >= Limits.metricSeriesMax
            let key = isFull ? "overflow=\"true\"" : labels
            let series = metric.series[key] ?? MetricSeries(edges: edges)
            metric.series[key] = series
            metrics[name] = metric
            return series
        }
    }
}

extension PrometheusRegistry: MetricsFactory {
    /// A counter; its name ends in `_total`.
    package func makeCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any CounterHandler {
        SeriesHandler(series(label, dimensions, .counter, suffix: "_total"))
    }

    /// A counter; its name ends in `_total`.
    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        SeriesHandler(series(label, dimensions, .counter, suffix: "_total"))
    }

    /// A gauge.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        SeriesHandler(series(label, dimensions, .gauge))
    }

    /// One that aggregates is a summary; one that does not keeps its last value, as a gauge.
    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        let type = aggregate ? MetricType.summary : .gauge
        return SeriesHandler(series(label, dimensions, type), isLast: !aggregate)
    }

    /// A histogram in seconds; its name ends in `_seconds`.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        SeriesHandler(
            series(
                label,
                dimensions,
                .histogram,
                suffix: "_seconds",
                edges: Self.timerEdges
            )
        )
    }

    /// Nothing, like its four companions: a series stays for as long as the process runs.
    ///
    /// A counter that vanished and came back would look to Prometheus like a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}
    /// Nothing.
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Nothing.
    package func destroyMeter(_ handler: any MeterHandler) {}
    /// Nothing.
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Nothing.
    package func destroyTimer(_ handler: any TimerHandler) {}
}

/// What swift-metrics holds of a series.
private final class SeriesHandler: CounterHandler, FloatingPointCounterHandler, MeterHandler,
    RecorderHandler, TimerHandler
{
    private let series: MetricSeries
    private let isLast: Bool

    init(_ series: MetricSeries, isLast: Bool = false) {
        self.series = series
        self.isLast = isLast
    }

    func increment(by amount: Int64) { series.add(Double(amount)) }
    func increment(by amount: Double) { series.add(amount) }
    func decrement(by amount: Double) { series.add(-amount) }
    func set(_ value: Int64) { series.set(Double(value)) }
    func set(_ value: Double) { series.set(value) }
    func reset() { series.set(0) }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { isLast ? series.set(value) : series.observe(value) }
    func recordNanoseconds(_ duration: Int64) { series.observe(Double(duration) / 1e9) }
}
