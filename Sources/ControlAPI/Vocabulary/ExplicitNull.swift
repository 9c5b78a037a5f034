/// An optional property that is written as `null` rather than left out, so that its key is always there.
///
/// A missing key reads as nil.
@propertyWrapper
package struct ExplicitNull<Wrapped: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    /// The value, or nil for `null`.
    package var wrappedValue: Wrapped?

    package init(wrappedValue: Wrapped?) { self.wrappedValue = wrappedValue }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        wrappedValue = container.decodeNil() ? nil : try container.decode(Wrapped.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue {
            try container.encode(wrappedValue)
        } else {
            try container.encodeNil()
        }
    }
}

extension KeyedDecodingContainer {
    /// Found by the synthesized decoders of types with an `@ExplicitNull` property.
    package func decode<Wrapped>(
        _ type: ExplicitNull<Wrapped>.Type,
        forKey key: Key
    ) throws -> ExplicitNull<Wrapped> {
        try decodeIfPresent(type, forKey: key) ?? ExplicitNull(wrappedValue: nil)
    }
}
