import BankModel
import Testing

/// While people disagree, whoever needs one answer takes the protective one.
@Suite struct ProtectiveReadingTests {
    private let charter = Charter(
        bank: Hash256(hashing: [1]),
        number: 1,
        name: "bank",
        partners: [],
        ruleSet: 1,
        categories: [
            Charter.Category(word: "school", buffer: 500),
            Charter.Category(word: "camp", buffer: 1_000),
            Charter.Category(word: "other", buffer: 0),
        ]
    )

    @Test func `every place counts`() {
        let places = [Sample.place(latitude: 1), Sample.place(latitude: 2)]
        #expect(state(.place, []).places.isEmpty)
        #expect(state(.place, [places[0]]).places.map(Value.place) == [places[0]])
        #expect(Set(state(.place, places).places.map(Value.place)) == Set(places))
    }

    @Test func `every volume of every sibling counts, and so does its place`() {
        let volumes = (1...3).map { Sample.volume($0, 9) }
        let siblings: [Value] = [.volumes(Array(volumes[0...1])), .volumes([volumes[2]]), .cleared]
        for number in [FieldID.volumes, .areas] {
            #expect(Set(state(number, siblings).volumes) == Set(volumes))
            #expect(state(number, siblings).extents == volumes.map(\.place))
        }
        let placed = record([
            field(.place, [Sample.place(latitude: 7)]), field(.volumes, siblings),
        ])
        #expect(placed.extents.count == 4 && placed.places.count == 1)
    }

    @Test func `a partner may do the least that any sibling says`() {
        let us = Sample.author("us").partner
        for (words, expected) in [
            ([], nil), (["permitted"], .permitted), (["notify_first", "permitted"], .notifyFirst),
            (["permitted", "notify_first"], .notifyFirst),
            (["not_permitted", "notify_first", "permitted"], .notPermitted),
            (["permitted", "not_permitted"], .notPermitted),
        ] as [([String], Permission?)] {
            let sector = state(.allowed(us), words.map { .word($0) })
            #expect(sector.permission(of: us) == expected, "\(words)")
            #expect(sector.permission(of: Sample.author("ru").partner) == nil)
        }
        #expect(state(.allowed(us), [.cleared]).permission(of: us) == nil)
    }

    @Test func `a notice is in every state that any sibling says`() {
        let words = ["active", "cancelled"].map { Value.word($0) }
        #expect(state(.state, words).noticeStates == [.active, .cancelled])
        #expect(state(.state, []).noticeStates.isEmpty)
    }

    @Test(
        arguments: [
            (["school"], [], 500), (["school"], [.millimetres(20)], 20),
            (["school"], [.millimetres(20), .millimetres(30)], 30),
            (["school"], [.millimetres(30), .millimetres(20)], 30),
            (["school"], [.cleared], 500), (["school"], [.cleared, .millimetres(20)], 500),
            (["school"], [.cleared, .millimetres(900)], 900), (["school", "camp"], [], 1_000),
            (["camp", "school"], [.cleared], 1_000), (["camp", "school"], [.millimetres(0)], 0),
            (["other"], [], 0), (["unheard"], [], 0), ([], [], 0), ([], [.millimetres(7)], 7),
        ] as [([String], [Value], Int64)]
    )
    func `the largest buffer counts, a category's where any sibling states none`(
        words: [String],
        buffers: [Value],
        expected: Int64
    ) {
        let fields = [field(.category, words.map { .word($0) }), field(.buffer, buffers)]
        #expect(record(fields).buffer(under: charter) == expected)
    }

    @Test func `the longest window counts, and for ever where any sibling leaves it open`() {
        let cases: [([Value], Value?)] = [
            ([], nil),
            ([.cleared], nil),
            ([Sample.interval(1, 2)], Sample.interval(1, 2)),
            ([Sample.interval(1, 2), Sample.interval(5, 9)], Sample.interval(1, 9)),
            ([Sample.interval(5, 9), Sample.interval(1, 2)], Sample.interval(1, 9)),
            ([Sample.interval(1, 9), Sample.interval(3, 4)], Sample.interval(1, 9)),
            ([Sample.interval(1, nil), Sample.interval(3, 4)], Sample.interval(1, nil)),
            ([Sample.interval(nil, 2), Sample.interval(3, 4)], Sample.interval(nil, 4)),
            ([Sample.interval(nil, 2), Sample.interval(3, nil)], nil),
            ([Sample.interval(1, 2), .cleared], nil),
        ]
        for (siblings, expected) in cases {
            let window = state(.validity, siblings).validity.map { Value.interval($0) }
            #expect(window == expected, "\(siblings)")
        }
    }

    @Test func `a record stands while anybody disputes its withdrawal`() {
        let (withdrawn, inBank) = (Value.life(.withdrawn), Value.life(.inBank))
        #expect(!state(.life, [inBank]).isWithdrawn)
        #expect(state(.life, [withdrawn]).isWithdrawn)
        #expect(state(.life, [withdrawn, withdrawn]).isWithdrawn)
        #expect(!state(.life, [withdrawn, inBank]).isWithdrawn)
        let crossed = [field(.life, [withdrawn]), field(.name, [.text("edited")])]
        #expect(!record(crossed).isWithdrawn)
    }

    private func state(_ field: FieldID, _ values: [Value]) -> RecordState {
        record([self.field(field, values)])
    }

    private func record(_ fields: [FieldState]) -> RecordState {
        RecordState(
            id: Sample.dot(0),
            kind: Kind.site.number,
            creator: Sample.author("us"),
            counter: 1,
            fields: fields.filter { !$0.isEmpty }.sorted { $0.field < $1.field }
        )
    }

    /// The field with these siblings, in order.
    private func field(_ field: FieldID, _ values: [Value]) -> FieldState {
        let dots = values.indices.map { index in
            Dot(entry: Hash256(hashing: field.bytes), index: UInt32(index))
        }
        return FieldState(
            field: field,
            merge: .register,
            live: zip(dots, values).map {
                Sibling(dot: $0, author: Sample.author("us"), value: $1, aware: [])
            },
            ghosts: []
        )
    }
}
