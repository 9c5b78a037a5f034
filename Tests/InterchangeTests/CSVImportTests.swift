import BankModel
import Testing

@testable import Interchange

/// CSV files as records.
struct CSVImportTests {
    private func check(
        _ text: String,
        as kind: Kind = .site,
        map rules: [String] = [],
        idColumn: String? = nil,
        isRefused part: String,
        line: Int? = 1,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let refusal = try imported(text, as: kind, map: rules, idColumn: idColumn).refusal
        let found = try #require(refusal, sourceLocation: location)
        #expect(found.description.contains(part), "\(found)", sourceLocation: location)
        #expect(found.line == line, sourceLocation: location)
    }

    /// Imports one row under a header that has all that a site needs.
    private func check(
        _ row: String,
        header: String = "name,lat,lon,uncertainty_m",
        isRejected part: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let good = header.split(separator: ",").map {
            ["name": "ok", "lat": "1", "lon": "1", "mgrs": "31NAA6602000000"][$0] ?? ""
        }
        .joined(separator: ",")
        let outcomes = try imported("\(header)\n\(good)\n\(row)\n\(good)\n")
        #expect(outcomes.rows.map(\.line) == [2, 4], sourceLocation: location)
        let rejected = try #require(outcomes.rejected.first, sourceLocation: location)
        #expect(rejected.line == 3, sourceLocation: location)
        #expect(rejected.reason.contains(part), "\(rejected)", sourceLocation: location)
    }

    @Test func `a column of positions is the place, or another form of it`() throws {
        let square = try place(344_999_999, 382_499_961, 1_000)
        let alone = try #require(
            try imported("name,mgrs,uncertainty_m\na, 37SDU3114617852 ,1\n").rows.first
        )
        #expect(alone.values(of: .place) == [.place(square)])
        #expect(alone.values.first { $0.field == .place }?.typed == ["37SDU3114617852"])
        let both = try #require(
            try imported("name,lat,lon,MGRS,utm\na,34.5,38.25,37SDU3114617852,\n").rows.first
        )
        #expect(
            both.values(of: .place) == [.place(try place(345_000_000, 382_500_000, 1_000_000))]
        )
        #expect(both.values.first { $0.field == .place }?.typed == ["37SDU3114617852"])
        let mapped = try #require(
            try imported("name,where\na,\"34.5,38.25\"\n", map: ["where=position"]).rows.first
        )
        #expect(mapped.values(of: .place) == both.values(of: .place))
        #expect(mapped.values.first { $0.field == .place }?.typed == [])
        let constant = try #require(
            try imported("name,lat,lon\na,1,1\n", map: ["=validity:221200Z SEP 16.."]).rows.first
        )
        #expect(constant.defaults.first { $0.field == .validity }?.typed == ["221200Z SEP 16"])
        let left = try #require(
            try imported("name,lat,lon,mgrs\na,1,1,x\n", map: ["mgrs=attributes.mgrs"]).rows.first
        )
        #expect(left.values(of: .attribute("mgrs")) == [.text("x")])
    }

    @Test func `a square leaves its place as uncertain as it is large`() throws {
        let large = try #require(try imported("name,mgrs\na,37SDU31\n").rows.first)
        guard case .place(let place)? = large.values(of: .place).first else {
            Issue.record("no place")
            return
        }
        #expect(place.uncertainty == 7_114_008)
        try check(
            "a,37SDU31,1",
            header: "name,mgrs,uncertainty_m",
            isRejected: "its square implies"
        )
    }

    @Test func `what is no position rejects its row, and half of one the file`() throws {
        try check("a,1,1,37SDI31", header: "name,lat,lon,mgrs", isRejected: "the letter I")
        try check(
            "a,1,1,\"1,1,5m\"",
            header: "name,lat,lon,mgrs",
            isRejected: "more than a position"
        )
        try check("name,lat,mgrs\na,1,37SDU31\n", isRefused: "none for longitude")
        try check("name,place,mgrs\na,\"1,1,5m\",37SDU31\n", isRefused: "both `place` and columns")
    }

    @Test func `well-known columns map themselves, others become attributes`() throws {
        let text = """
            lat,lon,name,admin1,admin2,cc
            34.93998,36.32212,`Ayn Halaqim,Hama,,SY
            """
        let row = try #require(try imported(text).rows.first)
        #expect(row.line == 2 && row.identity == nil)
        #expect(row.values(of: .name) == [.text("`Ayn Halaqim")])
        #expect(row.values(of: .place) == [.place(try place(349_399_800, 363_221_200, 1_000_000))])
        #expect(row.values(of: .attribute("admin1")) == [.text("Hama")])
        #expect(row.values(of: .attribute("admin2")) == [])
        #expect(row.values(of: .attribute("cc")) == [.text("SY")])
        #expect(row.values.count == 4)
        #expect(
            row.defaults == [
                FieldValue(.category, .word("other")), FieldValue(.name, .text("unnamed")),
            ]
        )
    }

    @Test func `every field has its column`() throws {
        let text = """
            Name,CATEGORY,Latitude,Lng,uncertainty_m,shape,radius_m,buffer_m,function,verified,\
            validity,review_by,grade,tags,external_ids,remarks,attributes.Note
            a,medical,1,2,5m,circle,10,1km,functioning,2016-01-01 by x,2016-01-01..,2017-01-01,B2,\
            b;a|b,"x:1; y:2",c; d,n
            """
        let row = try #require(try imported(text).rows.first)
        #expect(
            row.values(of: .place) == [
                .place(try place(10_000_000, 20_000_000, 5000, circle: 10_000))
            ]
        )
        #expect(row.values(of: .buffer) == [.millimetres(1_000_000)])
        #expect(row.values(of: .tags) == [.word("b"), .word("a")])
        #expect(row.values(of: .externalIDs) == [.word("x:1"), .word("y:2")])
        #expect(row.values(of: .remarks) == [.text("c; d")])
        #expect(row.values(of: .attribute("Note")) == [.text("n")])
        #expect(row.values(of: .function) == [.word("functioning")])
        #expect(row.values.count == 15)
    }

    @Test func `a place may come as it is typed`() throws {
        let row = try imported("name,place\na,\"1,2,5m\"\n").rows.first
        #expect(row?.values(of: .place) == [.place(try place(10_000_000, 20_000_000, 5000))])
    }

    @Test func `the mapping has the last word`() throws {
        let text = "title,name,y,x,junk,kind\nA,alias,1,2,?,medical\n"
        let rules = [
            "title=name", "y=lat", "x=lon", "junk=", "kind=category", "=uncertainty_m:250m",
        ]
        let row = try #require(try imported(text, map: rules).rows.first)
        #expect(row.values(of: .name) == [.text("A")])
        #expect(row.values(of: .attribute("name")) == [.text("alias")])
        #expect(row.values(of: .category) == [.word("medical")])
        #expect(row.values(of: .place) == [.place(try place(10_000_000, 20_000_000, 250_000))])
        #expect(row.values.count == 4)
    }

    @Test func `a constant is for new records whose rows are silent`() throws {
        let text = "id,name,lat,lon,category\n1,a,1,2,\n2,b,1,2,medical\n"
        let rows = try imported(text, map: ["=category:school"], idColumn: "id").rows
        #expect(rows.map { $0.values(of: .category) } == [[], [.word("medical")]])
        let created = try rows.map { try $0.valuesForCreation(of: .site).get() }
        #expect(created[0].contains(FieldValue(.category, .word("school"))))
        #expect(!created[1].contains(FieldValue(.category, .word("school"))))
        #expect(created[0].contains(FieldValue(.externalIDs, .word("id:1"))))
    }

    @Test func `a mapping that cannot be is refused before the file is read`() throws {
        let table = [
            (["x=nme"], "no field `nme`; map to one of name, category, place"),
            (["x=@life"], "no field"), (["x"], "does not map a column"), (["=x"], "does not map"),
            (["x=name", "x=control"], "mapped twice"), (["=nme:x"], "no field"),
            (["=category:weapon"], "no such category"), (["=tags:a"], "one value for all rows"),
            (["=place:1,2"], "mandatory"), (["=grade:Z9"], "grade"),
        ]
        for (rules, part) in table {
            for format in ExchangeFormat.allCases
            where !(format == .geojson && rules == ["=place:1,2"]) {
                do {
                    let mapping = try ImportMapping(rules: rules)
                    _ = try Importer(
                        format: format,
                        kind: .site,
                        charter: charter,
                        mapping: mapping
                    )
                    Issue.record("\(rules) is taken")
                } catch {
                    #expect(error.description.contains(part), "\(error)")
                    #expect(error.line == nil)
                }
            }
        }
    }

    @Test func `a header that cannot be is refused, and says why`() throws {
        try check("", isRefused: "empty")
        try check("\n\n", isRefused: "empty")
        try check("title,lat,lon\n", isRefused: "no column gives `name`")
        try check("title,lat,lon\n", isRefused: "the columns are `title`, `lat`, `lon`")
        try check("name\na\n", isRefused: "no column gives `place`")
        try check("name,lat\n", isRefused: "none for longitude")
        try check("name,lon\n", isRefused: "none for latitude")
        try check("name,place,radius_m\n", isRefused: "a column for `radius_m`")
        try check("name,place,lat,lon\n", isRefused: "both `place`")
        try check("name,lat,latitude,lon\n", isRefused: "`lat` and `latitude` both give `lat`")
        try check("name,lat,lon,a,a\n", isRefused: "`a` and `a` both give `attributes.a`")
        try check("name,lat,lon\n", as: .target, isRefused: "no column gives `category`")
        try check("name;lat;lon\n", isRefused: "separated by semicolons")
        try check("name\tlat\tlon\n", isRefused: "separated by tabs")
        try check("name,lat,lon\n", map: ["x=grade"], isRefused: "no column `x`")
        try check("name,lat,lon\n", idColumn: "icao", isRefused: "no column `icao`")
        try check(
            "name,lat,lon,??\n",
            idColumn: "??",
            isRefused: "cannot be an id column",
            line: nil
        )
        try check("\"name\n", isRefused: "cut short")
        try check("na\"me,lat,lon\n", isRefused: "a quote inside cell 1")
        let long = String(repeating: "k", count: 64)
        #expect(try imported("name,lat,lon,\(long)\na,1,2,v\n").rows.count == 1)
        try check("name,lat,lon,\(long)k\n", isRefused: "cannot be an attribute's name")
        try check("name,lat,lon,\"a\u{7}\"\n", isRefused: "`a\\u{7}` cannot be")
        try check(String(repeating: "c,", count: 1_000_000), isRefused: "more than 1000 cells")
    }

    @Test func `a file that is not text is refused, and what came before it is handed out`() throws
    {
        func refusal(_ bytes: [UInt8]) throws -> String {
            try #require(try imported(bytes).refusal).reason
        }
        #expect(try refusal([0x1F, 0x8B, 8, 0, 0]).contains("gzip"))
        #expect(try refusal([0xFF, 0xFE, 0x6E, 0]).contains("UTF-16"))
        #expect(try refusal([0x50, 0x4B, 3, 4]).contains("spreadsheet"))
        #expect(try refusal([0x7F, 0x45, 0x4C, 0x46, 0, 0]).contains("NUL"))
        #expect(try refusal([0xC0, 0x80, 0x2C]).contains("header row is not UTF-8"))
        let text = "name,lat,lon\na,1,2\nb,1,2\nc\u{0},1,2\nd,1,2\n"
        for chunk in 1...text.utf8.count {
            let outcomes = try imported(Array(text.utf8), chunk: chunk)
            #expect(outcomes.rows.map(\.line) == [2, 3])
            #expect(outcomes.refusal?.line == 4)
            #expect(outcomes.count == 3)
        }
    }

    @Test func `a bad row is rejected with its line, the others are taken`() throws {
        try check("x,91,1,1", isRejected: "`91` is not a latitude: it must lie from -90 to 90")
        try check("x,NaN,1,1", isRejected: "`NaN` is not a latitude")
        try check("x,1,inf,1", isRejected: "`inf` is not a longitude")
        try check("x,1e400,1,1", isRejected: "must lie from -90 to 90")
        try check("x,1,-180.1,1", isRejected: "must lie from -180 to 180")
        try check("x,1,,1", isRejected: "no longitude")
        try check("x,,,", isRejected: "has no `place`")
        try check("x,1,1", isRejected: "has 3 cells where the header has 4")
        try check("x,1,1,1,", isRejected: "has 5 cells where the header has 4")
        try check("x,1,1,-5", isRejected: "is not a length")
        try check("x\u{7},1,1,1", isRejected: "control character")
        try check("a\"b,1,1,1", isRejected: "a quote inside cell 1")
        try check(
            String(repeating: "n", count: 257) + ",1,1,1",
            isRejected: "257 bytes, more than 256"
        )
        try check(
            "x,1,1,oval",
            header: "name,lat,lon,shape",
            isRejected: "neither point nor circle"
        )
        try check("x,1,1,circle", header: "name,lat,lon,shape", isRejected: "without a radius")
        try check("x,1,1,point,5", header: "name,lat,lon,shape,radius_m", isRejected: "a radius")
        try check("x,1,1,0", header: "name,lat,lon,radius_m", isRejected: "no place may have")
        try check("x,1,1,weapon", header: "name,lat,lon,category", isRejected: "no such category")
        try check("x,1,1,Not A Tag", header: "name,lat,lon,tags", isRejected: "is refused")
        try check(
            "x,1,1," + String(repeating: "v", count: 16_385),
            header: "name,lat,lon,note",
            isRejected: "16385 bytes, more than 16384"
        )
        let tags = (0...64).map { "t\($0)" }.joined(separator: ";")
        try check("x,1,1,\(tags)", header: "name,lat,lon,tags", isRejected: "more than 64 tags")
    }

    @Test func `a cell that is not UTF-8 costs its row`() throws {
        for bytes: [UInt8] in [[0xC3], [0xFF], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] {
            let text = Array("name,lat,lon,note\na,1,2,".utf8) + bytes + Array("\nb,1,2,c\n".utf8)
            let outcomes = try imported(text)
            #expect(outcomes.rows.map(\.line) == [3])
            #expect(
                outcomes.rejected == [
                    RejectedRow(line: 2, reason: "is not UTF-8 text in `attributes.note`")
                ]
            )
        }
    }

    @Test func `attributes are limited`() throws {
        let keys = (1...65).map { "k\($0)" }.joined(separator: ",")
        let full = String(repeating: ",v", count: 64)
        let outcomes = try imported("name,lat,lon,\(keys)\na,1,2\(full),\nb,1,2\(full),v\n")
        #expect(outcomes.rows.map(\.line) == [2])
        #expect(outcomes.rejected.first?.reason == "has more than 64 attributes")
    }

    @Test func `an id column names the record`() throws {
        let text =
            "ICAO Code,name,lat,lon\nOSDI,Damascus,33,36\n ,x,1,1\n\"a\u{7}\",y,1,1\nOSAP,,,\n"
        let outcomes = try imported(text, idColumn: "icao code")
        let row = try #require(outcomes.rows.first)
        #expect(row.identity?.externalID == "icao_code:OSDI" && row.identity?.spokenID == nil)
        #expect(row.values(of: .attribute("ICAO Code")).isEmpty)
        #expect(row.values(of: .externalIDs).isEmpty)
        #expect(outcomes.rejected.map(\.line) == [3, 4])
        let silent = try #require(outcomes.rows.last)
        #expect(silent.line == 5 && silent.values.isEmpty)
        #expect(throws: RejectedRow(line: 5, reason: "has no `place`")) {
            try silent.valuesForCreation(of: .site).get()
        }
    }

    @Test func `an id of ours is recognised in the column id alone`() throws {
        let text = "id,code,name,lat,lon\nus-s9,us-s9,a,1,1\n17,17,b,1,1\n"
        let rows = try imported(text, idColumn: "id").rows
        #expect(rows.map(\.identity?.spokenID?.description) == ["us-s9", nil])
        #expect(rows.map(\.identity?.externalID) == ["id:us-s9", "id:17"])
        let others = try imported(text, idColumn: "code").rows
        #expect(others.map(\.identity?.spokenID) == [nil, nil])
        #expect(try imported(text).rows.first?.values(of: .attribute("id")) == [.text("us-s9")])
    }

    @Test func `marks, line ends and chunks make no difference`() throws {
        let text = "name,lat,lon,note\r\n\"a\r\nb\",1,2,é\r\n\"c\"\"d\",3,4,\r\ne,5,6,\"=1\"\r\n"
        let expected = try imported(text)
        #expect(expected.rows.map(\.line) == [2, 4, 5])
        #expect(expected.rows.first?.values(of: .name) == [.text("a\nb")])
        for marked in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
            for chunk in 1...marked.count {
                #expect(try imported(marked, chunk: chunk) == expected)
            }
        }
    }

    @Test func `a file cut short in quotes loses its last row alone`() throws {
        let outcomes = try imported("name,lat,lon\na,1,2\n\"b,1,2\nc,1,2\n")
        #expect(outcomes.rows.map(\.line) == [2])
        #expect(
            outcomes.rejected == [
                RejectedRow(line: 3, reason: "is cut short: the file ends inside quotes")
            ]
        )
    }

    @Test func `a site without a name is kept, a target without one is not`() throws {
        let text = "name,category,lat,lon\n,medical,1,2\n"
        let row = try #require(try imported(text).rows.first)
        let created = try row.valuesForCreation(of: .site).get()
        #expect(created.contains(FieldValue(.name, .text("unnamed"))))
        #expect(row.values(of: .name).isEmpty)
        let outcomes = try imported(text, as: .target)
        #expect(outcomes == [.rejected(RejectedRow(line: 2, reason: "has no `name`"))])
    }

    @Test func `what was assumed is noted`() throws {
        var importer = try Importer(format: .csv, kind: .site, charter: charter)
        _ = importer.feed(Array("name,lat,lon,cc\na,1,2,SY\n,1,2,SY\n".utf8))
        _ = importer.finish()
        #expect(
            importer.notes == [
                "Where the file has no category, new records get `other`.",
                "Rows without a name: 1. New records get `unnamed`.",
                "Positions without an uncertainty: 2. 1000 m is assumed.",
                "Columns that no field names are kept as attributes: `cc`.",
            ]
        )
    }
}
