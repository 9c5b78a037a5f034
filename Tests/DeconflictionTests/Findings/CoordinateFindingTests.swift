import BankModel
import Deconfliction
import Testing

/// Positions that look mistyped.
///
/// The bank of these cases lies around 34° N, 38° E.
@Suite struct CoordinateFindingTests {
    private typealias S = Sketch

    private let area = [Sketch.place(0, radius: 200_000)]

    private func suspicions(
        _ degrees: [(Double, Double)],
        area: [Place] = [],
        company: Bool = true
    ) -> (Finding.Certainty?, [FindingFact]) {
        let places = degrees.map {
            S.place(latitude: Int32($0.0 * 1e7), longitude: Int32($0.1 * 1e7))
        }
        let site = S.site(1, places)
        var bank = S(records: company ? [site, S.site(2, [S.place(0)])] : [site])
        bank.area = area
        let found = bank.findings().findings.first { finding in
            finding.rule == .coordinatesSuspect && finding.records[0].record == site.id
        }
        return (found?.certainty, found?.facts ?? [])
    }

    private func check(
        _ degrees: (Double, Double)...,
        area: [Place] = [],
        company: Bool = true,
        is expected: [FindingFact.Suspicion],
        _ certainty: Finding.Certainty? = nil,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let (found, facts) = suspicions(degrees, area: area, company: company)
        #expect(facts == expected.map { .suspicion($0) }, sourceLocation: location)
        #expect(found == certainty, sourceLocation: location)
    }

    @Test func `nobody means latitude and longitude 0`() {
        check((0, 0), is: [.nullIsland], .certain)
        check((0.0089, 0), is: [.nullIsland], .certain)
        check((0.0090, 0), is: [])
        check((0, -0.0089), is: [.nullIsland], .certain)
        check((34, 38), (0, 0), is: [.nullIsland], .certain)
    }

    @Test
    func `in a bank with an area, what is far outside is suspect, and what a mistake explains`() {
        check((34.5, 38.5), area: area, is: [])
        check((36.69, 38), area: area, is: [])
        check((36.72, 38), area: area, is: [.outsideArea], .certain)
        check((34.5, 38.5), (36.72, 38), area: area, is: [.outsideArea], .certain)
        check((38, 34), area: area, is: [.outsideArea, .swapped], .certain)
        check((-34, 38), area: area, is: [.outsideArea, .signFlipped], .certain)
        check((34, -38), area: area, is: [.outsideArea, .signFlipped], .certain)
        check((-34, -38), area: area, is: [.outsideArea, .signFlipped], .certain)
        // Swapped it is still in the area, so nothing says that it was.
        check((36, 36.2), area: [S.place(200_000, radius: 300_000)], is: [])
        check((35.9, 36.1), area: [S.place(0, radius: 250_000)], is: [])
        // In the area when swapped, and short of it by less than is far.
        check((36.2, 35.2), area: [S.place(0, radius: 300_000)], is: [.swapped], .possible)
    }

    @Test func `in a bank without an area, the other records' company tells`() {
        check((38, 34), is: [.swapped], .possible)
        check((38, 34), company: false, is: [])
        check((-34, 38), is: [.signFlipped], .possible)
        check((34, -38), is: [.signFlipped], .possible)
        check((38, 34.4), is: [.swapped], .possible)
        check((38, 34.5), is: [])
        check((34.1, 38.1), is: [])
        check((34.1, 38.1), (38, 34), is: [.swapped], .possible)
        check((38, 170), is: [])
    }

    @Test(arguments: [
        // A metre for digits that were left out, beside the uncertainties.
        (uncertainty: Int64(0), square: Int64(0), north: Int32(89), agrees: true),
        (uncertainty: 0, square: 0, north: 91, agrees: false),
        (uncertainty: 100_000, square: 0, north: 9_030, agrees: true),
        (uncertainty: 100_000, square: 0, north: 9_060, agrees: false),
        (uncertainty: 0, square: 100_000, north: -9_030, agrees: true),
        (uncertainty: 0, square: 100_000, north: -9_060, agrees: false),
        (uncertainty: 100_000, square: 100_000, north: 17_900, agrees: true),
    ])
    func `a form is another position where uncertainties do not explain it`(
        uncertainty: Int64,
        square: Int64,
        north: Int32,
        agrees: Bool
    ) throws {
        let latitude: Int32 = 340_000_000
        let longitude: Int32 = 380_000_000
        let position = try #require(Position(latitude: latitude + north, longitude: longitude))
        let form = WrittenPosition(position, uncertainty: square)
        let place = try #require(
            Place(latitude: latitude, longitude: longitude, uncertainty: uncertainty)
        )
        let far = try #require(Place(latitude: 0, longitude: 0, uncertainty: 0))
        #expect(form.agrees(with: .place(place)) == agrees)
        #expect(form.agrees(with: .volumes([far, place].map { Volume(place: $0) })) == agrees)
        #expect(!form.agrees(with: .volumes([Volume(place: far)])))
        #expect(form.agrees(with: .instant(0)))
        let suggested = try #require(Suggestion(field: .place, value: .place(place)))
        #expect(form.agrees(with: .suggestion(suggested)) == agrees)
    }

    @Test func `typed forms that disagree are suspect, whichever sibling has them`() {
        let site = S.site(1, [S.place(0), S.place(5_000)])
        let bank = S()
        for (words, facts) in [
            (["here"], []), (["far"], [FindingFact.suspicion(.formsDisagree)]),
            (["here", "far"], [.suspicion(.formsDisagree)]), (["not a position"], []),
        ] {
            let typed = site.typing(words, for: .place(S.place(0)))
            let view = RecordView(typed, charter: bank.charter) { text in
                let latitude: Int32? = ["here": 340_000_000, "far": 340_100_000][text]
                return latitude.flatMap { Position(latitude: $0, longitude: 380_000_000) }
                    .map { WrittenPosition($0, uncertainty: 0) }
            }
            let found = Check.coordinates(of: view, bank.terms(at: S.noon)) { _ in false }
            #expect(found?.facts ?? [] == facts)
            #expect(found?.certainty == (facts.isEmpty ? nil : .certain))
        }
    }

    @Test func `a withdrawn record is not suspect, and keeps nobody company`() {
        let mistaken = S.site(1, [S.place(latitude: 380_000_000, longitude: 340_000_000)])
        let company = S.target(2, [S.place(0)])
        S(records: [mistaken, company]).check(.coordinatesSuspect, [.possible, .possible])
        S(records: [S.withdrawn(mistaken), company]).check(.coordinatesSuspect, [])
        S(records: [mistaken, S.withdrawn(company)]).check(.coordinatesSuspect, [])
        S(records: [mistaken, S.notice()]).check(.coordinatesSuspect, [.possible])
    }
}

extension RecordState {
    /// The record with these words kept beside each sibling of this value.
    fileprivate func typing(_ words: [String], for value: Value) -> Self {
        let fields = fields.map { field in
            FieldState(
                field: field.field,
                merge: field.merge,
                live: field.live.map { sibling in
                    Sibling(
                        dot: sibling.dot,
                        author: sibling.author,
                        value: sibling.value,
                        aware: sibling.aware,
                        typed: sibling.value == value ? words : []
                    )
                },
                ghosts: field.ghosts
            )
        }
        return Self(id: id, kind: kind, creator: creator, counter: counter, fields: fields)
    }
}
