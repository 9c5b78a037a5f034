import BankModel
import ControlAPI
import Yams

/// The schemas of `openapi.yaml`, as far as that file uses JSON Schema.
struct OpenAPI {
    private let root: Node

    init?(_ text: String) {
        guard let root = try? Yams.compose(yaml: text) else { return nil }
        self.root = root
    }

    /// Every operation as `METHOD /path`.
    var operations: Set<String> {
        let methods: Set = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
        return root["paths"]?.mapping?.reduce(into: []) { operations, item in
            for key in item.value.mapping?.keys.compactMap(\.string) ?? []
            where methods.contains(key) {
                operations.insert("\(key.uppercased()) \(item.key.string ?? "")")
            }
        } ?? []
    }

    /// What a success of a route is, if it is JSON.
    func answer(of route: ControlRoute) -> Node? {
        // "200" is in quotes in the file, so that a key of that text must be looked for by its text.
        let success = operation(route)?["responses"]?.mapping?.first { $0.key.string == "200" }
        let content = success.flatMap { resolved($0.value) }?["content"]
        return content?["application/json"]?["schema"]
    }

    /// What a route takes, if it takes JSON.
    func request(of route: ControlRoute) -> Node? {
        operation(route)?["requestBody"]?["content"]?["application/json"]?["schema"]
            .flatMap(resolved)
    }

    /// What an error is.
    var error: Node? { root["components"]?["schemas"]?["Error"] }

    /// The names of a route's parameters in the query.
    func query(of route: ControlRoute) -> Set<String> {
        let parameters = operation(route)?["parameters"]?.sequence?.compactMap(resolved) ?? []
        return Set(
            parameters.filter { $0["in"]?.string == "query" }.compactMap { $0["name"]?.string }
        )
    }

    /// The keys of an object's schema.
    func keys(of schema: Node?) -> Set<String> {
        Set(schema.flatMap(resolved)?["properties"]?.mapping?.keys.compactMap(\.string) ?? [])
    }

    private func operation(_ route: ControlRoute) -> Node? {
        root["paths"]?[route.path]?[route.method.lowercased()]
    }

    private func resolved(_ node: Node) -> Node? {
        guard let reference = node["$ref"]?.string else { return node }
        return reference.split(separator: "/").dropFirst().reduce(root) { node, key in
            node?[String(key)]
        }
    }

    /// Everything in a value that its schema does not say; keys beyond the schema's included.
    func faults(in value: Plain, by schema: Node?, at path: String = "$") -> [String] {
        guard let schema = schema.flatMap(resolved) else { return ["\(path): no schema"] }
        var faults = typeFault(value, schema, path)
        switch value {
        case .object(let members): faults += self.faults(in: members, by: schema, at: path)
        case .list(let items):
            guard let element = schema["items"] else { break }
            for (index, item) in items.enumerated() {
                faults += self.faults(in: item, by: element, at: "\(path)[\(index)]")
            }
        case .text(let text):
            if schema["format"]?.string == "date-time", Moment(text) == nil {
                faults.append("\(path): no time")
            }
        case .null, .bool, .integer, .decimal: break
        }
        return faults
    }

    private func faults(in members: [Plain.Member], by schema: Node, at path: String) -> [String] {
        let properties = schema["properties"]
        guard properties != nil || schema["additionalProperties"] != nil else { return [] }
        let required = schema["required"]?.sequence?.compactMap(\.string) ?? []
        var faults = required.filter { key in !members.contains { $0.key == key } }
            .map { "\(path): lacks \($0)" }
        for member in members {
            let known = properties?[member.key] ?? schema["additionalProperties"]
            let place = "\(path).\(member.key)"
            faults +=
                known.map { self.faults(in: member.value, by: $0, at: place) }
                ?? ["\(place): is not described"]
        }
        return faults
    }

    private func typeFault(_ value: Plain, _ schema: Node, _ path: String) -> [String] {
        let types =
            schema["type"]?.sequence?.compactMap(\.string)
            ?? schema["type"]?.string.map { [$0] } ?? []
        let names: [String] =
            switch value {
            case .null: ["null"]
            case .bool: ["boolean"]
            case .integer: ["integer", "number"]
            case .decimal: ["number"]
            case .text: ["string"]
            case .list: ["array"]
            case .object: ["object"]
            }
        if !types.isEmpty, types.allSatisfy({ !names.contains($0) }) {
            return ["\(path): \(names[0]) instead of \(types)"]
        }
        let choices = schema["enum"]?.sequence?.compactMap { $0.scalar?.string } ?? []
        let text =
            switch value {
            case .text(let text): text
            case .integer(let number): String(number)
            case .null, .bool, .decimal, .list, .object: ""
            }
        return choices.isEmpty || choices.contains(text) ? [] : ["\(path): \(text) is no choice"]
    }
}
