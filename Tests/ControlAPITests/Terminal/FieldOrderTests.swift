import ControlAPI
import Testing

/// In which order a record's fields are shown.
struct FieldOrderTests {
    @Test(
        arguments: [
            (
                "sector",
                ["rules", "areas", "allowed.us", "name", "tags", "allowed.ru", "field-99"],
                ["name", "areas", "allowed.ru", "allowed.us", "rules", "tags", "field-99"]
            ),
            (
                "site",
                ["attributes.b", "remarks", "@life", "attributes.a", "place", "name"],
                ["@life", "name", "place", "remarks", "attributes.a", "attributes.b"]
            ),
            ("kind-99", ["b", "a.k", "a"], ["a", "a.k", "b"]),
        ] as [(String, [String], [String])]
    )
    func `the table's order, keys by name, and what is not known last`(
        kind: String,
        names: [String],
        expected: [String]
    ) {
        #expect(FieldOrder.sorted(names, kind: kind) == expected)
    }
}
