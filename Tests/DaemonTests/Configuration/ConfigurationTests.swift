import BankModel
import Testing

@testable import Daemon

@Suite struct ConfigurationTests {
    @Test func `a listen address alone is a configuration`() throws {
        let configuration = try Configuration.parse("listen: 127.0.0.1:7700", file: "jigd.yaml")
        let address = try #require(NetworkAddress("127.0.0.1:7700"))
        #expect(configuration == Configuration(listen: address))
        #expect(configuration.controlMode == 0o660)
        #expect(configuration.servesMetrics)
    }

    @Test func `every key is read`() throws {
        let configuration = try Configuration.parse(
            """
            listen: "[::1]:7700"
            peers:
              ru: 192.0.2.7:7701
            operators:
              1000: Jane Doe
              0: "Иван Петров"
            log:
              format: json
              level: debug
            control:
              mode: "0600"
            metrics: false
            leaf_days: 7
            """,
            file: "jigd.yaml"
        )
        #expect(configuration.listen.host == "::1")
        #expect(configuration.peers.map(\.key.text) == ["ru"])
        #expect(configuration.peers.first?.value.description == "192.0.2.7:7701")
        #expect(configuration.operatorName(of: UserID(1000))?.text == "Jane Doe")
        #expect(configuration.operatorName(of: UserID(0))?.text == "Иван Петров")
        #expect(configuration.operatorName(of: UserID(7)) == nil)
        #expect(configuration.operatorName(of: nil) == nil)
        #expect(configuration.log == .init(format: .json, level: .debug))
        #expect(configuration.controlMode == 0o600)
        #expect(!configuration.servesMetrics)
        #expect(configuration.leafDays == 7)
    }

    @Test func `sections may be empty`() throws {
        let text = "listen: a:1\npeers:\noperators: {}\nlog:\ncontrol:\n"
        let configuration = try Configuration.parse(text, file: "jigd.yaml")
        #expect(configuration.peers.isEmpty && configuration.operators.isEmpty)
    }

    /// Each fault, and where it must be found: line, column, and a part of what is said.
    static let faults: [(text: String, place: String, says: String)] = [
        ("", "1:1", "listen: missing; allowed: host:port"),
        ("# nothing\n", "1:1", "missing"),
        ("peers:\n  ru: a:1\n", "1:1", "listen: missing"),
        ("- listen\n", "1:1", "expected keys with values, found a list"),
        ("listen: a:1\nlisten: b:2\n", "", "\"listen\" stands here twice"),
        ("listen: a:1\nlisten : b:2\n", "", "\"listen\" stands here twice"),
        ("listen: a:1\nlog:\n  level: info\n  level: debug\n", "", "\"level\" stands here twice"),
        ("listen: a:1\nlsten: b:2\n", "2:1", "unknown key \"lsten\"; allowed: listen, peers"),
        ("listen: a:1\n<<: {metrics: true}\n", "2:1", "unknown key \"<<\""),
        ("listen: a:1\nlog:\n  colour: red\n", "3:3", "log: unknown key \"colour\""),
        ("listen: a:1\ncontrol:\n  path: /x\n", "3:3", "control: unknown key \"path\""),
        ("listen: a\n", "1:9", "listen: \"a\" is not an address"),
        ("listen: a:0\n", "1:9", "is not an address"),
        ("listen: a:65536\n", "1:9", "is not an address"),
        ("listen: a:007\n", "1:9", "is not an address"),
        ("listen: ::1:7700\n", "1:9", "is not an address"),
        ("listen: [a:1]\n", "1:9", "a list is not an address"),
        ("listen:\n", "1:8", "\"\" is not an address"),
        ("listen: a:1\npeers:\n  RU: b:2\n", "3:3", "\"RU\" is not a partner's id"),
        ("listen: a:1\npeers:\n  ru: b\n", "3:7", "peers.ru: \"b\" is not an address"),
        ("listen: a:1\npeers: ru\n", "2:8", "peers: expected keys with values, found \"ru\""),
        ("listen: a:1\noperators:\n  jane: J\n", "3:3", "\"jane\" is not a uid"),
        ("listen: a:1\noperators:\n  -1: J\n", "3:3", "is not a uid"),
        ("listen: a:1\noperators:\n  4294967295: J\n", "3:3", "is not a uid"),
        ("listen: a:1\noperators:\n  0x10: J\n", "3:3", "is not a uid"),
        ("listen: a:1\noperators:\n  1000: ''\n", "3:9", "is not an operator's name"),
        ("listen: a:1\noperators:\n  1000: \"a\\eb\"\n", "3:9", "is not an operator's name"),
        ("listen: a:1\noperators:\n  1000: \"a\\u202Eb\"\n", "3:9", "\\u{202E}"),
        ("listen: a:1\noperators:\n  1000: jigd\n", "3:9", "\"jigd\" is not an operator's name"),
        ("listen: a:1\noperators:\n  1000: JigD\n", "3:9", "which is the daemon's own"),
        ("listen: a:1\nlog:\n  level: loud\n", "3:10", "allowed: trace, debug, info"),
        ("listen: a:1\nlog:\n  level: INFO\n", "3:10", "\"INFO\" is not a level"),
        ("listen: a:1\nlog:\n  format: xml\n", "3:11", "allowed: text, json"),
        ("listen: a:1\ncontrol:\n  mode: \"0666\"\n", "3:9", "allowed: \"0600\", \"0660\""),
        ("listen: a:1\nmetrics: yes\n", "2:10", "allowed: true, false"),
        ("listen: a:1\nleaf_days: 0\n", "2:12", "allowed: 1 to 397"),
        ("listen: a:1\nleaf_days: 398\n", "2:12", "allowed: 1 to 397"),
        ("listen: a:1\nleaf_days: 1e1\n", "2:12", "\"1e1\" is not a number of days"),
        ("listen: \"a:1\n", "", "is not YAML"),
        ("listen: a:1\n  peers:\n", "", "is not YAML"),
        ("\tlisten: a:1\n", "", "is not YAML"),
        ("listen: a:1\n---\nlisten: b:2\n", "", "is not YAML"),
    ]

    @Test(arguments: faults)
    func `a fault is refused with its place and what would be right`(
        fault: (text: String, place: String, says: String)
    ) {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.parse(fault.text, file: "jigd.yaml")
        }
        let said = error?.description ?? ""
        #expect(said.hasPrefix("jigd.yaml:\(fault.place)"), "\(said)")
        #expect(said.contains(fault.says), "\(said)")
        #expect(!said.contains("\n"))
        #expect(error?.line != nil)
    }

    @Test(arguments: [
        ("listen: a:1\nmetrics: true\nmetrics: false\n", "3:1"),
        ("listen: a:1\n# listen: b:1\nlog: {}\n\"listen\" : b:2\n", "4:1"),
        ("listen: a:1\nlog:\n  level: info\n  format: text\n  level: debug\n", "5:3"),
        ("listen: a:1\nlog:\n  level: info\nlog:\n  level: debug\n", "4:1"),
        ("listen: a:1\nlog: {level: info, level: debug}\n", "2:20"),
        ("listen: a:1\noperators: {1: A, 2: B,\n 1: C}\n", "3:2"),
    ])
    func `a second key is blamed, not the first`(text: String, place: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.parse(text, file: "x")
        }
        #expect(error?.description.hasPrefix("x:\(place): ") == true, "\(error as Any)")
        #expect(error?.description.contains("stands here twice") == true)
    }

    @Test(arguments: [
        ("\u{0}", "1:1"), ("listen: a:1\n# \u{7}\n", "2:3"), ("listen: a:1\nx\u{1B}y: 1\n", "2:2"),
    ])
    func `a control character is refused with its place`(text: String, place: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.parse(text, file: "x")
        }
        #expect(error?.description.hasPrefix("x:\(place): ") == true, "\(error as Any)")
    }

    @Test(arguments: [
        ("node.example:7700", "node.example"), ("127.0.0.1:1", "127.0.0.1"),
        ("[2001:db8::7]:65535", "2001:db8::7"), ("a-b:80", "a-b"),
    ])
    func `an address is written as it was read`(text: String, host: String) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address.host == host)
        #expect(address.description == text)
    }

    @Test(arguments: [
        "", ":", ":1", "a:", "a:1:2", "[::1]", "[]:1", "[a]:1", "-a:1", "a-:1", "a..b:1", "a b:1",
        "a:+1", "a:1 ", "http://a:1", String(repeating: "a", count: 64) + ":1",
    ])
    func `what is not an address is none`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }

    @Test func `a name of an operator has at most as many bytes as an entry holds`() {
        let longest = String(repeating: "a", count: Limits.operatorBytesMax)
        #expect(OperatorName(longest) != nil)
        #expect(OperatorName(longest + "a") == nil)
        #expect(OperatorName(String(repeating: "é", count: Limits.operatorBytesMax / 2)) != nil)
        #expect(OperatorName(String(repeating: "é", count: Limits.operatorBytesMax)) == nil)
        #expect(OperatorName(OperatorName.ofDaemon) == nil && OperatorName("jigd 2") != nil)
        #expect(OperatorName(" a") == nil && OperatorName("a ") == nil && OperatorName("") == nil)
    }
}
