/// Every figure of every run, and what they come to.
final class Ledger {
    private var figures: [Key: [Figure]] = [:]
    private var order: [Key] = []
    /// What went wrong beyond being slow: the bench ends with an error for it.
    private(set) var failures: [String] = []

    private struct Key: Hashable {
        let name: String
        let rows: Int
    }

    /// Takes down what one run measured; `rows` is 0 for what has no size.
    func add(_ figure: Figure, rows: Int) {
        let key = Key(name: figure.name, rows: rows)
        if figures[key] == nil { order.append(key) }
        figures[key, default: []].append(figure)
    }

    func fail(_ what: String) { failures.append(what) }

    /// What the runs of one size came to, in the order of measuring.
    func summaries(rows: Int) -> [Summary] {
        order.filter { $0.rows == rows }.compactMap { key in
            figures[key].flatMap { Summary($0, rows: key.rows) }
        }
    }

    /// The median of a figure at one size.
    func median(_ name: String, rows: Int) -> Double? {
        figures[Key(name: name, rows: rows)].map { $0.map(\.value).median }
    }
}

/// One figure over all runs of one size.
struct Summary {
    let name: String
    let rows: Int
    let unit: String
    let median: Double
    let least: Double
    let most: Double
    let runs: Int
    /// The median of each run's value by each run's limit.
    let ratio: Double?
    let limit: Limit?
    let wanted: Wanted?
    let isTime: Bool

    init?(_ figures: [Figure], rows: Int) {
        guard let first = figures.first else { return nil }
        let values = figures.map(\.value)
        let limits = figures.compactMap(\.limit?.value)
        name = first.name
        self.rows = rows
        unit = first.unit
        median = values.median
        least = values.min() ?? 0
        most = values.max() ?? 0
        runs = figures.count
        limit = first.limit.map { Limit($0.name, limits.median) }
        ratio = limits.isEmpty ? nil : zip(values, limits).map { $0 / $1 }.median
        wanted = first.wanted
        isTime = first.isTime
    }

    /// Whether what is asked of the figure holds; nil where nothing is.
    var isMet: Bool? { wanted?.holds(value: median, ratio: ratio) }
}
