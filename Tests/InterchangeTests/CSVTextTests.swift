import BankModel
import Testing

@testable import Interchange

/// What a cell of an export shows, and what comes back from it.
struct CSVTextTests {
    @Test(arguments: [
        ("Bridge north", "Bridge north"), ("Šibenik\tДамаск\nدمشق", "Šibenik\tДамаск\nدمشق"),
        ("a\u{9B}31m", "a\\u{9B}31m"), ("\u{202E}gpj", "\\u{202E}gpj"), ("\u{7F}", "\\u{7F}"),
        ("\u{2066}\u{200B}", "\\u{2066}\\u{200B}"), ("\u{85}\u{2028}", "\\u{85}\\u{2028}"),
        ("\\", "\\"), ("C:\\users", "C:\\users"), ("\\u{202E}", "\\u{5C}u{202E}"),
        ("\\\\u{", "\\\\u{5C}u{"), ("می\u{200C}خواهم 👩\u{200D}🚀", "می\u{200C}خواهم 👩\u{200D}🚀"),
        ("=\u{202E}", "'=\\u{202E}"),
    ])
    func `what does not show as itself is escaped, and comes back`(text: String, cell: String) {
        #expect(CSVText.cell(text).unicodeScalars.elementsEqual(cell.unicodeScalars))
        let escaped = CSVText.escaping(text)
        #expect(CSVText.unescaping(escaped).utf8.elementsEqual(text.utf8))
    }

    @Test(arguments: [
        "\\u{41}", "\\u{}", "\\u{202E", "\\u{110000}", "\\u{-1}", "\\u{+9B}", "\\x", "\\",
        "\\u{0000202E}", "\\U{202E}",
    ])
    func `what no export writes is left as it stands`(text: String) {
        #expect(CSVText.unescaping(text).utf8.elementsEqual(text.utf8))
    }

    @Test func `any text comes back from its cell, and hides nothing in it`() {
        var maker = ValueMaker(seed: 5)
        for _ in 0..<2000 {
            let text = maker.text()
            let escaped = CSVText.escaping(text)
            #expect(CSVText.unescaping(escaped).utf8.elementsEqual(text.utf8), "\(escaped)")
            #expect(!escaped.unicodeScalars.contains { $0.properties.isBidiControl })
        }
    }

    @Test func `escapes are undone in an export of ours and nowhere else`() throws {
        let row = "us-s1,site,a\\u{202E}b,1,2,3"
        let own = try imported("id,jig:kind,name,lat,lon,uncertainty_m\n\(row)\n").rows
        #expect(own.first?.values(of: .name) == [.text("a\u{202E}b")])
        let other = try imported("id,what,name,lat,lon,uncertainty_m\n\(row)\n").rows
        #expect(other.first?.values(of: .name) == [.text("a\\u{202E}b")])
    }
}
