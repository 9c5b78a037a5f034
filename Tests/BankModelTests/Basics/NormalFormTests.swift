import BankModel
import Simulation
import Testing

/// Unicode's form C, by its bytes.
@Suite struct NormalFormTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("e\u{301}", "\u{e9}"), ("\u{e9}", "\u{e9}"),
        ("\u{415}\u{308}", "\u{401}"), ("\u{418}\u{306}", "\u{419}"),
        ("\u{212b}", "\u{c5}"), ("\u{1100}\u{1161}\u{11a8}", "\u{ac01}"),
        ("q\u{307}\u{323}", "q\u{323}\u{307}"), ("\u{344}", "\u{308}\u{301}"),
        ("\u{958}", "\u{915}\u{93c}"), ("\u{fb01}", "\u{fb01}"), ("\u{1f468}", "\u{1f468}"),
    ])
    func `text is composed and its marks are in order`(text: String, composed: String) {
        #expect(Array(NormalForm.of(text).utf8) == Array(composed.utf8))
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `what is composed stays as it is, and means the same`(seed: UInt64) {
        var dice = Dice(seed: seed)
        let scalars: [Unicode.Scalar] = [
            "a", "e", "\u{301}", "\u{308}", "\u{323}", "\u{e9}", "\u{415}", "\u{450}", "\u{485}",
            "\u{1100}", "\u{1161}", "\u{ac00}", "\u{212b}", "\u{2126}", "\u{3ff}", "\u{2ff}",
        ]
        var view = String.UnicodeScalarView()
        for _ in 0..<dice.below(8) { view.append(dice.pick(scalars) ?? "a") }
        let text = String(view)
        let composed = NormalForm.of(text)
        #expect(composed == text, "canonically equal")
        #expect(Array(NormalForm.of(composed).utf8) == Array(composed.utf8))
    }

    /// The bytes by which text is passed over lead no scalar that form C would change.
    @Test func `every scalar that is passed over is in form C`() {
        for value in Array(0..<0x300 as Range<UInt32>) + Array(0x400..<0x480) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(Character(scalar))
            let behind = "\u{301}" + text
            #expect(Array(NormalForm.of(behind).utf8.suffix(text.utf8.count)) == Array(text.utf8))
        }
    }
}
