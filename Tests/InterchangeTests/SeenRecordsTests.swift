import BankModel
import Testing

@testable import Interchange

/// One file, and the records that it names.
struct SeenRecordsTests {
    private static let csv = """
        code,name,lat,lon,uncertainty_m
        7,one,1,1,1
        8,two,1,1,1
        7,three,2,2,2
        7,four,2,2,2
        """
    private static let features = ["7", "8", "7", "7"].map { code in
        #"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,1]},"#
            + #""properties":{"code":"\#(code)","name":"a","uncertainty_m":1}}"#
    }
    private static let geojson =
        "{\"type\":\"FeatureCollection\",\"features\":[\n" + features.joined(separator: ",\n")
        + "\n]}"

    @Test(arguments: [(csv, ExchangeFormat.csv), (geojson, .geojson)], [1, 7, Int.max])
    func `a record is named once, and a later row says in which line`(
        file: (text: String, format: ExchangeFormat),
        chunk: Int
    ) throws {
        let outcomes = try imported(
            Array(file.text.utf8),
            file.format,
            idColumn: "code",
            chunk: chunk
        )
        #expect(outcomes.rows.map(\.line) == [2, 3])
        #expect(outcomes.rejected.map(\.line) == [4, 5])
        for row in outcomes.rejected {
            #expect(row.reason == "names the record of line 2 again: code:7")
        }
    }

    @Test func `rows without an id may be equal`() throws {
        #expect(try imported(Self.csv).rows.count == 4)
    }

    @Test func `a row that was rejected names no record`() throws {
        let text = Self.csv.replacing("7,one,1,1,1", with: "7,one,91,1,1")
        let outcomes = try imported(text, idColumn: "code")
        #expect(outcomes.rows.map(\.line) == [3, 4] && outcomes.rejected.map(\.line) == [2, 5])
    }

    @Test(arguments: [
        ("é", 0), ("e\u{301}", 1), ("e\u{301}\r\nx", 1), ("é\r\nx", 0), ("\u{1100}\u{1161}", 1),
    ])
    func `text that is put into normal form is counted`(name: String, count: Int) throws {
        var importer = try Importer(format: .csv, kind: .site, charter: charter)
        _ = importer.feed(Array("name,lat,lon\n\"\(name)\",1,1\n".utf8))
        _ = importer.finish()
        let notes = importer.notes.filter { $0.contains("normal form C") }
        #expect(notes.count == count)
        #expect(notes.allSatisfy { $0.hasSuffix(": 1.") })
    }
}
