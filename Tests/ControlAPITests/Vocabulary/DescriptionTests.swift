import ControlAPI
import Testing

/// The description that is served names every route, and none besides.
struct DescriptionTests {
    @Test func `openapi.yaml and the routes are the same list`() {
        var described: Set<String> = []
        var path = ""
        for line in ControlDescription.text.split(separator: "\n") {
            if line == "components:" { break }
            if line.hasPrefix("  /"), line.hasSuffix(":") {
                path = line.dropFirst(2).dropLast() + ""
            }
            for method in ["get", "post", "patch", "put", "delete"] where line == "    \(method):" {
                described.insert("\(method.uppercased()) \(path)")
            }
        }
        #expect(described == Set(ControlRoute.allCases.map(\.rawValue)))
    }

    @Test func `each operation is named as its route is in the code`() {
        for route in ControlRoute.allCases {
            #expect(
                ControlDescription.text.contains("      operationId: \(route)\n"),
                "\(route)"
            )
        }
    }

    @Test func `each schema that is referred to is there`() {
        let text = ControlDescription.text
        let marker = "#/components/schemas/"
        var names: Set<String> = []
        for line in text.split(separator: "\n") {
            guard let start = line.firstRange(of: marker)?.upperBound else { continue }
            names.insert(String(line[start...].prefix { $0.isLetter }))
        }
        #expect(names.count > 20)
        for name in names { #expect(text.contains("\n    \(name):"), "\(name)") }
    }
}
