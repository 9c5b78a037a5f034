import BankModel
import Testing

/// What the fields of an operational record must say together, when it is written.
@Suite struct SenseTests {
    @Test func `a new record of every kind has what it needs, and its author as lead`() throws {
        let pen = Circle("us", "ru").pen(0)
        for kind in RuleSet.first.kinds {
            let change = try pen.creating(kind, Sample.required(kind))
            #expect(change.record == .new(kind: kind.number))
        }
        let notice = try pen.creating(.notice, Sample.required(.notice))
        func value(_ field: FieldID) -> Value? {
            notice.operations.first { $0.field == field }?.value
        }
        #expect(value(.lead) == .word("us") && value(.state) == .word("issued"))
        let lead = FieldEdit(.lead, .set(.word("ru")))
        let other = try pen.creating(.notice, Sample.required(.notice) + [lead])
        #expect(other.operations.filter { $0.field == .lead }.map(\.value) == [.word("ru")])
    }

    @Test(arguments: NoticeState.allCases)
    func `a new notice is issued`(state: NoticeState) {
        let edit = FieldEdit(.state, .set(.word(state.rawValue)))
        let refusal = WriteRefusal.badValue(field: "state", reason: "a new notice is issued")
        check(.notice, [edit], state == .issued ? nil : refusal)
    }

    @Test func `a notice moves on, and never back`() throws {
        let legal: [NoticeState: [NoticeState]] = [
            .issued: [.active, .cancelled], .active: [.ended, .cancelled], .ended: [],
            .cancelled: [],
        ]
        for before in NoticeState.allCases {
            let (circle, notice) = try Self.notice(in: before)
            for after in NoticeState.allCases where after != before {
                let edit = FieldEdit(.state, .set(.word(after.rawValue)))
                let refusal = WriteRefusal.illegalMove(
                    field: "state",
                    from: before.rawValue,
                    to: after.rawValue
                )
                let isLegal = legal[before]?.contains(after) == true
                try check(circle, notice, [edit], isLegal ? nil : refusal)
            }
        }
    }

    @Test func `the volumes of a notice that is over are not edited`() throws {
        let volumes = FieldEdit(.volumes, .set(.volumes([Sample.volume(3, 4)])))
        for state in NoticeState.allCases {
            let (circle, notice) = try Self.notice(in: state)
            let refusal = WriteRefusal.badValue(
                field: "volumes",
                reason: "the notice is \(state.rawValue)"
            )
            try check(circle, notice, [volumes], state.isFinal ? refusal : nil)
            try check(circle, notice, [FieldEdit(.contact, .set(.text("x")))], nil)
        }
    }

    @Test func `a volume with an open end is looked at again`() throws {
        let review = FieldEdit(.reviewBy, .set(.instant(9)))
        let refusal = WriteRefusal.badValue(
            field: "volumes",
            reason: "a time with an open end needs review_by"
        )
        for volume in [Sample.volume(1), Sample.volume(nil, 1)] {
            let open = FieldEdit(.volumes, .set(.volumes([Sample.volume(1, 2), volume])))
            check(.notice, [open], refusal)
            check(.notice, [open, review], nil)
            var circle = Circle("us", "ru")
            let notice = try circle.create(.notice, by: 0)
            try check(circle, notice, [open], refusal)
            try circle.edit(notice, open, review, by: 0)
            try check(circle, notice, [FieldEdit(.reviewBy, .set(.cleared))], refusal)
            try check(circle, notice, [FieldEdit(.title, .set(.text("x")))], nil)
        }
    }

    @Test func `two states are settled by one of them, or by what follows from both`() throws {
        var circle = Circle("us", "us.2")
        let notice = try circle.create(.notice, by: 0)
        let shown = try circle.state(notice, at: 0)
        for (author, word) in [(0, "active"), (1, "cancelled")] {
            let edit = FieldEdit(.state, .set(.word(word)))
            try circle.write(
                circle.pen(author).editing(shown, [edit], shown: .current),
                by: author
            )
        }
        try circle.meet()
        let state = try circle.state(notice, at: 0)
        let conflict = try #require(state.conflicts.first)
        for (word, isTaken) in [
            ("active", true), ("cancelled", true), ("ended", false), ("issued", false),
        ] {
            let settle = {
                try circle.pen(0).resolving(
                    conflict,
                    of: state,
                    by: .set(.word(word)),
                    reason: "agreed"
                )
            }
            if isTaken {
                #expect(try settle().operations.first?.value == .word(word))
            } else {
                #expect(throws: WriteRefusal.self, "\(word)") { _ = try settle() }
            }
        }
        for sibling in state.live(.state) {
            let picked = try circle.pen(0).resolving(
                conflict,
                of: state,
                by: .pick(sibling.dot),
                reason: "agreed"
            )
            #expect(picked.operations.first?.value == sibling.value)
        }
    }

    @Test func `what was observed has a beginning and an end`() throws {
        let refusal = WriteRefusal.badValue(
            field: "observed",
            reason: "it needs a beginning and an end"
        )
        var circle = Circle("us", "ru")
        let incident = try circle.create(.incident, by: 0)
        for (interval, isTaken) in [
            (Sample.interval(1, 1), true), (Sample.interval(1, nil), false),
            (Sample.interval(nil, 1), false),
        ] {
            let edit = FieldEdit(.observed, .set(interval))
            check(.incident, [edit], isTaken ? nil : refusal)
            try check(circle, incident, [edit], isTaken ? nil : refusal)
        }
    }

    @Test(arguments: Saying.allCases)
    func `a statement is about a version, or about the bank`(saying: Saying) {
        let word = saying.rawValue
        let says = FieldEdit(.says, .set(.word(word)))
        let reason = FieldEdit(.reason, .set(.text("because")))
        let about = FieldEdit(.about, .set(Sample.reference(.notice, 1)))
        let bare = FieldEdit(.about, .set(Sample.reference(.notice, 1, dots: 0)))
        let nothing = FieldEdit(.about, .set(.cleared))
        if saying.isAboutBank {
            let refusal = WriteRefusal.badValue(
                field: "about",
                reason: "\(word) is said about no record"
            )
            check(.statement, [says, reason, about], refusal)
            check(.statement, [says, reason, nothing], nil)
        } else {
            let refusal = WriteRefusal.badValue(
                field: "about",
                reason: "\(word) is said about a version"
            )
            check(.statement, [says, reason, nothing], .missingField("about"))
            check(.statement, [says, reason, bare], refusal)
            check(.statement, [says, reason, about], nil)
        }
        let right = saying.isAboutBank ? nothing : about
        let needsReason = [.objected, .suspended].contains(saying)
        check(.statement, [says, right], needsReason ? .missingField("reason") : nil)
    }

    @Test func `a statement is not edited, withdrawn or reinstated`() throws {
        var circle = Circle("us", "ru")
        let statement = try circle.create(.statement, by: 0)
        try check(
            circle,
            statement,
            [FieldEdit(.reason, .set(.text("x")))],
            .immutableRecord
        )
        let state = try circle.state(statement, at: 0)
        for author in [0, 1] {
            #expect(throws: WriteRefusal.immutableRecord) {
                _ = try circle.pen(author).withdrawing(state, reason: "x", shown: .current)
            }
            #expect(throws: WriteRefusal.immutableRecord) {
                _ = try circle.pen(author).reinstating(state, reason: "x")
            }
        }
    }

    @Test func `a key is a partner of the charter`() throws {
        let allowed = { (key: String) in
            FieldEdit(FieldID(FieldID.allowedNumber, key: key), .set(.word("permitted")))
        }
        check(.sector, [allowed("ru")], nil)
        check(
            .sector,
            [allowed("fr")],
            .badValue(field: "allowed.fr", reason: "its key: the charter has no such partner")
        )
    }

    private static func notice(in state: NoticeState) throws -> (Circle, RecordID) {
        var circle = Circle("us", "ru")
        let notice = try circle.create(.notice, by: 0)
        let way: [NoticeState] =
            switch state {
            case .issued: []
            case .active: [.active]
            case .ended: [.active, .ended]
            case .cancelled: [.cancelled]
            }
        for step in way {
            try circle.edit(notice, FieldEdit(.state, .set(.word(step.rawValue))), by: 0)
        }
        return (circle, notice)
    }

    /// A new record with these edits and what else it needs is made, or refused.
    private func check(
        _ kind: Kind,
        _ edits: [FieldEdit],
        _ refusal: WriteRefusal?,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let edits = Sample.required(kind, but: edits) + edits
        expect(refusal, location) {
            _ = try Circle("us", "ru").pen(0).creating(kind, edits)
        }
    }

    /// An edit of a record by its owner is made, or refused.
    private func check(
        _ circle: Circle,
        _ record: RecordID,
        _ edits: [FieldEdit],
        _ refusal: WriteRefusal?,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let state = try circle.state(record, at: 0)
        expect(refusal, location) {
            let change = try circle.pen(0).editing(state, edits, shown: .current)
            #expect(change != nil, sourceLocation: location)
        }
    }

    private func expect(
        _ refusal: WriteRefusal?,
        _ location: SourceLocation,
        _ write: () throws -> Void
    ) {
        var found: WriteRefusal?
        do { try write() } catch { found = error as? WriteRefusal }
        #expect(found == refusal, sourceLocation: location)
    }
}
