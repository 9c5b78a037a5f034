import ControlAPI
import Testing

/// What somebody meant who mistyped a verb.
struct SimilarWordTests {
    private static let verbs = [
        "status", "show", "list", "history", "conflicts", "add", "edit", "log",
    ]

    @Test(arguments: [
        ("lst", "list"), ("lits", "list"), ("liist", "list"), ("stauts", "status"), ("sho", "show"),
        ("conflict", "conflicts"), ("histroy", "history"), ("ad", "add"), ("eidt", "edit"),
        ("delete", nil), ("x", nil), ("", nil), ("дамаск", nil), ("lo", "log"),
        (String(repeating: "l", count: 100), nil),
    ])
    func `the nearest verb is meant, if any is near`(typed: String, meant: String?) {
        #expect(SimilarWord.closest(to: typed, among: Self.verbs) == meant)
    }
}
