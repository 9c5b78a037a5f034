import BankModel
import Deconfliction
import Testing

/// What a notice may do in a sector.
///
/// The sector of these cases reaches 10 km to both sides.
@Suite struct SectorFindingTests {
    private typealias S = Sketch

    private let inside = Sketch.volume(Sketch.place(0, radius: 100))

    private func check(
        _ allowed: [String: [String]],
        _ notice: RecordState,
        _ expected: [FindingRule],
        partners: [String] = ["us", "ru"],
        _ statements: [RecordState] = [],
        _ location: SourceLocation = #_sourceLocation
    ) {
        var bank = S(partners: partners, records: [S.sector(allowed), notice])
        bank.statements = statements
        let rules = bank.findings().findings.map(\.rule).filter { $0 != .statementStale }
        #expect(rules == expected, sourceLocation: location)
    }

    @Test func `a partner's notice is not in a sector where it may do nothing`() throws {
        let notice = S.notice(1, [inside])
        check(["ru": ["not_permitted"]], notice, [.sectorNotPermitted])
        check(["ru": ["permitted"]], notice, [])
        check(["us": ["not_permitted"]], notice, [])
        check([:], notice, [])
        check(["ru": ["not_permitted"]], S.notice(1, [S.volume(S.place(10_200))]), [])
        // Any sibling counts, of the sector, of the volumes and of the lead.
        check(["ru": ["permitted", "not_permitted"]], notice, [.sectorNotPermitted])
        let torn = S.notice(1, [S.volume(S.place(20_000)), inside])
        check(["ru": ["not_permitted"]], torn, [.sectorNotPermitted, .sectorStraddled].dropLast())
        let led = S.notice(1, [inside], [.lead: [.word("us")]])
        check(["us": ["not_permitted"]], led, [.sectorNotPermitted])
        check(["us": ["notify_first"], "ru": ["not_permitted"]], led, [.sectorNotPermitted])
        let facts = try S(records: [S.sector(["us": ["not_permitted"]]), led])
            .only(.sectorNotPermitted).facts
        #expect(facts.contains(.permission(S.partner("us"), .notPermitted)))
    }

    @Test func `a sector's heights and validity count`() {
        let low = [Volume(place: S.wideBox(-10_000, 10_000), altitude: S.band(0, 1_000, .msl))]
        let valid: [FieldID: [Value]] = [.validity: [.interval(S.minutes(nil, 30))]]
        let sector = S.sector(1, low, ["ru": ["not_permitted"]], valid)
        for (from, until, band, expected) in [
            (0, 10, S.band(500, 600, .msl), 1), (0, 10, S.band(1_001, 1_200, .msl), 0),
            (31, 40, S.band(500, 600, .msl), 0), (30, 40, S.band(500, 600, .msl), 1),
        ] as [(Int64, Int64, AltitudeBand, Int)] {
            let notice = S.notice(1, [S.volume(S.place(0), from, until, band)])
            S(records: [sector, notice])
                .check(.sectorNotPermitted, Array(repeating: .certain, count: expected))
        }
    }

    @Test func `where notice comes first, every other partner must have acknowledged it`() throws {
        let notice = S.notice(1, [inside])
        let rule = ["ru": ["notify_first"]]
        let three = ["us", "ru", "fr"]
        let older = S.notice(1, [S.volume(S.place(1, radius: 100))])
        let us = S.statement(1, by: "us", .acknowledged, notice)
        let fr = S.statement(1, by: "fr", .agreed, notice)
        check(rule, notice, [.sectorNeedsAcknowledgement])
        check(rule, notice, [], [us])
        check(rule, notice, [.sectorNeedsAcknowledgement], partners: three, [us])
        check(rule, notice, [], partners: three, [us, fr])
        let cases: [(RecordState, [FindingRule])] = [
            (S.statement(2, by: "us", .withdrawn, notice), [.sectorNeedsAcknowledgement]),
            (S.statement(2, by: "us", .objected, notice), [.sectorNeedsAcknowledgement]),
            (
                S.statement(2, by: "us", .withdrawn, notice, asSuch: true),
                [.sectorNeedsAcknowledgement]
            ),
            (S.statement(2, by: "us", .acknowledged, older), []),
            (S.statement(2, by: "ru", .withdrawn, notice), []),
        ]
        for (later, expected) in cases {
            check(rule, notice, expected, [later, us])
            check(rule, notice, expected, [us, later])
        }
        // Not of this version, not by a human, not by its own owner, not of the record as such.
        for other in [
            S.statement(1, by: "us", .acknowledged, older),
            S.statement(1, by: "us", .received, notice),
            S.statement(1, by: "ru", .acknowledged, notice),
            S.statement(1, by: "us", .acknowledged, notice, asSuch: true),
        ] { check(rule, notice, [.sectorNeedsAcknowledgement], [other]) }
        check(["ru": ["permitted", "notify_first"]], notice, [.sectorNeedsAcknowledgement])
        var bank = S(partners: three, records: [S.sector(rule), notice])
        bank.statements = [us]
        let missing = try bank.only(.sectorNeedsAcknowledgement).facts
        #expect(missing.contains(.missing([S.partner("fr")])))
    }

    private func straddle(
        _ areas: [Volume],
        _ volume: Volume,
        _ expected: [Finding.Certainty],
        _ more: [FieldID: [Value]] = [:],
        _ location: SourceLocation = #_sourceLocation
    ) {
        let bank = S(records: [S.sector(1, areas, [:], more), S.notice(1, [volume])])
        bank.check(.sectorStraddled, expected, at: S.noon, nil, location)
    }

    @Test func `a volume that crosses a sector's edge straddles it`() {
        let box = [Volume(place: S.wideBox(-10_000, 10_000))]
        straddle(box, S.volume(S.place(0, radius: 9_900)), [])
        straddle(box, S.volume(S.place(0, radius: 9_990)), [.possible])
        straddle(box, S.volume(S.place(0, radius: 10_100)), [.certain])
        straddle(box, S.volume(S.place(9_000)), [])
        straddle(box, S.volume(S.place(9_000, uncertainty: 2_000)), [.possible])
        straddle(box, S.volume(S.place(10_500, radius: 1_000)), [.certain])
        straddle(box, S.volume(S.place(12_000, radius: 1_000)), [])
        straddle(box, S.volume(S.box(-9_900, 9_900)), [])
        straddle(box, S.volume(S.wideBox(-9_900, 9_900)), [.possible])
        straddle(box, S.volume(S.wideBox(-10_000, 10_000)), [])
        straddle(box, S.volume(S.box(5_000, 15_000)), [.certain])
        straddle(box, S.volume(S.wideBox(10_000, 15_000)), [.possible])
    }

    @Test func `round and long sectors are straddled as well`() throws {
        let round = [Volume(place: S.place(0, radius: 10_000))]
        straddle(round, S.volume(S.place(0, radius: 10_000)), [])
        straddle(round, S.volume(S.place(5_000, radius: 4_900)), [])
        straddle(round, S.volume(S.place(5_000, radius: 5_001)), [.possible])
        straddle(round, S.volume(S.place(5_000, radius: 5_200)), [.certain])
        straddle(round, S.volume(S.place(11_000, radius: 500)), [])
        let line = [S.place(-5_000), S.place(5_000)].map { Position($0) }
        func corridor(_ halfWidth: Int64) throws -> Place {
            try #require(
                Place(
                    latitude: line[0].latitude,
                    longitude: line[0].longitude,
                    uncertainty: 0,
                    shape: .corridor(line, halfWidth: halfWidth * 1_000)
                )
            )
        }
        let long = [Volume(place: try corridor(2_000))]
        straddle(long, S.volume(try corridor(2_000)), [])
        straddle(long, S.volume(try corridor(1_000)), [])
        straddle(long, S.volume(try corridor(3_000)), [.possible])
        straddle(long, S.volume(S.place(0, radius: 1_900)), [])
        straddle(long, S.volume(S.place(0, radius: 2_100)), [.possible])
        straddle(long, S.volume(S.box(-500, 500)), [.certain])
        straddle(round, S.volume(try corridor(4_900)), [])
        straddle(round, S.volume(try corridor(5_100)), [.certain])
    }

    @Test func `a volume inside one of several areas does not straddle, one between them may`() {
        let halves = [S.wideBox(-10_000, 0), S.wideBox(0, 10_000)].map { Volume(place: $0) }
        straddle(halves, S.volume(S.place(5_000, radius: 4_000)), [])
        straddle(halves, S.volume(S.place(0, radius: 4_000)), [.possible])
        straddle(halves, S.volume(S.box(5_000, 15_000)), [.certain])
    }

    @Test func `heights and times beyond a sector's are outside too`() {
        func area(_ band: AltitudeBand) -> [Volume] {
            [Volume(place: S.wideBox(-10_000, 10_000), altitude: band)]
        }
        let low = area(S.band(0, 1_000, .msl))
        let place = S.place(0, radius: 100)
        straddle(low, S.volume(place, 0, 9, S.band(0, 1_000, .msl)), [])
        straddle(low, S.volume(place, 0, 9, S.band(0, 1_001, .msl)), [.certain])
        straddle(low, S.volume(place, 0, 9), [.certain])
        straddle(low, S.volume(place, 0, 9, S.band(100, 200, .hae)), [.possible])
        straddle(area(.unbounded), S.volume(place, 0, 9, S.band(1, 2, .agl)), [])
        let half: [FieldID: [Value]] = [.validity: [.interval(S.minutes(-30, 30))]]
        straddle(area(.unbounded), S.volume(place, -30, 30), [], half)
        straddle(area(.unbounded), S.volume(place, -30, 31), [.certain], half)
        straddle(area(.unbounded), S.volume(place, -31, 30), [.certain], half)
        straddle(area(.unbounded), S.volume(place, 0, nil), [.certain], half)
    }

    @Test func `any volume of any sibling straddles`() {
        let notice = S.notice(1, [inside, S.volume(S.box(5_000, 15_000))])
        S(records: [S.sector([:]), notice]).check(.sectorStraddled, [.certain])
        S(records: [S.sector([:]), S.notice(1, [inside])]).check(.sectorStraddled, [])
    }

    @Test func `each version of a sector that is in force counts`() {
        let one = S.sector(["ru": ["permitted"]])
        let other = S.sector(
            1,
            [Volume(place: S.wideBox(-9_000, 9_000))],
            ["ru": ["not_permitted"]]
        )
        let notice = S.notice(1, [inside])
        S(records: [one, other, notice, one]).check(.sectorNotPermitted, [.certain])
        S(records: [one, notice]).check(.sectorNotPermitted, [])
    }

    @Test(arguments: ["us", "us.2"])
    func `an acknowledgement beside an objection that was made apart is none`(other: String) {
        let notice = S.notice(1, [inside])
        var bank = S(records: [S.sector(["ru": ["notify_first"]]), notice])
        bank.statements = [
            S.statement(1, by: "us", .objected, notice),
            S.statement(2, by: other, .agreed, notice),
        ]
        bank.check(.sectorNeedsAcknowledgement, [])
        bank.apart = [[1, 2]]
        bank.check(.sectorNeedsAcknowledgement, [.certain])
    }
}
