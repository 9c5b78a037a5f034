import BankModel
import ControlAPI
import Testing

/// Changes as operators type them.
struct ChangeArgumentTests {
    private func check(_ argument: String, _ expected: Change) throws {
        #expect(try ChangeArgument.changes(from: [argument]) == [expected])
    }

    @Test func `a value sets, nothing clears`() throws {
        try check("name=Bridge", Change(field: "name", action: .set, value: .text("Bridge")))
        try check("name=", Change(field: "name", action: .clear))
        try check("name= ", Change(field: "name", action: .set, value: .text(" ")))
    }

    @Test func `all after the first equals sign is the value`() throws {
        try check(
            "place=-34.5,38.25,100m",
            Change(field: "place", action: .set, value: .text("-34.5,38.25,100m"))
        )
        try check("name=-x", Change(field: "name", action: .set, value: .text("-x")))
        try check("name==a=b=", Change(field: "name", action: .set, value: .text("=a=b=")))
        try check(
            "attributes.a b=é",
            Change(field: "attributes.a b", action: .set, value: .text("é"))
        )
    }

    @Test func `sets gain and lose, lists gain at the end`() throws {
        try check("tags+=x", Change(field: "tags", action: .add, value: .text("x")))
        try check("tags-=x", Change(field: "tags", action: .remove, value: .text("x")))
        try check(
            "external_ids+=a:b",
            Change(field: "external_ids", action: .add, value: .text("a:b"))
        )
        try check(
            "remarks+=a = b",
            Change(field: "remarks", action: .append, value: .text("a = b"))
        )
    }

    @Test func `several changes keep their order`() throws {
        let changes = try ChangeArgument.changes(from: ["tags+=a", "tags+=b", "name=c", "tags-=d"])
        #expect(changes.map(\.field) == ["tags", "tags", "name", "tags"])
        #expect(changes.map(\.action) == [.add, .add, .set, .remove])
    }

    @Test(arguments: ["", "=", "name", "=x", "+=x", "-=x", "tags+=", "tags-=", "--flag"])
    func `what is no change is refused as usage`(_ argument: String) {
        let failure = #expect(throws: Failure.self) {
            try ChangeArgument.changes(from: [argument])
        }
        #expect(failure?.code == .usage)
        #expect(failure?.message.contains(argument) == true)
    }

    @Test func `a field set twice is refused as usage`() {
        for arguments in [["name=a", "name=b"], ["name=a", "name="], ["name=", "name=a"]] {
            let failure = #expect(throws: Failure.self) {
                try ChangeArgument.changes(from: arguments)
            }
            #expect(failure?.code == .usage)
        }
    }

    @Test func `a partner's id is checked before it is used`() throws {
        #expect(try PartnerArgument.partner(from: "us").text == "us")
        for text in ["", "u", "US", "us.2", "1a", "a-b"] {
            let failure = #expect(throws: Failure.self) {
                try PartnerArgument.partner(from: text)
            }
            #expect(failure?.code == .usage)
        }
    }

    @Test func `an operator's name shows as it is, up to its limit`() throws {
        let longest = String(repeating: "a", count: Limits.operatorBytesMax)
        #expect(try OperatorArgument.name(from: longest) == longest)
        #expect(try OperatorArgument.name(from: "Анна П.") == "Анна П.")
        for text in ["jigd", "JIGD"] {
            #expect {
                try OperatorArgument.name(from: text)
            } throws: { error in
                (error as? Failure)?.message.contains("the daemon itself") == true
            }
        }
        #expect(try OperatorArgument.name(from: "jigd 2") == "jigd 2")
        let composed = try OperatorArgument.name(from: "Ame\u{301}lie")
        #expect(composed.utf8.elementsEqual("Am\u{E9}lie".utf8))
        for text in ["", longest + "a", " a", "a ", "a\nb", "a\u{202E}b", "\u{301}a"] {
            #expect(throws: Failure.self, "\(text.debugDescription)") {
                try OperatorArgument.name(from: text)
            }
        }
    }
}
