import BankModel
import ControlAPI
import Testing

@testable import Daemon

@Suite struct QueryTests {
    @Test func `a query of nothing asks for the first page of all that is in the bank`() throws {
        let query = try RecordQuery(nil)
        #expect(query == RecordQuery())
        #expect(query.limit == Limits.controlPageRecords && !query.includesWithdrawn)
    }

    @Test func `every parameter of a list is read`() throws {
        let query = try RecordQuery(
            "kind=site&near=34.5%2C-38.25%2C0.5&text=a%20b%2Bc+d&conflicted=true&withdrawn=true"
                + "&limit=1000&after=%D1%8F"
        )
        #expect(query.kind == "site")
        #expect(
            query.near == .init(latitude: 345_000_000, longitude: -382_500_000, radius: 500_000)
        )
        #expect(query.text == "a b+c+d")
        #expect(query.onlyConflicted && query.includesWithdrawn)
        #expect(query.limit == Limits.controlPageRecordsMax && query.after == "я")
    }

    @Test func `a page of conflicts has a size and begins behind a number`() throws {
        #expect(try ConflictQuery(nil) == ConflictQuery())
        let query = try ConflictQuery("limit=1000&after=17")
        #expect(query.limit == Limits.controlPageRecordsMax && query.after == 17)
        let faults = [
            "limit=0", "limit=1001", "after=0", "after=-1", "after=x", "after=", "kind=site",
        ]
        for fault in faults { #expect(throws: Failure.self) { try ConflictQuery(fault) } }
    }

    @Test(arguments: [
        ("90,180,1", true), ("-90,-180,1", true), ("90.0000001,0,1", false),
        ("0,180.0000001,1", false),
        ("0,0,0", false), ("0,0,-1", false), ("0,0,0.000001", true), ("0,0,0.0000001", false),
        ("0,0,20037.508343", true), ("0,0,20037.508344", false), ("0,0", false), ("0,0,1,1", false),
        ("1e1,0,1", false), (" 1,0,1", false), ("+1,0,1", false), (".5,0,1", false),
        ("5.,0,1", false),
        ("99999999999999999999,0,1", false), ("0x10,0,1", false), ("--1,0,1", false), (",,", false),
    ])
    func `a circle is three plain numbers within their ranges`(text: String, isOne: Bool) {
        #expect((RecordQuery.Circle(typed: text) != nil) == isOne)
    }

    @Test(arguments: [
        ("0", 7, 0), ("34.5", 7, 345_000_000), ("-0.00000005", 7, -1), ("0.00000004", 7, 0),
        ("0.00000005", 7, 1), ("-34.12345678", 7, -341_234_568), ("12", 0, 12), ("12.5", 0, 13),
    ])
    func `a decimal number is rounded to the nearest`(text: String, digits: Int, expected: Int64) {
        #expect(FixedPoint.read(text[...], digits: digits) == expected)
    }

    @Test func `columns are mapped in order, and the last equals sign parts them`() throws {
        let query = try ImportQuery(
            "kind=site&map=a%3Dname&map=b%3Dc%3Dtags&dry_run=true&id_column=x"
        )
        #expect(
            query
                == ImportQuery(
                    kind: "site",
                    idColumn: "x",
                    isDryRun: true,
                    map: [.init(column: "a", field: "name"), .init(column: "b=c", field: "tags")]
                )
        )
    }

    @Test func `a file without a format is CSV`() throws {
        #expect(try ExportQuery(nil) == ExportQuery(format: .csv))
        #expect(try ImportQuery("kind=site").format == .csv)
    }

    @Test func `every format that is written is asked for, and events are not taken`() throws {
        for format in ExportFileFormat.allCases {
            #expect(try ExportQuery("format=\(format.rawValue)").format == format)
        }
        for format in FileFormat.allCases {
            #expect(try ImportQuery("kind=site&format=\(format.rawValue)").format == format)
        }
        #expect(throws: Failure.self) { try ImportQuery("kind=site&format=cot") }
    }

    @Test func `a query has at most as many parameters as the limit says`() throws {
        let map = (1..<Limits.controlParametersMax).map { "map=c\($0)%3Dname" }
        let most = "kind=site&" + map.joined(separator: "&")
        #expect(throws: Never.self) { try ImportQuery(most) }
        #expect(throws: Failure.self) { try ImportQuery(most + "&map=c%3Dname") }
    }
}
