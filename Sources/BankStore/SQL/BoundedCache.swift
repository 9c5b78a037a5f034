/// Remembers what was used lately, at most `2 × limit` values of it.
///
/// Two generations instead of a list in the order of use: what is looked up moves to the younger
/// one, and when that is full the older one is dropped whole. Looking up costs one or two hashes and
/// nothing else.
struct BoundedCache<Key: Hashable, Value> {
    private let limit: Int
    private var younger: [Key: Value] = [:]
    private var older: [Key: Value] = [:]

    init(limit: Int) { self.limit = limit }

    /// The value, if it is remembered.
    mutating func value(for key: Key) -> Value? {
        if let value = younger[key] { return value }
        guard let value = older[key] else { return nil }
        insert(value, for: key)
        return value
    }

    mutating func insert(_ value: Value, for key: Key) {
        if younger.count >= limit {
            swap(&younger, &older)
            younger.removeAll(keepingCapacity: true)
        }
        younger[key] = value
    }

    mutating func removeAll() {
        younger.removeAll()
        older.removeAll()
    }
}
