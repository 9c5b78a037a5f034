import Yams

/// One mapping of the file while it is read: only keys that somebody asked about may stand in it.
///
/// Aliases cost nothing here: nothing below walks deeper than the keys that it knows.
struct YAMLSection {
    let file: String
    let path: String
    private let mark: Mark?
    private let pairs: [(key: String, keyMark: Mark?, value: Node)]

    /// The mapping under `node`.
    ///
    /// Throws where it is none, or where a key is not a plain word or stands in it twice.
    init(_ node: Node, file: String, path: String = "") throws(ConfigurationError) {
        self.file = file
        self.path = path
        mark = node.mark
        guard case .mapping(let mapping) = node else {
            throw ConfigurationError(
                file: file,
                mark: Self.position(node.mark),
                key: path,
                problem: "expected keys with values, found \(Self.kind(of: node))"
            )
        }
        var seen: Set<String> = []
        var pairs: [(key: String, keyMark: Mark?, value: Node)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                throw ConfigurationError(
                    file: file,
                    mark: Self.position(key.mark),
                    key: path,
                    problem: "a key must be a word, found \(Self.kind(of: key))"
                )
            }
            guard seen.insert(scalar.string).inserted else {
                throw ConfigurationError(
                    file: file,
                    mark: Self.position(key.mark),
                    key: path,
                    problem: "\(Self.quote(scalar.string)) stands here twice"
                )
            }
            pairs.append((scalar.string, key.mark, value))
        }
        self.pairs = pairs
    }

    /// Every key and its value, in the order of the file.
    var entries: [(key: String, position: (line: Int, column: Int)?, value: YAMLValue)] {
        pairs.map { ($0.key, Self.position($0.keyMark), YAMLValue($0.value, self, $0.key)) }
    }

    /// Throws for the first key that is none of `keys`.
    func allow(_ keys: [String]) throws(ConfigurationError) {
        guard let stranger = pairs.first(where: { !keys.contains($0.key) }) else { return }
        throw ConfigurationError(
            file: file,
            mark: Self.position(stranger.keyMark),
            key: path,
            problem: "unknown key \(Self.quote(stranger.key))",
            allowed: keys.joined(separator: ", ")
        )
    }

    /// The value of a key, if it is there.
    func value(_ key: String) -> YAMLValue? {
        pairs.first { $0.key == key }.map { YAMLValue($0.value, self, key) }
    }

    /// The section under a key, if it is there and says anything.
    func section(_ key: String) throws(ConfigurationError) -> YAMLSection? {
        guard let pair = pairs.first(where: { $0.key == key }) else { return nil }
        if case .scalar(let scalar) = pair.value, scalar.string.isEmpty { return nil }
        return try YAMLSection(pair.value, file: file, path: joined(key))
    }

    /// The error of a key that is not there.
    func missing(_ key: String, allowed: String) -> ConfigurationError {
        ConfigurationError(
            file: file,
            mark: Self.position(mark),
            key: joined(key),
            problem: "missing",
            allowed: allowed
        )
    }

    func joined(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    static func quote(_ text: String) -> String { "\"\(Escaping.text(text, bytesMax: 80))\"" }

    static func kind(of node: Node) -> String {
        switch node {
        case .scalar(let scalar): quote(scalar.string)
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    static func position(_ mark: Mark?) -> (line: Int, column: Int)? {
        mark.map { ($0.line, $0.column) }
    }
}

/// One value of the file, with where it stands.
struct YAMLValue {
    private let node: Node
    private let file: String
    private let path: String

    init(_ node: Node, _ section: YAMLSection, _ key: String) {
        self.node = node
        file = section.file
        path = section.joined(key)
    }

    /// What `read` makes of the value's text; an error that lists `allowed` where that is nil.
    func parse<Parsed>(
        _ what: String,
        allowed: String,
        _ read: (String) -> Parsed?
    ) throws(ConfigurationError) -> Parsed {
        if case .scalar(let scalar) = node, let parsed = read(scalar.string) { return parsed }
        throw ConfigurationError(
            file: file,
            mark: YAMLSection.position(node.mark),
            key: path,
            problem: "\(YAMLSection.kind(of: node)) is not \(what)",
            allowed: allowed
        )
    }
}
