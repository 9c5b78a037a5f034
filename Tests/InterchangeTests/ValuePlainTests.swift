import BankModel
import Testing

@testable import Interchange

/// The forms that values have in JSON.
struct ValuePlainTests {
    private func value(_ json: String, as name: String) throws -> Value {
        let plain = try JSONReader.parse(Array(json.utf8))
        return try ValuePlain.parse(plain, as: field(name), in: charter, kind: .site)
    }

    private func check(
        _ json: String,
        as name: String,
        isRefused part: String,
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        do {
            let value = try value(json, as: name)
            Issue.record("\(json) is read as \(value)", sourceLocation: location)
        } catch let error as ValueError {
            #expect(error.description.contains(part), "\(error)", sourceLocation: location)
        }
    }

    @Test func `a place is an object of numbers`() throws {
        let json = #"{"lat":34.5,"lon":38.25,"uncertainty_m":100,"shape":"circle","radius_m":1.5}"#
        let expected = try place(345_000_000, 382_500_000, 100_000, circle: 1500)
        #expect(try value(json, as: "place") == .place(expected))
        #expect(JSONWriter.text(ValuePlain.plain(of: .place(expected))) == json)
        let point = #"{"uncertainty_m":"1km","lon":38.250000000000004,"lat":34.5,"radius_m":null}"#
        #expect(
            try value(point, as: "place") == .place(place(345_000_000, 382_500_000, 1_000_000))
        )
    }

    @Test func `what is no place is refused with what it lacks`() throws {
        try check(#"{"lat":91,"lon":0,"uncertainty_m":1}"#, as: "place", isRefused: "-90 to 90")
        try check(#"{"lat":1e10,"lon":0,"uncertainty_m":1}"#, as: "place", isRefused: "-90 to 90")
        try check(#"{"lat":0,"lon":0}"#, as: "place", isRefused: "mandatory")
        try check(#"{"lat":0,"uncertainty_m":1}"#, as: "place", isRefused: "has no `lon`")
        try check(#"{"lat":"0","lon":0,"uncertainty_m":1}"#, as: "place", isRefused: "`lat`")
        try check(
            #"{"lat":0,"lon":0,"uncertainty_m":1,"alt":3}"#,
            as: "place",
            isRefused: "`alt`"
        )
        try check(
            #"{"lat":0,"lon":0,"uncertainty_m":1,"shape":"circle"}"#,
            as: "place",
            isRefused: "without `radius_m`"
        )
        try check(
            #"{"lat":0,"lon":0,"uncertainty_m":1,"shape":"point","radius_m":1}"#,
            as: "place",
            isRefused: "a point with"
        )
        try check(
            #"{"lat":0,"lon":0,"uncertainty_m":1,"shape":5}"#,
            as: "place",
            isRefused: "`shape`"
        )
        try check(
            #"{"lat":0,"lon":0,"uncertainty_m":-1}"#,
            as: "place",
            isRefused: "0 to 500 km"
        )
        try check("[34.5,38.25,100]", as: "place", isRefused: "is not an object")
    }

    @Test func `every field reads its typed form as a string`() throws {
        #expect(
            try value(#""34.5,38.25,100m""#, as: "place")
                == .place(place(345_000_000, 382_500_000, 100_000))
        )
        #expect(try value(#""1.5km""#, as: "buffer_m") == .millimetres(1_500_000))
        #expect(try value("1.5", as: "buffer_m") == .millimetres(1500))
    }

    @Test func `null clears what may be cleared`() throws {
        #expect(try value("null", as: "buffer_m") == .cleared)
        try check("null", as: "name", isRefused: "cannot be cleared")
        try check("null", as: "tags", isRefused: "cannot be cleared")
    }

    @Test func `a value of another type is refused`() throws {
        try check("5", as: "name", isRefused: "is not a string")
        try check("true", as: "category", isRefused: "is not a string")
        try check("[]", as: "tags", isRefused: "is not a string")
        try check("true", as: "buffer_m", isRefused: "no number")
        try check("-1", as: "buffer_m", isRefused: "0 to 500 km")
        try check("5", as: "validity", isRefused: "is not an object")
        try check("{}", as: "validity", isRefused: "open at both ends")
        try check(#"{"from":5}"#, as: "validity", isRefused: "no string as `from`")
        try check(#"{"until":"2016-01-01","from":"2017-01-01"}"#, as: "validity", isRefused: "ends")
        try check(#"{"at":"2016-01-01"}"#, as: "verified", isRefused: "by whom")
        try check(#"{"at":"soon","by":"us"}"#, as: "verified", isRefused: "is not a time")
    }

    @Test func `what this release cannot write still has a form`() {
        #expect(JSONWriter.text(ValuePlain.plain(of: .life(.withdrawn))) == #""withdrawn""#)
        #expect(
            JSONWriter.text(ValuePlain.plain(of: .opaque([1, 255]))) == #"{"needs_upgrade":"01ff"}"#
        )
        #expect(ValueText.text(of: .opaque([1, 255])) == "needs upgrade: 01ff")
        #expect(ValueText.text(of: .life(.inBank)) == "in the bank")
        #expect(ValuePlain.plain(of: .cleared) == .null)
        #expect(ValueText.text(of: .millimetres(.min)) == "-9223372036854775.808")
        #expect(ValueText.text(of: .instant(.min)) == "-292275055-05-16T16:47:04.192Z")
    }

    @Test(arguments: 0..<200)
    func `every value is read back from its JSON`(seed: UInt64) throws {
        var maker = ValueMaker(seed: seed)
        for kind in RuleSet.first.kinds {
            for field in kind.fields where field.type != .life {
                let isPlace = field.type == .place
                let value = try isPlace ? .place(maker.outline()) : maker.value(of: field)
                guard field.refusal(of: value, under: charter) == nil else { continue }
                let json = JSONWriter.bytes(ValuePlain.plain(of: value))
                let plain = try JSONReader.parse(json)
                let again = try ValuePlain.parse(plain, as: field, in: charter, kind: kind)
                #expect(again == value, "\(String(decoding: json, as: UTF8.self))")
            }
        }
    }
}
