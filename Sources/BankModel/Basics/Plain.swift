/// A value in the form that JSON has, without floating point and with its keys in order.
///
/// The meeting point of the formats: `Interchange` turns a `Value` into this and back, the control
/// API and the exports write it out.
package indirect enum Plain: Hashable, Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// `mantissa` × 10^−`digits`: degrees are `.decimal(mantissa: latitude, digits: 7)`.
    case decimal(mantissa: Int64, digits: Int)
    /// A string.
    case text(String)
    /// An array.
    case list([Plain])
    /// An object; keys in the order in which they are to be written.
    case object([Member])

    /// One key of an object, and its value.
    package struct Member: Hashable, Sendable {
        /// The key.
        package let key: String
        /// The value.
        package let value: Plain

        package init(_ key: String, _ value: Plain) {
            self.key = key
            self.value = value
        }
    }
}
