import ControlAPI

/// Which keys a JSON request may have, and where.
///
/// A key that no shape has would be passed over in silence by a decoder; here it is an error.
indirect enum JSONShape: Sendable {
    /// Anything: the form of a value depends on its field.
    case any
    /// Anything but an object or a list.
    case scalar
    /// A list of these.
    case list(JSONShape)
    /// An object with no other keys than these.
    case object([String: JSONShape])

    private static let changes = list(.object(["field": .scalar, "op": .scalar, "value": .any]))

    /// `POST /v1/records`.
    static let newRecord = object(["kind": .scalar, "changes": changes])
    /// `PATCH /v1/records/{id}`.
    static let recordEdit = object([
        "changes": changes, "version": .scalar, "current": .scalar, "as_sibling": .scalar,
    ])
    /// `POST /v1/records/{id}/withdrawal`.
    static let withdrawal = object(["reason": .scalar, "version": .scalar, "current": .scalar])
    /// `POST /v1/records/{id}/statements`.
    static let statement = object(["says": .scalar, "version": .scalar, "reason": .scalar])
    /// `POST /v1/bank/statements`.
    static let bankStatement = object([
        "says": .scalar, "reason": .scalar, "bank": .scalar, "stage": .scalar,
    ])
    /// `POST /v1/records/{id}/reinstatement` and `POST /v1/past/confirm`.
    static let reason = object(["reason": .scalar])
    /// `POST /v1/conflicts/{id}/resolution`.
    static let resolution = object(["pick": .scalar, "set": .any, "reason": .scalar])
    /// `POST /v1/resolutions`.
    static let resolutionOfAll = object(["all_from": .scalar, "kind": .scalar, "reason": .scalar])
    /// `POST /v1/proposals/{id}/acceptance`.
    static let acceptance = object(["reason": .scalar, "current": .scalar])
    /// `POST /v1/backup`.
    static let backup = object(["file": .scalar])
}
