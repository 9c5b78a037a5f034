import Testing

@testable import Identity

@Suite struct FingerprintTests {
    private let fingerprint = Fingerprint(kind: .charter, body: Array("body".utf8))

    @Test func `a fingerprint is eight groups of four letters`() {
        let groups = fingerprint.description.split(separator: "-")
        #expect(groups.count == 8)
        #expect(groups.allSatisfy { $0.count == 4 })
        #expect(!fingerprint.letters.contains { "ILOU".contains($0) })
    }

    @Test func `it is read in any case, with any separators`() throws {
        let shown = fingerprint.description
        let typed = [
            shown, shown.lowercased(), fingerprint.letters, fingerprint.letters.lowercased(),
            shown.split(separator: "-").joined(separator: " "), " \(shown) ",
            shown.split(separator: "-").joined(separator: ":"),
        ]
        for text in typed { #expect(try Fingerprint(typed: text) == fingerprint) }
    }

    @Test func `letters that look alike are read as digits`() throws {
        let zeros = String(repeating: "0", count: 16) + String(repeating: "1", count: 16)
        let looks = String(repeating: "oO", count: 8) + String(repeating: "iIlL", count: 4)
        #expect(try Fingerprint(typed: looks) == Fingerprint(typed: zeros))
    }

    @Test func `anything else is refused, 64`() {
        let shown = fingerprint.description
        for text in [
            "", "-", String(shown.dropLast()), shown + "0", "u" + shown.dropFirst(), "ä", "no",
        ] {
            let error = refusal { _ = try Fingerprint(typed: text) }
            #expect(error == .badFingerprint(text: text))
            #expect(error?.exitCode == 64)
        }
    }

    @Test func `body and kind both count`() {
        #expect(fingerprint != Fingerprint(kind: .charter, body: Array("bodz".utf8)))
        #expect(fingerprint != Fingerprint(kind: .card, body: Array("body".utf8)))
    }
}
