import Foundation
import Testing

extension EndToEnd {
    @Suite struct Writing {
        @Test func `a stale write is refused with both values, or becomes a sibling`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Moved")
                try bank.waitUntilConverged()
                let seen = try #require(try us.ask("show", target)["version"].string)
                try ru.run("edit", target, "control=they say", "--current")
                try bank.waitUntilConverged()
                let edit = ["edit", target, "control=we say", "--version", seen]
                let refusal = try us.jigctl(edit)
                #expect(refusal.code == 75, "\(refusal)")
                #expect(refusal.errors.contains("they say"), "\(refusal)")
                #expect(try us.values(of: "control", in: target) == ["they say"])
                try us.ask(edit + ["--as-sibling"])
                #expect(try us.conflictIDs().count == 1)
                #expect(try us.values(of: "control", in: target).count == 2)
            }
        }

        @Test func `a stale withdrawal is advised to do what it can`() throws {
            try withTwoPartners { us, _, _ in
                let target = try us.addTarget("Moved")
                let seen = try #require(try us.ask("show", target)["version"].string)
                try us.run("edit", target, "control=we say", "--version", seen)
                let refusal = try us.refuse(
                    75,
                    "withdraw",
                    target,
                    "--reason",
                    "gone",
                    "--version",
                    seen
                )
                #expect(refusal.errors.contains("show the record again"), "\(refusal)")
                #expect(!refusal.errors.contains("--as-sibling"), "\(refusal)")
            }
        }

        @Test func `a write that touches other fields than those that changed is not stale`() throws
        {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Moved")
                try bank.waitUntilConverged()
                let seen = try #require(try us.ask("show", target)["version"].string)
                try ru.run("edit", target, "control=they say", "--current")
                try bank.waitUntilConverged()
                try us.run("edit", target, "grade=A1", "--version", seen)
                #expect(try us.values(of: "control", in: target) == ["they say"])
            }
        }

        @Test func `the version that a write answers with covers only what its operator saw`()
            throws
        {
            try withTwoPartners { us, ru, bank in
                for change in ["grade=A1", "remarks+=a remark", "name=Moved"] {
                    let target = try us.addTarget("Moved")
                    let seen = try #require(try us.ask("show", target)["version"].string)
                    try bank.waitUntilConverged()
                    try ru.run("edit", target, "control=they say", "--current")
                    try bank.waitUntilConverged()
                    let answer = try us.ask("edit", target, change, "--version", seen)
                    let version = try #require(answer["version"].string)
                    let sight = ["--version", version]
                    for unseen in [
                        ["edit", target, "control=we say"],
                        ["withdraw", target, "--reason", "gone"],
                    ] {
                        let refusal = try us.jigctl(unseen + sight)
                        #expect(refusal.code == 75, "\(change): \(refusal)")
                    }
                    try us.run("edit", target, "name=Again", "--version", version)
                    #expect(try us.values(of: "control", in: target) == ["they say"])
                }
            }
        }

        @Test func `a chain of versions that nobody crossed goes on, across a crash`() throws {
            try withTwoPartners { us, _, _ in
                let added = try us.ask(
                    "add",
                    "target",
                    "name=Chain",
                    "category=facility",
                    "place=34.5,38.25,100m"
                )
                let target = try #require(added["id"].string)
                var version = try #require(added["version"].string)
                for number in 1...3 {
                    let answer = try us.ask(
                        "edit",
                        target,
                        "control=holder \(number)",
                        "--version",
                        version
                    )
                    version = try #require(answer["version"].string)
                    us.crash()
                    try us.start()
                }
                #expect(try us.ask("show", target)["version"].string == version)
            }
        }

        @Test func `another operator's value is not overwritten unseen`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Theirs", "control=we say")
                try bank.waitUntilConverged()
                let refusal = try ru.refuse(75, "edit", target, "control=they say")
                #expect(refusal.errors.contains("we say"), "\(refusal)")
                try ru.run("edit", target, "control=they say", "--current")
            }
        }

        @Test func `a version that was never shown is refused`() throws {
            try withTwoPartners { us, _, _ in
                let target = try us.addTarget("Known")
                let other = try us.addTarget("Other")
                let version = try #require(try us.ask("show", other)["version"].string)
                try us.refuse(75, "edit", target, "grade=A1", "--version", version)
            }
        }

        @Test func `bad data is refused and changes nothing`() throws {
            try withTwoPartners { us, _, _ in
                let good = ["name=X", "category=facility", "place=34.5,38.25,100m"]
                let bad = [
                    ["category=facility", "place=34.5,38.25,100m"],
                    ["name=", "category=facility", "place=34.5,38.25,100m"],
                    ["name=X", "category=nonsense", "place=34.5,38.25,100m"],
                    ["name=X", "category=facility", "place=34.5,38.25"],
                    ["name=X", "category=facility", "place=91,38.25,100m"],
                    ["name=X", "category=facility", "place=34.5,181,100m"],
                    ["name=X", "category=facility", "place=nan,38.25,100m"],
                    good + ["grade=G1"],
                    good + ["status=perhaps"],
                    good + ["nosuchfield=1"],
                    good + ["tags+=\(String(repeating: "a", count: 65))"],
                    good + ["validity=2026-02-01T00:00:00Z/2026-01-01T00:00:00Z"],
                    ["name=\(String(repeating: "n", count: 257))"] + good.dropFirst(),
                ]
                let digest = try us.status()["digest"]
                for fields in bad {
                    let outcome = try us.jigctl(["add", "target"] + fields)
                    #expect([64, 65].contains(outcome.code), "\(outcome)")
                    #expect(!outcome.errors.isEmpty, "\(outcome)")
                }
                try us.refuse(64, "add", "weapon", "name=X")
                #expect(try us.status()["digest"] == digest)
                #expect(try us.status()["records"] == 0)
            }
        }

        @Test func `what is unknown is 66, and what is nonsense is 64`() throws {
            try withTwoPartners { us, _, _ in
                try us.refuse(66, "show", "us-t99999")
                try us.refuse(66, "edit", "us-t99999", "grade=A1")
                try us.refuse(66, "history", "us-t99999")
                try us.refuse(66, "import", "/no/such/file.csv", "--kind", "site")
                try us.refuse(64, "frobnicate")
                try us.refuse(64, "withdraw", "us-t99999")
                try us.refuse(64, "list", "--near", "somewhere")
            }
        }

        @Test func `only the owner writes a site, its tags and remarks included`() throws {
            try withTwoPartners { us, ru, bank in
                let site = try us.ask(
                    "add",
                    "site",
                    "name=Fictional school",
                    "category=school",
                    "place=34.5,38.25,50m"
                )
                let id = try #require(site["id"].string)
                try bank.waitUntilConverged()
                try ru.refuse(77, "edit", id, "function=functioning", "--current")
                try ru.refuse(77, "edit", id, "tags+=mine")
                try ru.refuse(77, "edit", id, "remarks+=mine")
                try ru.refuse(77, "withdraw", id, "--reason", "x", "--current")
                try us.run("edit", id, "function=functioning")
            }
        }

        @Test func `a user without a name may only read`() throws {
            try withTwoPartners { us, _, _ in
                let target = try us.addTarget("Readable")
                us.stop()
                try us.configure { text in
                    text.split(separator: "\n", omittingEmptySubsequences: false)
                        .filter { !$0.hasPrefix("  \(getuid()):") }.joined(separator: "\n")
                        .replacing("operators:\n", with: "operators: {}\n")
                }
                try us.start()
                try us.run("show", target)
                try us.refuse(77, "edit", target, "grade=A1")
                try us.refuse(77, "add", "target", "name=X", "category=facility", "place=1,1,1m")
                try us.refuse(77, "peer", "pause", "ru")
            }
        }

        @Test func `a withdrawal keeps everything and can be taken back`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Gone", "control=somebody")
                try us.refuse(64, "withdraw", target)
                try us.run("withdraw", target, "--reason", "not there")
                try bank.waitUntilConverged()
                #expect(try ru.ask("show", target)["withdrawn"] == true)
                #expect(try ru.values(of: "control", in: target) == ["somebody"])
                let kept = try ru.ask("list", "--kind", "target")["records"].elements
                #expect(!kept.contains { $0["id"] == .string(target) })
                let gone = try ru.ask("list", "--withdrawn")["records"].elements
                #expect(gone.contains { $0["id"] == .string(target) })
                try us.run("reinstate", target, "--reason", "it is")
                try bank.waitUntilConverged()
                #expect(try ru.ask("show", target)["withdrawn"] == false)
            }
        }
    }
}
