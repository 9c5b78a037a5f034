import BankModel
import CoreMetrics
import Testing

@testable import Daemon

@Suite struct PrometheusTests {
    private let registry = PrometheusRegistry()

    private func sample(_ series: String) -> Double? {
        PrometheusPage(registry.page())?.samples[series]
    }

    @Test func `a counter counts and its name says so`() {
        let counter = Counter(label: "jig.entries", dimensions: [("from", "ru")], factory: registry)
        counter.increment(by: 3)
        counter.increment()
        #expect(sample(#"jig_entries_total{from="ru"}"#) == 4)
        #expect(registry.page().contains("# TYPE jig_entries_total counter\n"))
    }

    @Test func `the same labels in another order are the same series`() {
        let one = [("a", "1"), ("b", "2")]
        Counter(label: "c", dimensions: one, factory: registry).increment()
        Counter(label: "c", dimensions: one.reversed(), factory: registry).increment()
        #expect(sample(#"c_total{a="1",b="2"}"#) == 2)
    }

    @Test func `gauges keep their last value, recorders that aggregate sum and count`() {
        Gauge(label: "g", factory: registry).record(-2.5)
        let meter = Meter(label: "m", factory: registry)
        meter.set(5)
        meter.decrement(by: 2)
        let recorder = Recorder(label: "r", factory: registry)
        recorder.record(2)
        recorder.record(3)
        #expect(sample("g") == -2.5)
        #expect(sample("m") == 3)
        #expect(sample("r_sum") == 5)
        #expect(sample("r_count") == 2)
    }

    @Test func `a timer is a histogram in seconds whose buckets add up`() {
        let timer = Timer(label: "t", factory: registry)
        for milliseconds: Int64 in [1, 3, 3, 700, 60_000] {
            timer.recordNanoseconds(milliseconds * 1_000_000)
        }
        #expect(sample(#"t_seconds_bucket{le="0.001"}"#) == 1)
        #expect(sample(#"t_seconds_bucket{le="0.005"}"#) == 3)
        #expect(sample(#"t_seconds_bucket{le="2.5"}"#) == 4)
        #expect(sample(#"t_seconds_bucket{le="10.0"}"#) == 4)
        #expect(sample(#"t_seconds_bucket{le="+Inf"}"#) == 5)
        #expect(sample("t_seconds_count") == 5)
    }

    @Test func `label sets beyond the limit are counted together`() {
        for index in 0..<(Limits.metricSeriesMax + 50) {
            Counter(label: "c", dimensions: [("peer", "\(index)")], factory: registry).increment()
        }
        let page = PrometheusPage(registry.page())
        #expect(page?.samples.count == Limits.metricSeriesMax + 1)
        #expect(page?.samples[#"c_total{overflow="true"}"#] == 50)
    }

    @Test func `metrics beyond the limit are left out`() {
        for index in 0..<(Limits.metricsMax + 5) {
            Counter(label: "c\(index)", factory: registry).increment()
        }
        #expect(PrometheusPage(registry.page())?.samples.count == Limits.metricsMax)
    }

    @Test func `one name is never two types`() {
        Counter(label: "x", factory: registry).increment()
        Gauge(label: "x_total", factory: registry).record(7)
        #expect(sample("x_total") == 1)
        #expect(sample("x_total_gauge") == 7)
        #expect(PrometheusPage(registry.page()) != nil)
    }

    @Test(arguments: LogLineTests.hostile)
    func `hostile names and labels leave the page readable`(text: String) {
        Counter(label: text, dimensions: [(text, text), ("k", text)], factory: registry).increment()
        Gauge(label: "g", dimensions: [("v", text)], factory: registry).record(Double.nan)
        let page = PrometheusPage(registry.page())
        #expect(page?.samples.count == 2, "\(registry.page())")
    }

    @Test func `an observation that is no number is left out`() {
        let recorder = Recorder(label: "r", factory: registry)
        recorder.record(Double.infinity)
        recorder.record(Double.nan)
        #expect(sample("r_count") == 0)
    }
}

/// A Prometheus page as a reader of version 0.0.4 sees it; nil where it breaks the format.
struct PrometheusPage {
    private(set) var samples: [String: Double] = [:]

    init?(_ page: String) {
        guard page.isEmpty || page.hasSuffix("\n") else { return nil }
        var types: Set<Substring> = []
        for line in page.split(separator: "\n", omittingEmptySubsequences: true) {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                guard words.count == 4, types.insert(words[2]).inserted else { return nil }
                continue
            }
            guard let space = line.lastIndex(of: " ") else { return nil }
            let series = String(line[..<space])
            let number = line[line.index(after: space)...]
            guard Self.isSeries(series), samples[series] == nil,
                let value = Double(number.replacing("Inf", with: "inf"))
            else { return nil }
            samples[series] = value
        }
    }

    private static func isSeries(_ text: String) -> Bool {
        let label = #"[a-zA-Z_:][a-zA-Z0-9_:]*="([^"\\\n]|\\[\\"n])*""#
        let form = "[a-zA-Z_:][a-zA-Z0-9_:]*([{]\(label)(,\(label))*[}])?"
        guard let expression = try? Regex(form) else { return false }
        return text.wholeMatch(of: expression) != nil
    }
}
