import Testing

/// Every rule finds what it is there for, and leaves alone what only looks like it.
@Suite struct RuleTests {
    @Test func `an arrow that the table lacks is found`() {
        let rule = ImportRules.forbiddenImports
        check(rule, "import Foundation\n", at: "Sources/BankModel/A.swift", finds: [1])
        check(rule, "package import GRDB", at: "Sources/Replica/A.swift", finds: [1])
        check(rule, "\n@testable import Daemon", at: "Sources/jigctl/A.swift", finds: [2])
        check(rule, "import struct Foundation.URL", at: "Sources/Interchange/A.swift", finds: [1])
        check(rule, "import BankModel", at: "Sources/NewModule/A.swift", finds: [1])
        check(rule, "import NIOSSL", at: "Sources/BankStore/A.swift", finds: [1])
    }

    @Test func `an arrow that the table has is let pass`() {
        let rule = ImportRules.forbiddenImports
        check(rule, "package import BankModel", at: "Sources/Replica/A.swift", finds: [])
        check(rule, "import Crypto", at: "Sources/BankModel/A.swift", finds: [])
        check(rule, "let text = \"import Foundation\"", at: "Sources/Replica/A.swift", finds: [])
        check(rule, "rows.import(file)", at: "Sources/Replica/A.swift", finds: [])
    }

    @Test func `no pure module may import the platform`() {
        for module in Modules.pure {
            let allowed = Modules.allowed[module] ?? []
            #expect(!allowed.contains("Foundation"), "\(module)")
            #expect(
                allowed.isDisjoint(with: ["Dispatch", "Glibc", "Synchronization"]),
                "\(module)"
            )
        }
    }

    @Test func `the store and the transport never see each other`() {
        #expect(Modules.allowed["BankStore"]?.contains("PeerTransport") == false)
        #expect(Modules.allowed["PeerTransport"]?.contains("BankStore") == false)
    }

    @Test func `a file of 501 lines is found, one of 500 is not`() {
        check(SizeRules.longFiles, lines(500), finds: [])
        check(SizeRules.longFiles, lines(501), finds: [1])
        check(SizeRules.longFiles, lines(501), at: "Sources/PeerProtocol/jig.pb.swift", finds: [])
    }

    @Test func `a function of 71 lines is found, one of 70 is not`() {
        check(SizeRules.longFunctions, "func f() {\n\(lines(68))}\n", finds: [])
        check(SizeRules.longFunctions, "func f() {\n\(lines(69))}\n", finds: [1])
    }

    @Test func `the length of a function counts its signature`() {
        let sample = "struct S {\n    func f(\n        _ a: Int\n    ) {\n\(lines(67))    }\n}"
        check(SizeRules.longFunctions, sample, finds: [2])
    }

    @Test func `an initialiser and an accessor are functions, a type is not`() {
        check(SizeRules.longFunctions, "struct S {\ninit() {\n\(lines(70))}\n}", finds: [2])
        check(SizeRules.longFunctions, "enum E {\nvar x: Int {\n\(lines(70))}\n}", finds: [2])
        check(SizeRules.longFunctions, "extension E: P {\n\(lines(200))}\n", finds: [])
    }

    @Test func `braces in strings and comments open nothing`() {
        let body =
            "let a = \"{\\(b[\"}\"])\" // {\n/* { */ let c = #\"{\"# ; let d = \"\"\"\n { \" {\n\"\"\"\n"
        check(SizeRules.longFunctions, "func f() {\n\(body)}\n\(lines(80))", finds: [])
    }

    @Test func `a clock in a pure module is found`() {
        check(PurityRules.clocks, "let a = Date()", finds: [1])
        check(PurityRules.clocks, "let a: Instant = .now", finds: [1])
        check(PurityRules.clocks, "let a = ContinuousClock.now", finds: [1])
        check(PurityRules.clocks, "try await Task.sleep(for: .seconds(1))", finds: [1])
        check(PurityRules.clocks, "let id = UUID()", finds: [1])
    }

    @Test func `a time that was passed in is no clock`() {
        check(PurityRules.clocks, "send(at: input.now) // Date()", finds: [])
        check(PurityRules.clocks, "func f(now: Int64) { g(now) }", finds: [])
        check(PurityRules.clocks, "let a = Date()", at: "Sources/Daemon/A.swift", finds: [])
    }

    @Test func `dice that nobody passed in are found`() {
        check(PurityRules.dice, "Int.random(in: 0..<6)", finds: [1])
        check(PurityRules.dice, "rows.shuffled()", finds: [1])
        check(PurityRules.dice, "var dice = SystemRandomNumberGenerator()", finds: [1])
        check(PurityRules.dice, "Int.random(in: f(using: x))", finds: [1])
    }

    @Test func `dice that were passed in are let pass`() {
        check(PurityRules.dice, "Int.random(in: 0..<6, using: &dice)", finds: [])
        check(PurityRules.dice, "let random = input.random", finds: [])
    }

    @Test func `floats are found but in geometry`() {
        check(PurityRules.floats, "let a: Double", finds: [1])
        check(PurityRules.floats, "let a = 1.5", finds: [1])
        check(PurityRules.floats, "let a = 1...5 ; let b = pair.0.1", finds: [])
        check(PurityRules.floats, "let a = 1.5", at: "Sources/Deconfliction/A.swift", finds: [])
    }

    @Test func `public is found`() {
        check(DocumentationRules.publicDeclarations, "public struct A {}", finds: [1])
        check(DocumentationRules.publicDeclarations, "let text = \"public\"", finds: [])
    }

    @Test func `a package declaration without a sentence is found`() {
        let rule = DocumentationRules.undocumentedDeclarations
        check(rule, "package struct A {}", finds: [1])
        check(rule, "// Not a doc comment.\npackage let a = 1", finds: [2])
        check(rule, "/// Says it.\n\npackage let a = 1", finds: [3])
        check(rule, "package init?(_ a: Int) { self.a = a }", finds: [1])
        check(rule, "package init(_ a: Int) { if a > 0 { self.a = a } }", finds: [1])
        check(rule, "package static func < (a: A) -> Bool { true }\npackage func f()", finds: [2])
    }

    @Test func `a package declaration that says what it is, or is plain, is let pass`() {
        let rule = DocumentationRules.undocumentedDeclarations
        check(rule, "/// Says it.\n@discardableResult\npackage func f() {}", finds: [])
        check(rule, "package init(_ a: Int) { self.a = a }", finds: [])
        check(rule, "package var description: String { text }", finds: [])
        check(rule, "package init(from decoder: any Decoder) { if a { b() } }", finds: [])
        check(rule, "package import BankModel", finds: [])
        check(rule, "/// Says it.\npackage private(set) var a = 1", finds: [])
    }

    @Test func `what is forced is found`() {
        check(CareRules.forcedUnwraps, "let a = try! f()", finds: [1])
        check(CareRules.forcedUnwraps, "let a = b as! C", finds: [1])
        check(CareRules.forcedUnwraps, "let a = try f(); let b = c as? D // try!", finds: [])
        check(CareRules.forcedUnwraps, "if try !f() {}", finds: [])
    }

    @Test func `a verb that does not say its own name is found`() {
        let rule = CareRules.namelessVerbs
        check(rule, "let a = CommandConfiguration(\n    abstract: \"Show.\"\n)", finds: [1])
        check(rule, "let a = CommandConfiguration()", finds: [1])
        check(rule, "let a = CommandConfiguration(\n    commandName: \"show\"\n)", finds: [])
        check(rule, "let a: CommandConfiguration", finds: [])
    }

    @Test func `a danger without an argument is found`() {
        let rule = CareRules.unarguedDangers
        check(rule, "fatalError(\"no\")", finds: [1])
        check(rule, "struct A: @unchecked Sendable {}", finds: [1])
        check(rule, "// Why.\n\nnonisolated(unsafe) var a = 1", finds: [3])
        check(rule, "/// Why.\n@frozen\nstruct A: @unchecked Sendable {}", finds: [])
        check(rule, "// Why.\nstruct A:\n    @unchecked Sendable\n{}", finds: [])
        check(rule, "let a = \"unsafe\"", finds: [])
        check(rule, "// Why.\nfunc f(\n    _ a: Int\n) {\n    unsafeBitCast(a)\n}", finds: [])
        check(rule, "// Why.\nfunc f() {\n    g()\n    unsafeBitCast(a)\n}", finds: [4])
        check(rule, "// Why.\nunsafe f()\nunsafe g()\n\nunsafe h()", finds: [5])
    }

    @Test func `postponed work is found`() {
        let word = "TO" + "DO"
        check(CareRules.postponedWork, "let a = 1 // \(word): more", finds: [1])
        check(CareRules.postponedWork, "/* later:\n \(word) */", finds: [1])
        check(CareRules.postponedWork, "let a = \"\(word)\"", finds: [])
        #expect(HouseRules.postponedWork(in: "a\n# \(word)", at: "x").map(\.line) == [2])
    }

    @Test func `a limit written a second time is found`() {
        let home = SwiftFile(
            path: LimitRules.home,
            text: "let a = 48 * 1024\nlet b = 45_000\nlet c = 8\n"
        )
        let limits = LimitRules.tellingValues(of: home)
        #expect(limits == [48 * 1024, 45_000])
        let rule = { LimitRules.repeatedLimits(of: limits, in: $0) }
        check(rule, "let x = 48 * 1024", finds: [1])
        check(rule, "let x = 8\nlet y = 0xC000", finds: [2])
        check(rule, "let x = 45000", finds: [1])
        check(rule, "let x = 45_001 * 2", finds: [])
        check(rule, "let x = 45_000", at: "Tests/ReplicaTests/A.swift", finds: [])
    }

    @Test func `a path of one machine is found`() {
        let folder = "/ho" + "me/somebody"
        #expect(HouseRules.machinePaths(in: "a\ncd \(folder)/x", at: "x").map(\.line) == [2])
        #expect(HouseRules.machinePaths(in: "\(folder)/x", at: "x").map(\.line) == [1])
        #expect(HouseRules.machinePaths(in: "cd \"$here\(folder)\"/homestead/", at: "x") == [])
    }

    @Test func `a private key is found, the words for one are not`() {
        let header = "-----BEGIN PRIVATE KEY-----"
        let material = String(repeating: "MIGHAgEA", count: 8)
        let key = "\(header)\n\(material)\n-----END PRIVATE KEY-----\n"
        #expect(HouseRules.privateKeys(in: key, at: "x").map(\.line) == [1])
        #expect(HouseRules.privateKeys(in: "let header = \"\(header)\"\nlet a = 1", at: "x") == [])
    }

    @Test func `strangers and absentees at the top are found`() {
        let paths = HouseRules.topLevel.map { "\($0)/a" } + [".gitignore", ".ci/run"]
        #expect(HouseRules.strangers(among: paths) == [])
        #expect(HouseRules.absentees(among: paths) == [])
        #expect(
            HouseRules.strangers(among: paths + ["notes.txt", "Docs/a"]) == ["Docs", "notes.txt"]
        )
        #expect(HouseRules.absentees(among: ["Sources/a"]).contains("LICENSE"))
    }

    /// Runs one rule over one sample and compares the lines that it finds.
    private func check(
        _ rule: (SwiftFile) -> [Finding],
        _ sample: String,
        at path: String = "Sources/Replica/Sample.swift",
        finds expected: [Int],
        location: SourceLocation = #_sourceLocation
    ) {
        let found = Set(rule(SwiftFile(path: path, text: sample)).map(\.line)).sorted()
        #expect(found == expected, "\(sample)", sourceLocation: location)
    }

    private func lines(_ count: Int) -> String { String(repeating: "    g()\n", count: count) }
}
