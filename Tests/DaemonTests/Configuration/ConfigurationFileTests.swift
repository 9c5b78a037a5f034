import BankModel
import Glibc
import Testing

@testable import Daemon

@Suite struct ConfigurationFileTests {
    @Test func `the template reads back as it was given`() throws {
        let partner = try #require(PartnerID("us"))
        let listen = try #require(NetworkAddress("[::1]:7700"))
        let name = try #require(OperatorName(#"Jane "J" O\Doe: # x"#))
        let user = try #require(UserID(1000))
        let text = Configuration.template(
            partner: partner,
            listen: listen,
            operators: [user: name]
        )
        var expected = Configuration(listen: listen)
        expected.operators = [user: name]
        #expect(try Configuration.parse(text, file: "x") == expected)
    }

    @Test func `what the template comments out is right, and says the defaults`() throws {
        let partner = try #require(PartnerID("us"))
        let listen = try #require(NetworkAddress("127.0.0.1:7700"))
        let text = Configuration.template(partner: partner, listen: listen, operators: [:])
        let commented = text.split(separator: "\n").filter { line in
            line.hasPrefix("# ")
                && line.dropFirst(2).prefix { $0 != ":" }.allSatisfy {
                    $0 == " " || $0 == "_" || $0.isLowercase
                } && line.contains(":") && !line.hasSuffix(".")
                || line.contains("level:") || line.contains("mode:") || line.contains("leaf_days:")
        }
        let uncommented =
            "listen: 127.0.0.1:7700\n"
            + commented.map { $0.dropFirst(2) }.joined(separator: "\n")
        var expected = Configuration(listen: listen)
        let ru = try #require(PartnerID("ru"))
        expected.peers = [ru: try #require(NetworkAddress("192.0.2.7:7700"))]
        #expect(try Configuration.parse(uncommented, file: "x") == expected)
    }

    @Test func `the sample that is installed is right`() throws {
        let text = try #require(repositoryFile("deploy/jigd.yaml"))
        #expect(throws: Never.self) { try Configuration.parse(text, file: "deploy/jigd.yaml") }
    }

    @Test func `a file that is none is refused`() throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let path = "\(home.path)/jigd.yaml"
        let missing = #expect(throws: ConfigurationError.self) { try Configuration.read(path) }
        #expect(missing?.description.contains(path) == true)
        try home.write("listen: a:1\n", to: "real.yaml")
        try #require(symlink("\(home.path)/real.yaml", path) == 0)
        #expect(throws: ConfigurationError.self) { try Configuration.read(path) }
        unlink(path)
        try #require(mkdir(path, 0o700) == 0)
        #expect(throws: ConfigurationError.self) { try Configuration.read(path) }
        rmdir(path)
        try #require(mkfifo(path, 0o600) == 0)
        #expect(throws: ConfigurationError.self) { try Configuration.read(path) }
    }

    @Test func `a file has at most as many bytes as the limit says`() throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let start = "listen: a:1\n#"
        let rest = Limits.configurationBytesMax - start.utf8.count
        try home.write(start + String(repeating: "x", count: rest), to: "most.yaml")
        try home.write(start + String(repeating: "x", count: rest + 1), to: "more.yaml")
        #expect(throws: Never.self) { try Configuration.read("\(home.path)/most.yaml") }
        #expect(throws: ConfigurationError.self) {
            try Configuration.read("\(home.path)/more.yaml")
        }
    }

    @Test func `a file that is not UTF-8 is refused`() throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let file = try #require(fopen("\(home.path)/jigd.yaml", "w"))
        fwrite(
            [0x23, 0xC3, 0xA9, 0x0A, 0x23, 0xC3, 0xA9, 0xFF, 0xFE, 0x0A] as [UInt8],
            1,
            10,
            file
        )
        fclose(file)
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.read("\(home.path)/jigd.yaml")
        }
        #expect(error?.description == "\(home.path)/jigd.yaml:2:3: is not UTF-8 text")
    }

    @Test func `a reload takes over what it may and names the rest`() throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let path = "\(home.path)/jigd.yaml"
        try home.write("listen: a:1\noperators: {1: A}\n", to: "jigd.yaml")
        let live = LiveConfiguration(try Configuration.read(path), file: path)
        #expect(try live.reload() == [])
        try home.write(
            """
            listen: b:1
            peers: {us: c:1, ru: d:1}
            operators: {2: B}
            log: {level: debug}
            control: {mode: "0600"}
            metrics: false
            leaf_days: 3
            """,
            to: "jigd.yaml"
        )
        let partners = [try #require(PartnerID("ru")), try #require(PartnerID("us"))]
        let changes = try live.reload()
        #expect(
            changes == [
                .listen, .peers(partners), .operators, .log, .controlMode, .metrics, .leafDays,
            ]
        )
        #expect(changes.filter(\.needsRestart).map(\.key) == ["listen", "control.mode"])
        #expect(live.current.listen.host == "a" && live.current.controlMode == 0o660)
        #expect(live.current.operatorName(of: UserID(2))?.text == "B")
        #expect(live.current.operatorName(of: UserID(1)) == nil)
        #expect(live.current.leafDays == 3 && !live.current.servesMetrics)
    }

    @Test func `a reload that is refused changes nothing`() throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let path = "\(home.path)/jigd.yaml"
        try home.write("listen: a:1\noperators: {1: A}\n", to: "jigd.yaml")
        let live = LiveConfiguration(try Configuration.read(path), file: path)
        let before = live.current
        try home.write("listen: a:1\noperators: {2: B}\nlog: {level: loud}\n", to: "jigd.yaml")
        let error = #expect(throws: ConfigurationError.self) { try live.reload() }
        #expect(error?.line == 3)
        #expect(live.current == before)
    }
}
