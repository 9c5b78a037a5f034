/// Why an operator's write was not made.
///
/// The store is as it was.
package enum WriteRefusal: Error, Equatable, Sendable {
    /// There is no such record.
    case unknownRecord
    /// Nobody here but the owner may write it.
    case foreignRecord(owner: PartnerID)
    /// The operator was shown something else than what is there now: these fields differ.
    case stale([FieldID])
    /// The write would replace other operators' values and the operator was not shown them.
    case unseen([FieldID])
    /// These fields are in conflict: resolve it.
    case conflicted(FieldID, ConflictID)
    /// This node never showed such a version of the record.
    case unknownVersion
    /// The conflict is not open, or its siblings have changed since it was listed.
    case changedConflict
    /// No sibling of the conflict has this dot.
    case unknownSibling
    /// The record lacks a required field, or would.
    case missingField(String)
    /// A field does not take its value: which field, and why.
    case badValue(field: String, reason: String)
    /// The kind has no such field.
    case unknownField(String)
    /// Records of this kind are written once and never changed.
    case immutableRecord
    /// A field cannot go from this word to that one.
    case illegalMove(field: String, from: String, to: String)
    /// The record would hold more of something than it may.
    case tooMany(String, max: Int)
    /// The record is withdrawn, or is not.
    case wrongLife(isWithdrawn: Bool)
    /// The change is longer than an entry can be.
    case tooLarge
    /// Nothing may be written any more: a partner has left the bank, by this statement.
    case sealed(by: BankStatement)
    /// Records of a kind may not be written in the stage that is in force.
    case notInForce(kind: String, stage: String)
    /// The change would have no effect.
    case invalid(Invalidity)
    /// Nothing would change.
    case nothingToWrite
}
