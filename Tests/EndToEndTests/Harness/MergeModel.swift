/// What the nodes of a bank ought to show, worked out from who knew of which change when.
///
/// This shares no code with jig: a change is a number, a node is the set of changes that it knows,
/// and every answer is recomputed from scratch (DESIGN.md §5).
struct MergeModel {
    /// One value that somebody set in one register of one record.
    struct Change {
        let record: String
        let field: String
        let value: String
        /// The changes of the same register that it replaces.
        let supersedes: Set<Int>
        /// Every change of the record that its writer knew of.
        let aware: Set<Int>
    }

    /// Where two live values of a record disagree; `@life` for a withdrawal that is disputed.
    struct Dispute: Hashable, Comparable, CustomStringConvertible {
        let record: String
        let field: String

        var description: String { "\(record) \(field)" }

        static func < (left: Self, right: Self) -> Bool {
            (left.record, left.field) < (right.record, right.field)
        }
    }

    static let life = "@life"
    static let registers = ["status", "grade", "control"]

    private var changes: [Change] = []
    private var known: [String: Set<Int>]
    private(set) var records: [String] = []

    init(nodes: [String]) {
        known = Dictionary(uniqueKeysWithValues: nodes.map { ($0, []) })
    }

    /// A record that every node holds from the beginning.
    mutating func create(_ record: String) {
        records.append(record)
        for (field, value) in [(Self.life, "in_bank"), ("status", "reported")] {
            changes.append(
                Change(record: record, field: field, value: value, supersedes: [], aware: [])
            )
            for node in known.keys { known[node, default: []].insert(changes.count - 1) }
        }
    }

    /// A person at the node sets a register, having seen all that the node shows.
    mutating func set(_ field: String, of record: String, to value: String, at node: String) {
        write(field, of: record, to: value, at: node, unaware: [])
    }

    /// A person settles what a register holds: a withdrawal that crossed one of its values is
    /// another question, and stays one.
    mutating func resolve(_ field: String, of record: String, to value: String, at node: String) {
        let values = live(field, of: record, at: node)
        let crossed = live(Self.life, of: record, at: node).filter { life in
            field != Self.life && values.contains { isCrossed($0, life) }
        }
        write(field, of: record, to: value, at: node, unaware: Set(crossed))
    }

    private mutating func write(
        _ field: String,
        of record: String,
        to value: String,
        at node: String,
        unaware: Set<Int>
    ) {
        let aware = known[node, default: []]
            .filter { changes[$0].record == record && !unaware.contains($0) }
        let change = Change(
            record: record,
            field: field,
            value: value,
            supersedes: Set(live(field, of: record, at: node)),
            aware: aware
        )
        changes.append(change)
        known[node, default: []].insert(changes.count - 1)
    }

    /// The nodes have told each other all that they know.
    mutating func meet(_ nodes: Set<String>) {
        let all = nodes.reduce(into: Set<Int>()) { $0.formUnion(known[$1, default: []]) }
        for node in nodes { known[node] = all }
    }

    /// The values that live in a register.
    func values(_ field: String, of record: String, at node: String) -> Set<String> {
        Set(live(field, of: record, at: node).map { changes[$0].value })
    }

    /// Everything that a person has to settle, as the node knows it.
    func disputes(at node: String) -> Set<Dispute> {
        var disputes: Set<Dispute> = []
        for record in records {
            for field in Self.registers where values(field, of: record, at: node).count > 1 {
                disputes.insert(Dispute(record: record, field: field))
            }
            if isLifeDisputed(of: record, at: node) {
                disputes.insert(Dispute(record: record, field: Self.life))
            }
        }
        return disputes
    }

    private func isLifeDisputed(of record: String, at node: String) -> Bool {
        if values(Self.life, of: record, at: node).count > 1 { return true }
        let withdrawals = live(Self.life, of: record, at: node)
            .filter { changes[$0].value == "withdrawn" }
        let edits = Self.registers.flatMap { live($0, of: record, at: node) }
        return withdrawals.contains { withdrawal in
            edits.contains { isCrossed($0, withdrawal) }
        }
    }

    /// Whether two changes were each made without knowing of the other.
    private func isCrossed(_ left: Int, _ right: Int) -> Bool {
        !changes[left].aware.contains(right) && !changes[right].aware.contains(left)
    }

    private func live(_ field: String, of record: String, at node: String) -> [Int] {
        let here = known[node, default: []]
            .filter { changes[$0].record == record && changes[$0].field == field }
        let gone = here.reduce(into: Set<Int>()) { $0.formUnion(changes[$1].supersedes) }
        return here.subtracting(gone).sorted()
    }
}
