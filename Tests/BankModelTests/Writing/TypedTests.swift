import BankModel
import Simulation
import Testing

/// What was typed goes along with the value that it was typed for, and means nothing by itself.
@Suite struct TypedTests {
    private static let square = ["37SDU3114617852"]
    private static let angles = ["34°30'00\"N 38°15'00\"E"]

    private static func place(_ typed: [String], latitude: Int32 = 345_000_000) -> FieldEdit {
        let place = Place(latitude: latitude, longitude: 382_500_000, uncertainty: 100_000)
        return FieldEdit(.place, .set(place.map { .place($0) } ?? .cleared), typed: typed)
    }

    private func typed(_ circle: Circle, _ record: RecordID, at node: Int) throws -> [[String]] {
        try circle.state(record, at: node).live(.place).map(\.typed)
    }

    @Test func `every node has it, in the state and in the history`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, Self.place(Self.square), by: 0)
        try circle.meet()
        for node in 0..<2 {
            #expect(try typed(circle, record, at: node) == [Self.square])
            let past = try circle.scribes[node].bank.history(of: record)
            #expect(past.filter { $0.field == .place }.map(\.typed).last == Self.square)
        }
    }

    @Test func `two forms of one value are one value`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, Self.place(Self.square), by: 0)
        try circle.edit(record, Self.place(Self.angles), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        #expect(state.conflicts.isEmpty)
        #expect(Set(state.live(.place).map(\.typed)) == [Self.square, Self.angles])
        let again = [Self.place([], latitude: 345_000_000)]
        #expect(try circle.pen(0).editing(state, again, shown: .current) == nil)
    }

    @Test func `whoever picks a value picks its words`() throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        try circle.edit(record, Self.place(Self.square), by: 0)
        try circle.edit(record, Self.place(Self.angles, latitude: 1), by: 1)
        try circle.meet()
        let state = try circle.state(record, at: 0)
        let conflict = try #require(state.conflicts.first)
        let theirs = try #require(state.live(.place).first { $0.typed == Self.angles })
        let pick = try circle.pen(0)
            .resolving(conflict, of: state, by: .pick(theirs.dot), reason: "seen")
        #expect(pick.operations.map(\.typed) == [Self.angles])
        let set = try circle.pen(0)
            .resolving(
                conflict,
                of: state,
                by: .set(theirs.value, typed: ["37 north 1 2"]),
                reason: "seen"
            )
        #expect(set.operations.map(\.typed) == [["37 north 1 2"]])
    }

    @Test func `as much is kept as there may be, and no more is written`() throws {
        let most = String(repeating: "x", count: Limits.typedBytesMax)
        try check([most], isRefused: false)
        try check([most + "x"], isRefused: true)
        try check(Array(repeating: "x", count: Limits.typedFormsMax), isRefused: false)
        try check(Array(repeating: "x", count: Limits.typedFormsMax + 1), isRefused: true)
        try check(["\u{7}"], isRefused: true)
        try check([""], isRefused: true)
    }

    private func check(
        _ typed: [String],
        isRefused: Bool,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        var circle = Circle("us", "ru")
        let record = try circle.target()
        let state = try circle.state(record, at: 0)
        let pen = circle.pen(0)
        let edit = Self.place(typed)
        let conflict = Result { try pen.editing(state, [edit], shown: .current) }
        let creation = Result {
            try pen.creating(
                .target,
                [
                    FieldEdit(.name, .set(.text("a"))), FieldEdit(.category, .set(.word("depot"))),
                    edit,
                ]
            )
        }
        #expect(conflict.isRefused == isRefused, sourceLocation: location)
        #expect(creation.isRefused == isRefused, sourceLocation: location)
    }
}

extension Result where Failure == any Error {
    /// Whether it is a refusal of a value.
    fileprivate var isRefused: Bool {
        if case .failure(let error) = self, case WriteRefusal.badValue? = error as? WriteRefusal {
            return true
        }
        return false
    }
}
