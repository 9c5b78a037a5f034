/// The text format that Prometheus reads, version 0.0.4.
enum PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private static let labelValueBytesMax = 128

    /// One metric: its type, then a line for each number of each series.
    static func family(name: String, _ metric: PrometheusRegistry.Metric) -> String {
        var page = "# TYPE \(name) \(metric.type.rawValue)\n"
        for (labels, series) in metric.series.sorted(by: { $0.key < $1.key }) {
            let numbers = series.snapshot
            switch metric.type {
            case .counter, .gauge:
                page += line(name, labels, number(numbers.value))
            case .summary:
                page += distribution(name, labels, numbers)
            case .histogram:
                page += buckets(name, labels, numbers, edges: series.edges)
                page += distribution(name, labels, numbers)
            }
        }
        return page
    }

    /// `label` with every character that a metric's name may not have replaced by `_`.
    static func name(_ label: String) -> String {
        let letters = label.utf8.map { isLetter($0) || isDigit($0) ? $0 : UInt8(ascii: "_") }
        let name = String(decoding: letters, as: UTF8.self)
        return letters.first.map(isDigit) ?? true ? "_" + name : name
    }

    /// `a="x",b="y"`, sorted; values are bounded, and bare of anything that breaks a line.
    static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.map { "\(name($0.0))=\"\(value($0.1))\"" }.sorted().joined(separator: ",")
    }

    private static func value(_ text: String) -> String {
        Escaping.text(text, bytesMax: labelValueBytesMax)
            .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    private static func buckets(
        _ name: String,
        _ labels: String,
        _ numbers: MetricNumbers,
        edges: [Double]
    ) -> String {
        var page = ""
        var cumulative: UInt64 = 0
        for (edge, count) in zip(edges, numbers.buckets) {
            cumulative += count
            page += line("\(name)_bucket", joined(labels, "le=\"\(edge)\""), "\(cumulative)")
        }
        return page + line("\(name)_bucket", joined(labels, "le=\"+Inf\""), "\(numbers.count)")
    }

    private static func distribution(
        _ name: String,
        _ labels: String,
        _ numbers: MetricNumbers
    ) -> String {
        line("\(name)_sum", labels, number(numbers.value))
            + line("\(name)_count", labels, "\(numbers.count)")
    }

    private static func joined(_ labels: String, _ last: String) -> String {
        labels.isEmpty ? last : "\(labels),\(last)"
    }

    private static func line(_ name: String, _ labels: String, _ number: String) -> String {
        labels.isEmpty ? "\(name) \(number)\n" : "\(name){\(labels)} \(number)\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map { String($0) } ?? "\(value)"
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ":")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
