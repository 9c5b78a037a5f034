/// What a record's history tells of its versions: which follows which, and what each says.
///
/// A version *covers* its dots, and whatever those dots' operations supersede, and so on downwards.
/// Version B **follows** version A where B covers all that A covers, and more. So a change of a
/// field, a field that is new, and the merging of siblings each follow what was there before, and of
/// two versions that were made apart neither follows the other.
///
/// An operation without a value, which only a later release writes, ends dots and leaves none: where
/// a version lacks what such an operation ended, its dots do not tell on which side of it the version
/// stands. Nothing then follows, so that both versions count.
package struct VersionHistory: Sendable {
    private let operations: [Dot: PastOperation]
    /// The dots that an operation without a value ended.
    private let vanished: Set<Dot>

    /// Of all operations on one record, in any order.
    package init(_ history: some Sequence<PastOperation>) {
        var operations: [Dot: PastOperation] = [:]
        var vanished: Set<Dot> = []
        for operation in history where operation.merge == .register && operation.invalidity == nil {
            operations[operation.dot] = operation
            if operation.value == nil { vanished.formUnion(operation.supersedes) }
        }
        self.operations = operations
        self.vanished = vanished
    }

    /// Whether a version was made from another, directly or by way of others.
    package func follows(_ later: Version, _ earlier: Version) -> Bool {
        let below = covered(by: earlier)
        return below.isStrictSubset(of: covered(by: later))
            && Set(later.dots).subtracting(below).isDisjoint(with: vanished)
    }

    /// The registers as the version has them, dead values left out; nil where something of the
    /// version is not here yet.
    package func registers(of version: Version) -> [FieldState]? {
        var fields: [FieldID: [Sibling]] = [:]
        for dot in version.dots {
            guard let operation = operations[dot], let value = operation.value else { return nil }
            fields[operation.field, default: []].append(
                Sibling(
                    dot: dot,
                    author: operation.author,
                    value: value,
                    aware: operation.aware.sorted(),
                    typed: operation.typed
                )
            )
        }
        return fields.sorted { $0.key < $1.key }.map {
            FieldState(field: $0.key, merge: .register, live: $0.value, ghosts: [])
        }
    }

    /// Whether the version says nothing but that the record is withdrawn.
    func isWithdrawn(_ version: Version) -> Bool {
        let life = version.dots.compactMap { operations[$0] }.filter { $0.field == .life }
        return !life.isEmpty && life.allSatisfy { $0.value == .life(.withdrawn) }
    }

    private func covered(by version: Version) -> Set<Dot> {
        var covered = Set(version.dots)
        var open = version.dots
        while let dot = open.popLast() {
            for older in operations[dot]?.supersedes ?? [] where covered.insert(older).inserted {
                open.append(older)
            }
        }
        return covered
    }
}
