import BankModel
import Testing

@testable import Interchange

/// GeoJSON files as records.
struct GeoJSONImportTests {
    private static let good = #"""
        {"type":"Feature","geometry":{"type":"Point","coordinates":[2,1]},"properties":{"name":"ok"}}
        """#

    private func collection(_ features: String...) -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\n" + features.joined(separator: ",\n")
            + "\n]}\n"
    }

    private func feature(_ coordinates: String, _ properties: String = #"{"name":"a"}"#) -> String {
        #"{"type":"Feature","geometry":{"type":"Point","coordinates":\#(coordinates)},"#
            + #""properties":\#(properties)}"#
    }

    /// Imports a feature between two good ones.
    private func check(
        _ feature: String,
        isRejected part: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let outcomes = try imported(collection(Self.good, feature, Self.good), .geojson)
        #expect(outcomes.rows.map(\.line) == [2, 4], sourceLocation: location)
        let rejected = try #require(outcomes.rejected.first, sourceLocation: location)
        #expect(rejected.line == 3, sourceLocation: location)
        #expect(rejected.reason.contains(part), "\(rejected)", sourceLocation: location)
    }

    private func check(
        _ text: String,
        isRefused part: String,
        line: Int = 1,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        let refusal = try #require(try imported(text, .geojson).refusal, sourceLocation: location)
        #expect(refusal.description.contains(part), "\(refusal)", sourceLocation: location)
        #expect(refusal.line == line, sourceLocation: location)
    }

    @Test func `a feature's geometry and properties become fields`() throws {
        let properties = #"""
            {"name":"a","category":"medical","uncertainty_m":50,"radius_m":1.5,"buffer_m":"1km",
             "tags":["x","y"],"external_ids":"osm:1;b:2","remarks":["one","[two]"],"validity":{"from":
             "2016-01-01T00:00:00Z"},"verified":"2016-01-01 by us","grade":null,"beds":12,"lat":7,
             "open":true,"place":"near the bridge","more":{"a":[1,2.50]},"empty":""}
            """#
        let text = collection(feature("[38.25, 34.50000000000000001e0, 700.5]", properties))
        let row = try #require(
            try imported(text.replacing("0000000000001e0", with: "e0"), .geojson).rows.first
        )
        #expect(row.line == 2)
        #expect(
            row.values(of: .place) == [
                .place(try place(345_000_000, 382_500_000, 50_000, circle: 1500))
            ]
        )
        #expect(row.values(of: .category) == [.word("medical")])
        #expect(row.values(of: .buffer) == [.millimetres(1_000_000)])
        #expect(row.values(of: .tags) == [.word("x"), .word("y")])
        #expect(row.values(of: .externalIDs) == [.word("osm:1"), .word("b:2")])
        #expect(row.values(of: .remarks) == [.text("one"), .text("[two]")])
        #expect(row.values(of: .attribute("beds")) == [.text("12")])
        #expect(row.values(of: .attribute("open")) == [.text("true")])
        #expect(row.values(of: .attribute("lat")) == [.text("7")])
        #expect(row.values(of: .attribute("place")) == [.text("near the bridge")])
        #expect(row.values(of: .attribute("more")) == [.text(#"{"a":[1,2.5]}"#)])
        #expect(row.values.count == 17)
    }

    @Test func `a bad feature is rejected with its line, the others are taken`() throws {
        try check(feature("[0,91]"), isRejected: "latitude 91, which is not from -90 to 90")
        try check(feature("[180.1,0]"), isRejected: "longitude 180.1")
        try check(feature("[1e400,0]"), isRejected: "cannot be held exactly in line 3")
        try check(feature("[NaN,0]"), isRejected: "is not JSON: no JSON value in line 3")
        try check(feature("[\"1\",0]"), isRejected: "no [longitude, latitude]")
        try check(feature("[1]"), isRejected: "no [longitude, latitude]")
        try check(feature("[1,2,3,4]"), isRejected: "no [longitude, latitude]")
        try check(feature("5"), isRejected: "no [longitude, latitude]")
        try check(feature("[1,2]", "[]"), isRejected: "`properties` that are no object")
        try check(feature("[1,2]", #"{"name":"a","name":"b"}"#), isRejected: "a second time")
        try check(feature("[1,2]", #"{"name":"a","Name":"b"}"#), isRejected: "gives `name` twice")
        try check(feature("[1,2]", #"{"name":"a\u0000"}"#), isRejected: "control character 0")
        try check(feature("[1,2]", #"{"name":"a","category":"weapon"}"#), isRejected: "no such")
        try check(feature("[1,2]", #"{"name":"a","tags":[["x"]]}"#), isRejected: "is refused")
        try check(feature("[1,2]", #"{"name":"a","buffer_m":{}}"#), isRejected: "no number")
        try check(feature("[1,2]", #"{"name":"a","\u0007":1}"#), isRejected: "an attribute's name")
        try check("{\"type\":\"Point\",\"coordinates\":[1,2]}", isRejected: "is not a Feature")
        try check("5", isRejected: "is not a Feature")
        try check("null", isRejected: "is not a Feature")
        try check("\"}\\\"]\"", isRejected: "is not a Feature")
        try check("[[[{}]]]", isRejected: "is not a Feature")
        try check("{\"type\":\"Feature\"]", isRejected: "no comma")
        let line =
            #"{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}"#
        try check(line, isRejected: "a LineString and no `half_width_m` among its properties")
        try check(
            #"{"type":"Feature","geometry":{},"properties":{}}"#,
            isRejected: "without a type"
        )
        try check(
            #"{"type":"Feature","geometry":null,"properties":{"name":"a"}}"#,
            isRejected: "has no `place`"
        )
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        try check(feature("[1,2]", #"{"name":"a","x":\#(deep)}"#), isRejected: "deeper than 32")
        let long = String(repeating: "x", count: Limits.importRowBytesMax)
        try check(feature("[1,2]", #"{"name":"\#(long)"}"#), isRejected: "is longer than 4194304")
    }

    @Test func `a file that is no FeatureCollection is refused`() throws {
        try check("", isRefused: "ends before a feature")
        try check("[]", isRefused: "the brace of a FeatureCollection")
        try check("{}", isRefused: "is not a FeatureCollection")
        try check("{", isRefused: "ends before a feature")
        try check("name,lat,lon\n", isRefused: "the brace of a FeatureCollection")
        try check(Self.good, isRefused: #"is a "Feature", not a FeatureCollection"#)
        try check(#"{"features":5}"#, isRefused: "`features` is not an array")
        try check(#"{"features":[],"features":[]}"#, isRefused: "there twice")
        try check(#"{"features":[],,}"#, isRefused: "where a key belongs")
        try check(#"{"features":[,]}"#, isRefused: "where a feature belongs")
        try check(#"{"features":[] "x":1}"#, isRefused: "a comma or a closing brace")
        try check(
            "{\"type\":\"FeatureCollection\",\n\"bbox\":[1,]}",
            isRefused: "not JSON",
            line: 2
        )
        try check(collection() + "x", isRefused: "the end of the file", line: 4)
        try check(
            #"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}}}"#,
            isRefused: "not of WGS 84"
        )
    }

    @Test func `a comma that is missing ends the file behind what was read`() throws {
        let text = collection(Self.good, Self.good + Self.good)
        let outcomes = try imported(text, .geojson)
        #expect(outcomes.rows.map(\.line) == [2, 3])
        #expect(
            outcomes.refusal?.message
                == "line 3: `{` stands where a comma or a closing bracket belongs"
        )
    }

    @Test func `a collection says what it likes beside its features`() throws {
        let text = #"""
            {"name":"x","features":[],"type":"FeatureCollection","bbox":[1,2,3,4],"more":{"]":"}"},
            "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}} 
            """#
        #expect(try imported(text, .geojson).isEmpty)
    }

    @Test func `a file cut short says so behind what was read`() throws {
        let text = collection(Self.good, Self.good)
        for length in 1..<text.utf8.count - 2 {
            let outcomes = try imported(Array(text.utf8.prefix(length)), .geojson)
            let isCut = outcomes.rejected.last?.reason.hasPrefix("is cut short") ?? false
            #expect(isCut || outcomes.refusal != nil, "after \(length) bytes")
            #expect(outcomes.rejected.count <= 1)
        }
        let last = try imported(Array(text.utf8.dropLast(6)), .geojson)
        #expect(last.rows.map(\.line) == [2] && last.rejected.map(\.line) == [3])
    }

    @Test func `where the chunks end makes no difference`() throws {
        let text = collection(
            Self.good,
            feature("[0,91]"),
            feature("[1,2]", #"{"name":"é\"}\\","x":[{"a":"]"}]}"#)
        )
        let marked = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        let expected = try imported(text, .geojson)
        #expect(expected.rows.count == 2 && expected.rejected.count == 1)
        for chunk in 1...marked.count {
            #expect(try imported(marked, .geojson, chunk: chunk) == expected)
        }
    }

    @Test func `a feature is named by a property or by its id`() throws {
        let text = collection(
            #"{"type":"Feature","id":17,"geometry":null,"properties":{"icao":"OSDI"}}"#,
            #"{"type":"Feature","geometry":null,"properties":{}}"#
        )
        let byProperty = try imported(text, .geojson, idColumn: "icao")
        #expect(byProperty.rows.map(\.identity?.externalID) == ["icao:OSDI"])
        #expect(byProperty.rejected.map(\.line) == [3])
        let byID = try imported(text, .geojson, idColumn: "id")
        #expect(byID.rows.map(\.identity?.externalID) == ["id:17"])
        let none =
            #"{"type":"Feature","id":17,"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":"a"}}"#
        let row = try imported(collection(none), .geojson).rows.first
        #expect(row?.identity == nil && row?.values(of: .attribute("id")) == [.text("17")])
    }
}
