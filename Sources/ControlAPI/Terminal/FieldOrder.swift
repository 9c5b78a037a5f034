import BankModel

/// The order in which a record's fields are shown: the table's, those with a key by it.
package enum FieldOrder {
    /// The names in that order; names that this release does not know come last.
    package static func sorted(_ names: some Sequence<String>, kind: String) -> [String] {
        let table = RuleSet.released.compactMap { $0.kind(named: kind) }.last
        let places = Dictionary(
            (table?.fields ?? []).enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        func place(_ name: String) -> Int {
            places[name] ?? places[String(name.prefix { $0 != "." })] ?? places.count
        }
        return names.sorted { left, right in
            let (leftPlace, rightPlace) = (place(left), place(right))
            if leftPlace != rightPlace { return leftPlace < rightPlace }
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}
