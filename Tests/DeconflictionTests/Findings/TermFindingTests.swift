import BankModel
import Deconfliction
import Testing

/// What time has passed by.
@Suite struct TermFindingTests {
    private typealias S = Sketch

    private func check(
        _ rule: FindingRule,
        _ record: RecordState,
        finds isFound: Bool,
        at time: Int64 = Sketch.noon,
        _ location: SourceLocation = #_sourceLocation
    ) {
        S(records: [record]).check(rule, isFound ? [.certain] : [], at: time, nil, location)
    }

    private func reviewed(_ minutes: Int64...) -> [FieldID: [Value]] {
        [.reviewBy: minutes.map { .instant(S.noon + $0 * S.minute) }]
    }

    @Test func `a review is passed the moment after`() throws {
        check(.reviewPassed, S.site(1, [S.place(0)], reviewed(0)), finds: false)
        check(.reviewPassed, S.site(1, [S.place(0)], reviewed(0)), finds: true, at: S.noon + 1)
        check(.reviewPassed, S.site(), finds: false)
        check(.reviewPassed, S.site(1, [S.place(0)], reviewed(5, -5)), finds: true)
        check(.reviewPassed, S.site(1, [S.place(0)], reviewed(5, 6)), finds: false)
        check(.reviewPassed, S.sector([:], reviewed(-1)), finds: true)
        check(.reviewPassed, S.notice(1, [S.volume(S.place(0))], reviewed(-1)), finds: true)
        check(.reviewPassed, S.withdrawn(S.site(1, [S.place(0)], reviewed(-1))), finds: false)
        let finding = try S(records: [S.site(1, [S.place(0)], reviewed(-5))]).only(.reviewPassed)
        #expect(finding.overlap == S.minutes(-5, nil))
        #expect(finding.facts == [.term(.reviewBy, S.noon - 5 * S.minute)])
    }

    @Test func `a notice has outlived its volumes once the last is over for both clocks`() {
        let past = S.volume(S.place(0), -10, 0)
        check(.noticeOutlived, S.notice(1, [past]), finds: false, at: S.noon + 5_000)
        check(.noticeOutlived, S.notice(1, [past]), finds: true, at: S.noon + 5_001)
        let late = S.noon + S.minute
        check(
            .noticeOutlived,
            S.notice(1, [S.volume(S.place(0), -10, nil)]),
            finds: false,
            at: late
        )
        let later = S.volume(S.place(0), -10, 2)
        check(.noticeOutlived, S.notice(1, [past, later]), finds: false, at: late)
        let both = S.notice(1, [], [.volumes: [.volumes([later, past])]])
        check(.noticeOutlived, both, finds: false, at: late)
        check(.noticeOutlived, both, finds: true, at: late + 2 * S.minute)
        for (states, isFound) in [
            (["active"], true), (["ended"], false), (["cancelled"], false),
            (["ended", "active"], true),
        ] {
            let fields: [FieldID: [Value]] = [.state: states.map { .word($0) }]
            check(.noticeOutlived, S.notice(1, [past], fields), finds: isFound, at: late)
        }
        check(.noticeOutlived, S.withdrawn(S.notice(1, [past])), finds: false, at: late)
    }

    @Test func `a partner is silent while a notice is active, not otherwise`() throws {
        func notice(_ number: UInt64, _ states: String...) -> RecordState {
            S.notice(number, [S.volume(S.place(0))], [.state: states.map { .word($0) }])
        }
        func check(
            _ records: [RecordState],
            _ lastHeard: Int64?,
            _ count: Int,
            _ location: SourceLocation = #_sourceLocation
        ) {
            var bank = S(records: records)
            bank.contacts = [PartnerContact(partner: S.partner("us"), lastHeard: lastHeard)]
            let certain = [Finding.Certainty](repeating: .certain, count: count)
            bank.check(.partnerSilent, certain, at: S.noon, nil, location)
        }
        let edge = S.noon - Limits.partnerSilentMilliseconds
        check([notice(1, "active")], edge, 0)
        check([notice(1, "active")], edge - 1, 1)
        check([notice(1, "active")], nil, 1)
        check([notice(1, "active")], S.noon + 1, 0)
        check([notice(1, "active")], .min, 1)
        check([notice(1, "issued")], nil, 0)
        check([notice(1, "issued", "active")], nil, 1)
        check([notice(1, "ended")], nil, 0)
        check([], nil, 0)
        var bank = S(records: [notice(1, "active"), notice(2, "active"), notice(3, "issued")])
        bank.contacts = ["us", "fr"].map { PartnerContact(partner: S.partner($0), lastHeard: nil) }
        let found = bank.findings().findings.filter { $0.rule == .partnerSilent }
        #expect(found.map(\.records.count) == [2, 2])
        #expect(Set(found.map(\.id)).count == 2)
    }
}
