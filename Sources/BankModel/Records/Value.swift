/// One value of a field, validated: whatever holds a `Value` may store, show and hash it.
///
/// Whether two values are equal is asked of `domainBytes`, never of an encoding.
package enum Value: Sendable {
    /// The field was cleared: as much a value as any other, so that clearing beside an edit is a
    /// conflict.
    case cleared
    /// Text, UTF-8, in NFC at entry.
    case text(String)
    /// A word of a vocabulary, a tag, a grade, an external id or a partner's id.
    case word(String)
    /// Where something is.
    case place(Place)
    /// From when until when something holds.
    case interval(Interval)
    /// A length in millimetres.
    case millimetres(Int64)
    /// A time in milliseconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    /// Who verified something, and when.
    case verification(Verification)
    /// Whether a record is in the bank or withdrawn.
    case life(Life)
    /// Where and when something will be, or is agreed to be: one or several volumes.
    case volumes([Volume])
    /// Another record, or a version of it.
    case reference(Reference)
    /// What somebody suggests for another record's field.
    indirect case suggestion(Suggestion)
    /// A type that this release does not know: carried bit for bit, shown as "needs upgrade".
    case opaque([UInt8])
}

/// Whether a record is in the bank: the value of its `@life` register.
package enum Life: UInt8, Sendable {
    /// Created or reinstated.
    case inBank = 1
    /// Withdrawn; nothing is deleted.
    case withdrawn = 2
}

/// A closed interval of time; an absent end is open.
package struct Interval: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let from: Int64?
    /// Milliseconds since 1970-01-01T00:00:00Z; not before `from`.
    package let until: Int64?

    /// Nil for an inverted interval, or one that is open at both ends.
    package init?(from: Int64?, until: Int64?) {
        if let from, let until, until < from { return nil }
        if from == nil, until == nil { return nil }
        self.from = from
        self.until = until
    }
}

/// That somebody looked, and when.
package struct Verification: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package let at: Int64
    /// Who or what verified, as text of at most `Limits.nameBytesMax` bytes.
    package let by: String

    package init(at: Int64, by: String) {
        self.at = at
        self.by = by
    }
}
