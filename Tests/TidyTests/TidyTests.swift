import Testing

/// What STYLE.md and DESIGN.md §11 ask of the sources and a compiler cannot enforce.
@Suite struct TidyTests {
    @Test func `the tree is found and read`() {
        #expect(Tree.swiftFiles.contains { $0.path == LimitRules.home })
        #expect(Tree.committedPaths.contains("Package.swift"))
    }

    @Test func `modules import only along the arrows`() {
        expectNone(ImportRules.forbiddenImports)
    }

    @Test func `a file has at most 500 lines`() { expectNone(SizeRules.longFiles) }

    @Test func `a function has at most 70 lines`() { expectNone(SizeRules.longFunctions) }

    @Test func `pure modules look at no clock`() { expectNone(PurityRules.clocks) }

    @Test func `pure modules throw only the dice they are given`() { expectNone(PurityRules.dice) }

    @Test func `pure modules but geometry compute with integers`() {
        expectNone(PurityRules.floats)
    }

    @Test func `nothing is public`() { expectNone(DocumentationRules.publicDeclarations) }

    @Test func `every package declaration says what it is`() {
        expectNone(DocumentationRules.undocumentedDeclarations)
    }

    @Test func `nothing is forced`() { expectNone(CareRules.forcedUnwraps) }

    @Test func `whatever is unsafe is argued for`() { expectNone(CareRules.unarguedDangers) }

    @Test func `every verb says its own name`() { expectNone(CareRules.namelessVerbs) }

    @Test func `no work is left for somebody else`() {
        expectNone(CareRules.postponedWork)
        expectNone(
            HouseRules.postponedWork,
            in: Tree.committedPaths.filter { !$0.hasSuffix(".swift") }
        )
    }

    @Test func `limits are written once`() throws {
        let home = try #require(Tree.swiftFiles.first { $0.path == LimitRules.home })
        let limits = LimitRules.tellingValues(of: home)
        #expect(!limits.isEmpty)
        expectNone({ LimitRules.repeatedLimits(of: limits, in: $0) })
    }

    @Test func `no file knows the machine it was written on`() {
        expectNone(HouseRules.machinePaths, in: Tree.committedPaths)
    }

    @Test func `no private key is committed`() {
        expectNone(HouseRules.privateKeys, in: Tree.committedPaths)
    }

    @Test func `the top of the repository has nothing that does not belong there`() {
        #expect(HouseRules.strangers(among: Tree.committedPaths) == [])
    }

    @Test func `the top of the repository lacks nothing`() {
        #expect(HouseRules.absentees(among: Tree.committedPaths) == [])
    }

    private func expectNone(
        _ rule: (SwiftFile) -> [Finding],
        location: SourceLocation = #_sourceLocation
    ) {
        report(Tree.swiftFiles.flatMap(rule), location)
    }

    private func expectNone(
        _ rule: (String, String) -> [Finding],
        in paths: [String],
        location: SourceLocation = #_sourceLocation
    ) {
        report(
            paths.flatMap { path in Tree.text(at: path).map { rule($0, path) } ?? [] },
            location
        )
    }

    private func report(_ findings: [Finding], _ location: SourceLocation) {
        guard !findings.isEmpty else { return }
        let list = findings.map(\.description).joined(separator: "\n")
        Issue.record("\(list)", sourceLocation: location)
    }
}
