/// Why an operation has no effect.
///
/// It is kept with its reason and never stops the log.
package enum Invalidity: Error, Equatable, Sendable, CustomStringConvertible {
    /// Only the owner may write the record.
    case foreignRecord(owner: PartnerID)
    /// The kind belongs to the other channel.
    case wrongChannel(Channel)
    /// The entry's past holds no such record.
    case unknownRecord
    /// It names a dot that its entry's past does not hold, or holds twice.
    case dotNotInPast
    /// It names a dot of another record or field.
    case foreignDot
    /// Its field merges in another way than it says.
    case wrongMerge
    /// Its kind and its value do not fit together, such as a removal with a value.
    case wrongShape
    /// The value is not one that the field takes.
    case badValue(String)
    /// Its author has too many Sets in the field that its own later Sets do not name.
    case tooManySiblings
    /// Records of this kind are written once, by what creates them.
    case immutableRecord

    package var description: String {
        switch self {
        case .foreignRecord(let owner): "only \(owner) may write this record"
        case .wrongChannel(let channel): "this kind of record belongs to the channel \(channel)"
        case .unknownRecord: "there is no such record in the entry's past"
        case .dotNotInPast: "it names a change that is not in the entry's past"
        case .foreignDot: "it names a change of another record or field"
        case .wrongMerge: "the field does not merge in the way that it says"
        case .wrongShape: "its operation and its value do not fit together"
        case .badValue(let reason): "bad value: \(reason)"
        case .tooManySiblings:
            "its author already has \(Limits.ownSiblingsMax) values here that it never replaced"
        case .immutableRecord: "a record of this kind is written once and never changed"
        }
    }
}

/// Why an entry cannot take a place in its log at all: every honest node refuses it alike.
package enum Misplacement: Error, Equatable, Sendable, CustomStringConvertible {
    /// Its seq is not 1 + the largest among `previous`.
    case wrongSeq(is: UInt64, expected: UInt64)
    /// An entry of `previous` is not of its log.
    case foreignPrevious
    /// An entry of `seen` is not what the header says that it is.
    case wrongSeen

    package var description: String {
        switch self {
        case .wrongSeq(let seq, let expected): "its seq is \(seq), and should be \(expected)"
        case .foreignPrevious: "it follows an entry of another log"
        case .wrongSeen: "it states a head that is not what it says"
        }
    }
}
