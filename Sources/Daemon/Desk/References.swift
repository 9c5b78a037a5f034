import BankModel
import BankStore
import ControlAPI
import Interchange

/// References as people name them, looked up in the bank: `us-n3@VERSION` ↔ a record and its dots.
struct References<Bank: StoredBank> {
    let bank: Bank

    /// The reference that somebody wrote for a field; nil where it is not written as a name.
    ///
    /// A version is one that this node has held; without one the record as such is meant. Throws
    /// `Failure` where there is no such record, `WriteRefusal.unknownVersion` for such a version.
    func reference(_ plain: Plain) throws -> Reference? {
        guard let name = ReferenceName(plain) else { return nil }
        return try reference(name)
    }

    private func reference(_ name: ReferenceName) throws -> Reference {
        let state = try BankDesk.record(name.id.description, in: bank)
        var dots: [Dot] = []
        if let version = name.version {
            guard let found = try bank.shownVersion(version, of: state.id) else {
                throw WriteRefusal.unknownVersion
            }
            dots = found.dots
        }
        guard let reference = Reference(kind: state.kind, record: state.id, dots: dots) else {
            throw WriteRefusal.badValue(
                field: name.id.description,
                reason: "the version has more than \(Limits.referenceDotsMax) dots"
            )
        }
        return reference
    }

    /// A value in JSON, what it refers to by name: {id, kind, version}.
    ///
    /// A record that is not here yet has no id, and `here` says so.
    func plain(of value: Value) throws -> Plain {
        guard case .reference(let reference) = value else { return ValuePlain.plain(of: value) }
        let kind = RuleSet.released.lazy.compactMap { $0.kind(reference.kind) }.first
        var members = [
            Plain.Member("id", .null),
            Plain.Member("kind", .text(kind?.name ?? "kind-\(reference.kind)")),
            Plain.Member(
                "version",
                reference.version.map { .text($0.id.description) } ?? .null
            ),
        ]
        if let state = try bank.record(reference.record) {
            members[0] = Plain.Member("id", .text(try bank.shortID(of: state).description))
        } else {
            members.append(Plain.Member("here", .bool(false)))
        }
        return .object(members)
    }
}
