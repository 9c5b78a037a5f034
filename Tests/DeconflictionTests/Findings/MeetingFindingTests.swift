import BankModel
import Deconfliction
import Testing

/// What meets in space and time: sites, targets and notices.
@Suite struct MeetingFindingTests {
    private typealias S = Sketch

    @Test func `a site is in a notice that comes within its buffer`() throws {
        // 1.0045 times the distance is certain; 0.9944 times it, less a metre, is possible.
        for (buffer, expected) in [
            (10_045_001, [.certain]), (10_044_900, [.possible]), (9_943_100, [.possible]),
            (9_942_900, []), (0, []),
        ] as [(Int64, [Finding.Certainty])] {
            let site = S.site(1, [S.place(0)], [.buffer: [.millimetres(buffer)]])
            let bank = S(records: [site, S.notice(1, [S.volume(S.place(10_000))])])
            bank.check(.siteInNotice, expected, "\(buffer)")
        }
    }

    @Test func `a category's buffer, extents and uncertainties are kept as well`() {
        func check(
            _ site: Place,
            _ category: String,
            _ notice: Place,
            _ expected: [Finding.Certainty],
            _ location: SourceLocation = #_sourceLocation
        ) {
            let site = S.site(1, [site], [.category: [.word(category)]])
            S(records: [site, S.notice(1, [S.volume(notice)])])
                .check(.siteInNotice, expected, at: S.noon, nil, location)
        }
        check(S.place(0), "school", S.place(490), [.certain])
        check(S.place(0), "other", S.place(490), [])
        check(S.place(0), "camp", S.place(490), [.certain])
        check(S.place(0, radius: 300), "other", S.place(490, radius: 200), [.certain])
        check(S.place(0, uncertainty: 300), "other", S.place(490, uncertainty: 200), [.certain])
        check(S.place(0, radius: 300), "other", S.place(490, radius: 180), [])
        check(S.place(0), "other", S.box(-100, 100), [.certain])
        check(S.place(110), "other", S.box(-100, 100), [])
    }

    @Test func `a site is in no notice at another time, or that is over`() {
        for (from, until, valid, expected) in [
            (0, 10, nil, 1), (20, 30, S.minutes(nil, 10), 0), (10, 30, S.minutes(nil, 10), 1),
            (-30, -20, S.minutes(-30, nil), 0), (-30, 0, S.minutes(-30, -20), 0),
            (-30, 60, S.minutes(-30, -20), 0), (-30, nil, S.minutes(30, 40), 1),
        ] as [(Int64, Int64?, Interval?, Int)] {
            let site = S.site(1, [S.place(0)], [.validity: valid.map { [.interval($0)] } ?? []])
            let notice = S.notice(1, [S.volume(S.place(0), from, until)])
            S(records: [site, notice])
                .check(
                    .siteInNotice,
                    Array(repeating: .certain, count: expected),
                    "\(from) \(String(describing: until))"
                )
        }
    }

    @Test func `times meet within skew and margin, and what is over is over by as much`() throws {
        let notice = S.notice(1, [S.volume(S.place(0), -10, 0)])
        func bank(_ from: Int64, margin: Int64) -> S {
            let valid = Interval(from: S.noon + from, until: nil)
            let fields: [FieldID: [Value]] = [.validity: valid.map { [.interval($0)] } ?? []]
            var bank = S(records: [S.site(1, [S.place(0)], fields), notice])
            bank.margin = margin
            return bank
        }
        bank(5_000, margin: 0).check(.siteInNotice, [.certain])
        bank(5_001, margin: 0).check(.siteInNotice, [])
        bank(7_000, margin: 2_000).check(.siteInNotice, [.certain])
        bank(7_001, margin: 2_000).check(.siteInNotice, [])
        let finding = try bank(5_000, margin: 0).only(.siteInNotice)
        #expect(finding.facts.contains(.meetOnlyByMargin))
        #expect(try !bank(0, margin: 0).only(.siteInNotice).facts.contains(.meetOnlyByMargin))
        bank(-60_000, margin: 0).check(.siteInNotice, [.certain], at: S.noon + 5_000)
        bank(-60_000, margin: 0).check(.siteInNotice, [], at: S.noon + 5_001)
        bank(-60_000, margin: 2_000).check(.siteInNotice, [.certain], at: S.noon + 7_000)
    }

    @Test func `every place and volume of a record in conflict counts`() throws {
        let far = S.place(50_000)
        let sites = S.site(1, [far, S.place(0)])
        let plain = S.notice(1)
        let finding = try S(records: [sites, plain]).only(.siteInNotice)
        #expect(finding.records.contains { $0.isDisputed && $0.record == sites.id })
        let notices = S.notice(1, [S.volume(far), S.volume(S.place(0))])
        S(records: [S.site(), notices]).check(.siteInNotice, [.certain])
        S(records: [S.site(), S.notice(1, [S.volume(far)])]).check(.siteInNotice, [])
        let buffers: [FieldID: [Value]] = [.buffer: [.millimetres(600_000), .millimetres(1)]]
        S(records: [S.site(1, [S.place(500)], buffers), plain]).check(.siteInNotice, [.certain])
    }

    @Test func `a notice stands while any sibling says so, and a site while anybody does`() {
        for (states, count) in [
            (["issued"], 1), (["active"], 1), (["ended"], 0), (["cancelled"], 0),
            (["ended", "active"], 1), (["cancelled", "ended"], 0), ([], 1),
        ] as [([String], Int)] {
            let fields: [FieldID: [Value]] = [.state: states.map { .word($0) }]
            let notice = S.notice(1, [S.volume(S.place(0))], fields)
            let expected = [Finding.Certainty](repeating: .certain, count: count)
            S(records: [S.site(), notice]).check(.siteInNotice, expected, "\(states)")
            let other = S.notice(2, by: "us")
            S(records: [other, notice]).check(.noticeOverlap, expected, "\(states)")
        }
        // An edit beside a withdrawal that does not know of it: still protected.
        let crossed = S.site(1, [S.place(0)], [.life: [.life(.withdrawn)]])
        S(records: [crossed, S.notice()]).check(.siteInNotice, [.certain])
        S(records: [S.withdrawn(crossed), S.notice()]).check(.siteInNotice, [])
        S(records: [S.site(), S.withdrawn(S.notice())]).check(.siteInNotice, [])
    }

    @Test func `notices of two partners overlap in all four dimensions`() {
        let low = S.band(0, 1_000, .msl)
        for (place, from, until, band, expected) in [
            (S.place(100), 0, 60, .unbounded, 1), (S.place(500), 0, 60, .unbounded, 0),
            (S.place(100), 61, 70, .unbounded, 0), (S.place(100), 60, 70, .unbounded, 1),
            (S.place(100), 0, 60, S.band(1_001, 2_000, .msl), 0),
            (S.place(100), 0, 60, S.band(1_000, 2_000, .msl), 1),
            (S.place(100), 0, 60, S.band(5_000, 6_000, .agl), 1),
        ] as [(Place, Int64, Int64, AltitudeBand, Int)] {
            let one = S.notice(1, [S.volume(S.place(0, radius: 200), -1, 60, low)])
            let other = S.notice(2, by: "us", [S.volume(place, from, until, band)])
            let certain = [Finding.Certainty](repeating: .certain, count: expected)
            S(records: [one, other]).check(.noticeOverlap, certain, "\(place) \(from) \(band)")
            let own = S.notice(2, by: "ru", [S.volume(place, from, until, band)])
            S(records: [one, own]).check(.noticeOverlap, [], "a partner's own do not collide")
        }
    }

    @Test func `heights that cannot be compared overlap, and the finding says so`() throws {
        func note(_ band: AltitudeBand) throws -> Finding.AltitudeNote? {
            let one = S.notice(1, [S.volume(S.place(0), -1, 60, S.band(0, 100, .msl))])
            let other = S.notice(2, by: "us", [S.volume(S.place(0), -1, 60, band)])
            return try S(records: [one, other]).only(.noticeOverlap).altitudeNote
        }
        #expect(try note(S.band(50, 60, .agl)) == .notComparable)
        #expect(try note(S.band(50, 60, .msl)) == nil)
        #expect(try note(S.band(180, 200, .hae)) == nil)
    }

    @Test func `of several meetings the certain one counts, then the sooner, then the nearer`()
        throws
    {
        func notice(_ volumes: [Volume]) -> RecordState {
            S.notice(1, [], [.volumes: [.volumes(volumes)]])
        }
        let site = S.site(1, [S.place(0)], [.buffer: [.millimetres(100_000)]])
        let sooner = S.volume(S.place(50), 10, 20)
        let later = S.volume(S.place(0), 30, 40)
        let vague = S.volume(S.place(100.2), 0, 5)
        for volumes in [[sooner, later, vague], [vague, later, sooner]] {
            let finding = try S(records: [site, notice(volumes)]).only(.siteInNotice)
            #expect(finding.certainty == .certain)
            #expect(finding.overlap == S.minutes(10, 20))
            #expect((49_990...50_010).contains(finding.distance ?? 0))
        }
        let finding = try S(records: [site, notice([vague])]).only(.siteInNotice)
        #expect(finding.certainty == .possible && finding.overlap == S.minutes(0, 5))
        let nearer = S.volume(S.place(20), 10, 20)
        #expect(
            try (19_990...20_010).contains(
                S(records: [site, notice([sooner, nearer])]).only(.siteInNotice).distance ?? 0
            )
        )
    }

    @Test func `a target is at a site within whose buffer it lies, at one time`() {
        let site = S.site(
            1,
            [S.place(0)],
            [.category: [.word("school")], .validity: [.interval(S.minutes(-9, 9))]]
        )
        func check(
            _ places: [Place],
            _ valid: [Interval],
            _ expected: [Finding.Certainty],
            _ location: SourceLocation = #_sourceLocation
        ) {
            let target = S.target(1, by: "ru", places, [.validity: valid.map { .interval($0) }])
            S(records: [target, site]).check(.targetAtSite, expected, at: S.noon, nil, location)
        }
        check([S.place(400)], [], [.certain])
        check([S.place(501)], [], [.possible])
        check([S.place(510)], [], [])
        check([S.place(510), S.place(400)], [], [.certain])
        check([S.place(400)], [S.minutes(10, nil)], [])
        check([S.place(400)], [S.minutes(9, nil)], [.certain])
        check([S.place(400)], [S.minutes(10, nil), S.minutes(9, 10)], [.certain])
        // Two sites or two targets are no matter of this rule.
        S(records: [site, S.site(2)]).check(.targetAtSite, [])
    }

    @Test func `a site that changed since the notice's partner acknowledged it is told`() {
        let before = S.site()
        let after = S.site(1, [S.place(1)], [.buffer: [.millimetres(100_000)]])
        let away = S.site(1, [S.place(5_000)])
        let notice = S.notice(1, [S.volume(S.place(0))], [.lead: [.word("us"), .word("ru")]])
        func check(
            _ site: RecordState,
            _ statements: [RecordState],
            _ expected: [Finding.Certainty],
            _ location: SourceLocation = #_sourceLocation
        ) {
            var bank = S(records: [site, notice])
            bank.statements = statements
            bank.check(.siteChangedUnderNotice, expected, at: S.noon, nil, location)
        }
        let seen = S.statement(1, by: "ru", .acknowledged, before)
        check(after, [seen], [.certain])
        check(before, [seen], [])
        check(after, [], [])
        check(away, [seen], [])
        check(after, [seen, S.statement(2, by: "ru", .agreed, after)], [])
        // Siblings: each version that anybody sees while a site is in conflict is a version.
        let torn = S.site(1, [S.place(0), S.place(1)])
        check(torn, [seen], [.certain])
        check(torn, [S.statement(1, by: "ru", .acknowledged, torn)], [])
        // The lead counts as much as the owner, and what the daemon says counts for nothing.
        check(after, [S.statement(1, by: "us", .acknowledged, before)], [.certain])
        check(after, [S.statement(1, by: "ru", .received, before)], [])
        check(after, [S.statement(1, by: "ru", .objected, before)], [])
    }
}
