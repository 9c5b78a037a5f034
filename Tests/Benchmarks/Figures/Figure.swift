/// One number that one run measured.
struct Figure {
    /// What was measured: the workload, then what of it.
    let name: String
    /// How much it was.
    let value: Double
    /// The unit of the value and of its limit.
    let unit: String
    /// What the same disk and cores can do at most, measured in the same run.
    var limit: Limit?
    /// What is asked of it; nil where it only explains another figure.
    var wanted: Wanted?
    /// Whether it would be another one on another machine, or on this one when it is busy.
    var isTime = true

    init(
        _ name: String,
        _ value: Double,
        _ unit: String,
        of limit: Limit? = nil,
        wanted: Wanted? = nil,
        isTime: Bool = true
    ) {
        self.name = name
        self.value = value
        self.unit = unit
        self.limit = limit
        self.wanted = wanted
        self.isTime = isTime
    }
}

/// What a figure is compared with.
struct Limit {
    /// What it is made of: NOTES.md says how each is measured.
    let name: String
    /// How much it was in this run.
    let value: Double

    init(_ name: String, _ value: Double) {
        self.name = name
        self.value = value
    }
}

/// What is asked of a figure, or of its ratio to its limit.
enum Wanted: CustomStringConvertible {
    case atMost(Double)
    case atLeast(Double)
    case exactly(Double)
    case ratioAtMost(Double)
    case ratioAtLeast(Double)

    var description: String {
        switch self {
        case .atMost(let bound): "<= \(bound.shown)"
        case .atLeast(let bound): ">= \(bound.shown)"
        case .exactly(let bound): "= \(bound.shown)"
        case .ratioAtMost(let bound): "<= \(bound.shown) x limit"
        case .ratioAtLeast(let bound): ">= \(bound.shown) x limit"
        }
    }

    func holds(value: Double, ratio: Double?) -> Bool {
        switch self {
        case .atMost(let bound): value <= bound
        case .atLeast(let bound): value >= bound
        case .exactly(let bound): value == bound
        case .ratioAtMost(let bound): ratio.map { $0 <= bound } ?? false
        case .ratioAtLeast(let bound): ratio.map { $0 >= bound } ?? false
        }
    }
}
