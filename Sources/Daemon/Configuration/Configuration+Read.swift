import BankModel
import Identity
import Yams

extension Configuration {
    /// The name of the file in a node's home.
    package static let fileName = "jigd.yaml"

    /// Reads and checks a file.
    ///
    /// It must be a plain file (no link) of at most `Limits.configurationBytesMax` bytes.
    package static func read(_ file: String) throws(ConfigurationError) -> Self {
        let bytes: [UInt8]
        do {
            bytes = try SafeFile.read(file, bytesMax: Limits.configurationBytesMax)
        } catch {
            throw ConfigurationError(file: file, mark: nil, problem: error.description)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError(
                file: file,
                mark: TextPlace.ofFirstFault(in: bytes),
                problem: "is not UTF-8 text"
            )
        }
        return try parse(text, file: file)
    }

    /// Checks the text of a file; `file` is what errors call it.
    package static func parse(_ text: String, file: String) throws(ConfigurationError) -> Self {
        let top = try root(of: text, file: file)
        try top.allow(["listen", "peers", "operators", "log", "control", "metrics", "leaf_days"])
        guard let listen = top.value("listen") else {
            throw top.missing("listen", allowed: addressForm)
        }
        var configuration = Self(
            listen: try listen.parse("an address", allowed: addressForm, NetworkAddress.init(_:))
        )
        configuration.peers = try peers(top)
        configuration.operators = try operators(top)
        configuration.log = try log(top)
        if let mode = try control(top) { configuration.controlMode = mode }
        if let metrics = top.value("metrics") {
            configuration.servesMetrics = try metrics.parse(
                "a switch",
                allowed: "true, false",
                boolean
            )
        }
        if let days = top.value("leaf_days") {
            let range = leafDaysAllowed
            configuration.leafDays = try days.parse(
                "a number of days",
                allowed: "\(range.lowerBound) to \(range.upperBound)"
            ) { text in
                Decimal.int(text).flatMap { range.contains($0) ? $0 : nil }
            }
        }
        return configuration
    }

    private static let addressForm = "host:port, [ipv6]:port"

    private static func root(
        of text: String,
        file: String
    ) throws(ConfigurationError) -> YAMLSection {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw ConfigurationError(file: file, text: text, yaml: error)
        }
        guard let node else {
            throw ConfigurationError(
                file: file,
                mark: (1, 1),
                key: "listen",
                problem: "missing",
                allowed: addressForm
            )
        }
        return try YAMLSection(node, file: file)
    }

    private static func peers(
        _ top: YAMLSection
    ) throws(ConfigurationError) -> [PartnerID: NetworkAddress] {
        guard let section = try top.section("peers") else { return [:] }
        var peers: [PartnerID: NetworkAddress] = [:]
        for (key, position, value) in section.entries {
            guard let partner = PartnerID(key) else {
                throw ConfigurationError(
                    file: section.file,
                    mark: position,
                    key: "peers",
                    problem: "\(YAMLSection.quote(key)) is not a partner's id",
                    allowed: "a letter a-z, then 1 to 15 of a-z and 0-9"
                )
            }
            peers[partner] = try value.parse(
                "an address",
                allowed: addressForm,
                NetworkAddress.init(_:)
            )
        }
        return peers
    }

    private static func operators(
        _ top: YAMLSection
    ) throws(ConfigurationError) -> [UserID: OperatorName] {
        guard let section = try top.section("operators") else { return [:] }
        var operators: [UserID: OperatorName] = [:]
        for (key, position, value) in section.entries {
            guard let user = Decimal.uint32(key).flatMap(UserID.init(_:)) else {
                throw ConfigurationError(
                    file: section.file,
                    mark: position,
                    key: "operators",
                    problem: "\(YAMLSection.quote(key)) is not a uid",
                    allowed: "0 to 4294967294, as `id -u` prints it"
                )
            }
            operators[user] = try value.parse(
                "an operator's name",
                allowed:
                    "1 to \(Limits.operatorBytesMax) bytes of text without control characters, "
                    + "other than \(OperatorName.ofDaemon), which is the daemon's own",
                OperatorName.init(_:)
            )
        }
        return operators
    }

    private static func log(_ top: YAMLSection) throws(ConfigurationError) -> Log {
        var log = Log()
        guard let section = try top.section("log") else { return log }
        try section.allow(["format", "level"])
        if let format = section.value("format") {
            log.format = try format.parse(
                "a format",
                allowed: LogFormat.allCases.map(\.rawValue).joined(separator: ", "),
                LogFormat.init(rawValue:)
            )
        }
        if let level = section.value("level") {
            log.level = try level.parse(
                "a level",
                allowed: LogLevel.allCases.map(\.rawValue).joined(separator: ", "),
                LogLevel.init(rawValue:)
            )
        }
        return log
    }

    private static func control(_ top: YAMLSection) throws(ConfigurationError) -> UInt32? {
        guard let section = try top.section("control") else { return nil }
        try section.allow(["mode"])
        return try section.value("mode")?.parse(
            "a mode",
            allowed: "\"0600\", \"0660\""
        ) { text in
            controlModesAllowed.first { "0" + String($0, radix: 8) == text }
        }
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text {
        case "true": true
        case "false": false
        default: nil
        }
    }
}

extension ConfigurationError {
    /// What the YAML parser found, in one line.
    fileprivate init(file: String, text: String, yaml error: any Error) {
        var mark = (line: 1, column: 1)
        var problem = "is not YAML"
        switch error as? YamlError {
        case .scanner(_, let found, let at, _), .parser(_, let found, let at, _),
            .composer(_, let found, let at, _):
            mark = (at.line, at.column)
            problem += ": \(found)"
        case .reader(let found, _, _, _):
            mark = TextPlace.ofFirstControl(in: text) ?? mark
            problem += ": \(found)"
        case .duplicatedKeysInMapping(let keys, let context):
            let first = (context.mark.line, context.mark.column)
            let key = keys.first ?? ""
            mark = TextPlace.ofSecond(key, after: first, in: text) ?? first
            problem = "\(YAMLSection.quote(key)) stands here twice"
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, nil:
            break
        }
        self.init(file: file, mark: mark, problem: Escaping.text(problem, bytesMax: 300))
    }
}
