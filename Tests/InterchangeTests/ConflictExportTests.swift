import BankModel
import Testing

@testable import Interchange

/// What a file says of a record while people disagree about it.
struct ConflictExportTests {
    private let author: AuthorID

    init() throws { author = AuthorID(firstOf: try #require(PartnerID("us"))) }

    /// A record with these live values, each by an operation of its own.
    private func record(
        _ values: [(FieldID, [Value])],
        _ kind: Kind = .site
    ) throws -> ExportRecord {
        var index: UInt32 = 0
        func dot() -> Dot {
            index += 1
            return Dot(entry: Hash256(hashing: [1]), index: index)
        }
        let creation = dot()
        var fields: [FieldState] = []
        for (field, live) in [(FieldID.life, [Value.life(.inBank)])] + values {
            let siblings = live.map { value in
                Sibling(dot: dot(), author: author, value: value, aware: [])
            }
            fields.append(FieldState(field: field, merge: .register, live: siblings, ghosts: []))
        }
        let state = RecordState(
            id: creation,
            kind: kind.number,
            creator: author,
            counter: 9,
            fields: fields
        )
        return ExportRecord(state, id: "us-\(kind.letter)9", kind: kind, charter: charter)
    }

    private func export(_ record: ExportRecord, _ format: ExchangeFormat) -> String {
        var exporter = Exporter(format: format, kinds: [.site], attributeKeys: [])
        let bytes = exporter.opening() + exporter.record(record) + exporter.closing()
        return String(decoding: bytes, as: UTF8.self)
    }

    private func contested() throws -> ExportRecord {
        let places: [Value] = [
            .place(try place(10_000_000, 20_000_000, 5_000)),
            .place(try place(30_000_000, 40_000_000, 7_000, circle: 90_000)),
        ]
        let times: [Value] = [
            .interval(try #require(Interval(from: 0, until: 1_000))),
            .interval(try #require(Interval(from: 500, until: 86_400_000))),
        ]
        return try record([
            (.name, [.text("a"), .text("b")]), (.category, [.word("medical")]), (.place, places),
            (.validity, times), (.buffer, [.millimetres(1_000), .millimetres(3_000), .cleared]),
        ])
    }

    @Test func `GeoJSON has every place, the larger buffer and the longer time`() throws {
        let text = export(try contested(), .geojson)
        for part in [
            #""geometries":[{"type":"Point","coordinates":[2,1]},{"type":"Polygon","#,
            #""uncertainty_m":7,"radius_m":90,"#, #""buffer_m":500,"#,
            #""validity":{"from":"1970-01-01T00:00:00.000Z","until":"1970-01-02T00:00:00.000Z"}"#,
            #""jig:conflicted":["name","place","validity","buffer_m"]"#,
            #""jig:protective":["place","buffer_m","validity"]"#, #""name":["a","b"]"#,
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        #expect(!text.contains(#""name":"a""#))
    }

    @Test func `CSV has a row for every place, each with the same readings`() throws {
        let lines = export(try contested(), .csv).split(separator: "\r\n")
        #expect(lines.count == 3)
        for (line, place) in zip(lines.dropFirst(), ["1,2,5,,", "3,4,7,90,"]) {
            #expect(line.hasPrefix("us-s9,site,,medical,\(place),500,"), "\(line)")
            #expect(line.contains(",name;place;validity;buffer_m,place;buffer_m;validity,"))
        }
    }

    @Test(arguments: ExchangeFormat.allCases)
    func `an import leaves alone what was in conflict, whatever the file says`(
        format: ExchangeFormat
    ) throws {
        let text = export(try contested(), format)
            .replacing("\"medical\"", with: "\"school\"").replacing(",medical,", with: ",school,")
            .replacing(">medical<", with: ">school<")
            .replacing("us-s9,site,,", with: "us-s9,site,typed,")
        for idColumn in [nil, "id"] {
            let outcomes = try imported(text, format, idColumn: idColumn)
            #expect(outcomes.count == 1 && outcomes.rejected.isEmpty, "\(outcomes)")
            #expect(outcomes.rows.first?.values == [FieldValue(.category, .word("school"))])
        }
    }

    @Test func `a feature whose marks were flattened into text is left alone as well`() throws {
        let text = export(try contested(), .geojson)
            .replacing(
                #"["name","place","validity","buffer_m"]"#,
                with: #""[ \"name\", \"place\", \"validity\", \"buffer_m\" ]""#
            )
        let outcomes = try imported(text, .geojson)
        #expect(outcomes.rows.first?.values == [FieldValue(.category, .word("medical"))])
    }

    @Test func `a place of several positions is taken from no other file`() throws {
        let text = export(try contested(), .geojson)
            .replacing("\"jig:", with: "\"")
        #expect(try imported(text, .geojson).rejected.count == 1)
    }

    @Test func `another row of one record is no continuation where it says something else`() throws
    {
        let text = export(try contested(), .csv)
        let last = try #require(text.ranges(of: ",medical,").last)
        let changed = text[..<last.lowerBound] + ",school," + text[last.upperBound...]
        let outcomes = try imported(String(changed))
        #expect(outcomes.rows.count == 1)
        #expect(outcomes.rejected.first?.reason.contains("the record of line 2 again") == true)
    }

    @Test func `a buffer that follows from a category in conflict is read protectively`() throws {
        let words: [Value] = [.word("checkpoint"), .word("camp")]
        let open = try record([(.name, [.text("a")]), (.category, words)])
        #expect(export(open, .geojson).contains(#""buffer_m":1000,"#))
        let rows = try imported(export(open, .geojson), .geojson).rows
        #expect(rows.first?.values == [FieldValue(.name, .text("a"))])
        let stated = try record([(.category, words), (.buffer, [.millimetres(7_000)])])
        #expect(export(stated, .geojson).contains(#""buffer_m":7,"#))
        #expect(!export(stated, .geojson).contains("jig:protective"))
    }

    @Test func `what a partner may do in a sector is read as the least that anyone allows`() throws
    {
        let ru = try #require(PartnerID("ru"))
        let us = try #require(PartnerID("us"))
        for (words, least) in [
            (["permitted", "notify_first"], "notify_first"),
            (["notify_first", "not_permitted", "permitted"], "not_permitted"),
        ] {
            let areas = Value.volumes([Volume(place: try place(0, 0, 1))])
            let sector = try record(
                [
                    (.name, [.text("N")]), (.areas, [areas]), (.allowed(us), [.word("permitted")]),
                    (.allowed(ru), words.map { .word($0) }),
                ],
                .sector
            )
            #expect(sector.readingNames == ["allowed.ru"] && sector.conflictNames == ["allowed.ru"])
            let text = export(sector, .geojson)
            #expect(text.contains(#""allowed.us":"permitted""#))
            #expect(text.contains(#""allowed.ru":"\#(least)""#), "\(text)")
            #expect(text.contains(#""jig:protective":["allowed.ru"]"#))
            let drawn = export(sector, .kml)
            #expect(drawn.contains(#"<Data name="allowed.ru"><value>\#(least)</value>"#))
            let row = try #require(try imported(drawn, .kml, as: .sector).rows.first)
            #expect(Set(row.leftAlone) == [.allowed(ru)])
            #expect(row.values(of: .allowed(us)) == [.word("permitted")])
        }
    }

    @Test func `a record of which nobody disagrees has no marks`() throws {
        let agreed = try record([(.name, [.text("a")]), (.place, [.place(try place(1, 2, 3))])])
        #expect(!agreed.isConflicted)
        #expect(try contested().isConflicted)
        #expect(!export(agreed, .geojson).contains("jig:conflict"))
        #expect(!export(agreed, .geojson).contains("jig:protective"))
    }

    @Test func `a record that a field in conflict leaves without a place is not created`() throws {
        let rows = try imported(export(try contested(), .csv)).rows
        guard case .failure(let rejected) = try #require(rows.first).valuesForCreation(of: .site)
        else { return #expect(Bool(false)) }
        #expect(rejected.reason.contains("was in conflict when the file was exported"))
    }
}
