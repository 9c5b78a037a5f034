/// What becomes of a figure when the bank grows.
enum Growth {
    /// The size under which these figures are listed: none.
    static let rows = -1

    static func compare(_ sizes: [Int], _ ledger: Ledger) {
        guard let small = sizes.first, let large = sizes.last, small < large else { return }
        for name in ["w0_records_per_second", "w1_records_per_second"] {
            add("\(name)_growth", name, small, large, wanted: .atLeast(0.8), ledger)
        }
        for name in ["w4_bytes_from_dialler", "w4_bytes_to_dialler"] {
            add("\(name)_growth", name, small, large, wanted: .atMost(1.1), isTime: false, ledger)
        }
        for size in sizes where sizes.contains(4 * size) {
            for name in ["w0_peak_us", "w1_peak_us", "w1_peak_ru", "w3_peak_us", "w3_peak_ru"] {
                let wanted = Wanted.atMost(1.2)
                add("\(name)_growth", name, size, 4 * size, wanted: wanted, isTime: false, ledger)
            }
        }
    }

    /// The figure at the larger size by the figure at the smaller.
    private static func add(
        _ name: String,
        _ figure: String,
        _ small: Int,
        _ large: Int,
        wanted: Wanted,
        isTime: Bool = true,
        _ ledger: Ledger
    ) {
        guard let before = ledger.median(figure, rows: small),
            let after = ledger.median(figure, rows: large)
        else { return }
        ledger.add(
            Figure(name, after / before, "x", wanted: wanted, isTime: isTime),
            rows: rows
        )
    }
}
