import BankModel
import ControlAPI
import Testing

/// Values whose form depends on their field go through JSON unchanged.
struct PlainTests {
    private func check(_ value: Plain, _ json: String) throws {
        #expect(String(decoding: try ControlJSON.encode([value]), as: UTF8.self) == "[\(json)]")
        #expect(try ControlJSON.decode([Plain].self, from: Array("[\(json)]".utf8)) == [value])
    }

    @Test func `each form has its JSON and back`() throws {
        try check(.null, "null")
        try check(.bool(true), "true")
        try check(.bool(false), "false")
        try check(.integer(0), "0")
        try check(.integer(1), "1")
        try check(.integer(.max), "9223372036854775807")
        try check(.integer(.min), "-9223372036854775808")
        try check(.text(""), #""""#)
        try check(.text("a\"b"), #""a\"b""#)
        try check(.list([.integer(1), .list([]), .null]), "[1,[],null]")
        try check(.object([]), "{}")
        try check(.object([.init("a", .integer(1)), .init("b", .object([]))]), #"{"a":1,"b":{}}"#)
    }

    @Test func `degrees keep their seven digits`() throws {
        let few: [Int64] = [1, 9, 10, 345_000_000, 899_999_999, 1_799_999_999, 123_456_789]
        for units in few.flatMap({ [$0, -$0] }) {
            let written = try ControlJSON.encode([Plain.decimal(mantissa: units, digits: 7)])
            let read = try ControlJSON.decode([Plain].self, from: written)
            #expect(read.first.map { sevenDigits($0) } == units, "\(units)")
        }
    }

    @Test func `degrees drawn at random keep their seven digits`() throws {
        var dice = SystemRandomNumberGenerator()
        let drawn = (0..<2000).map { _ in
            Int64.random(in: -1_800_000_000...1_800_000_000, using: &dice)
        }
        let written = try ControlJSON.encode(drawn.map { Plain.decimal(mantissa: $0, digits: 7) })
        let read = try ControlJSON.decode([Plain].self, from: written)
        #expect(read.map { sevenDigits($0) } == drawn)
    }

    /// The number in units of 1e-7.
    private func sevenDigits(_ value: Plain) -> Int64? {
        switch value {
        case .integer(let integer): integer * 10_000_000
        case .decimal(let mantissa, let digits):
            (digits..<7).reduce(mantissa) { number, _ in number * 10 }
        case .null, .bool, .text, .list, .object: nil
        }
    }

    @Test func `a decimal reads as its digits`() {
        #expect(Plain.decimal(mantissa: 345, digits: 1).decimalText == "34.5")
        #expect(Plain.decimal(mantissa: -1, digits: 7).decimalText == "-0.0000001")
        #expect(Plain.decimal(mantissa: 340_000_000, digits: 7).decimalText == "34")
        #expect(Plain.decimal(mantissa: 5, digits: 0).decimalText == "5")
        #expect(Plain.integer(-7).decimalText == "-7")
        #expect(Plain.text("7").decimalText.isEmpty)
    }

    @Test func `a number with an exponent is its digits`() throws {
        let read = try ControlJSON.decode([Plain].self, from: Array("[1e-7, 2.5e-3, 1.5e3]".utf8))
        #expect(
            read == [
                .decimal(mantissa: 1, digits: 7), .decimal(mantissa: 25, digits: 4), .integer(1500),
            ]
        )
    }

    @Test func `a number beyond any field is refused`() {
        for json in ["[1e300]", "[1e999]", "[123456789012345678901234567890]"] {
            #expect(throws: (any Error).self, "\(json)") {
                try ControlJSON.decode([Plain].self, from: Array(json.utf8))
            }
        }
    }
}
