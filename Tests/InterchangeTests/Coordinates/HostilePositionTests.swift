import BankModel
import Deconfliction
import Testing

@testable import Interchange

/// Texts that no person types: whatever comes in, an answer or a fault comes out.
struct HostilePositionTests {
    private static let pieces = [
        "0", "7", "37", "60", "99", "343000", "0381500", "431147", "9400000",
        "12345678901234567890",
        ".", "-", "+", ":", ",", " ", "N", "S", "E", "W", "C", "I", "X", "A", "Z", "J", "DU", "SDU",
        "north", "UPS", "mE", "°", "′", "″", "'", "\"", "d", "e9", "e-99999", "\u{0}", "\u{202E}",
        "\u{301}", "ß", "ŉ", "٣", "🏥", "SEP", "Z SEP 16", "221200", "circle:", "100m",
    ]

    @Test(arguments: 0..<50)
    func `any text is a position or is refused with a rule`(seed: UInt64) throws {
        var maker = ValueMaker(seed: seed)
        for _ in 0..<400 {
            let count = Int.random(in: 1...9, using: &maker.dice)
            let text = (0..<count).map { _ in maker.pick(Self.pieces) }.joined()
            do {
                let typed = try PositionText.parse(text)
                let square = try PositionText.parse(MGRS.text(of: typed.position))
                let distance = Sphere.distance(square.position, typed.position)
                #expect(distance <= square.leastUncertainty, "\(text.debugDescription)")
            } catch {
                #expect(!error.rule.isEmpty)
            }
            do {
                _ = try TypedTime.parse(text)
            } catch {
                #expect(!error.rule.isEmpty)
            }
        }
    }

    @Test func `a position of as many bytes as one may have is read, one more is refused`() throws {
        let zeros = String(repeating: "0", count: Limits.typedBytesMax - 7)
        let longest = "34.\(zeros)N38E"
        #expect(longest.utf8.count == Limits.typedBytesMax)
        #expect(throws: Never.self) { try PositionText.parse(longest) }
        #expect {
            try PositionText.parse("34.\(zeros)N 38E")
        } throws: { error in
            (error as? PositionFault)?.rule == "has 257 bytes, more than the 256 of a position"
        }
    }
}
