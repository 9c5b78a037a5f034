/// A law of DESIGN.md §12 that did not hold.
package struct LawBreach: Error, CustomStringConvertible {
    /// Which law, and what was seen.
    package let description: String

    init(law: Int, _ detail: String) { description = "law \(law): \(detail)" }

    init(_ detail: String) { description = detail }
}
