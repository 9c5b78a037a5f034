import Foundation
import Testing

extension EndToEnd {
    /// Every key that DESIGN.md §9 names is in the answer of its verb.
    @Suite struct Contract {
        @Test func `the answers have the keys that the contract names`() throws {
            try withTwoPartners { us, ru, bank in
                let added = try us.ask(
                    "add",
                    "target",
                    "name=Keys",
                    "category=facility",
                    "place=34.5,38.25,100m"
                )
                expect(added, has: ["id", "version", "draft"])
                let target = try #require(added["id"].string)
                #expect(target.wholeMatch(of: /us-t[0-9]+/) != nil)
                try bank.waitUntilConverged()
                try expectStatus(of: us)
                try expectRecord(target, of: us)
                let edited = try us.ask("edit", target, "grade=A1")
                expect(edited, has: ["id", "version", "draft"])
                #expect(edited["version"] != added["version"])
                try us.run("peer", "pause", "ru")
                try us.run("edit", target, "status=confirmed")
                try ru.run("edit", target, "status=disputed", "--current")
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                try expectConflictAndResolution(of: us)
                try expectHistory(of: target, at: us)
            }
        }

        @Test func `times are RFC 3339 in UTC`() throws {
            try withTwoPartners { us, _, _ in
                let target = try us.addTarget("Timed")
                let entry = try #require(try us.ask("history", target)["entries"].elements.first)
                for key in ["claimed_at", "received_at"] {
                    let text = try #require(entry[key].string)
                    let form = /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?Z/
                    #expect(text.wholeMatch(of: form) != nil, "\(text)")
                }
            }
        }

        @Test func `an answer in JSON is all that standard output has`() throws {
            try withTwoPartners { us, _, bank in
                let target = try us.addTarget("Only JSON")
                let backup = bank.folder.appending(path: "b.sqlite").path(percentEncoded: false)
                let commands = [
                    ["status"], ["list"], ["show", target], ["history", target], ["conflicts"],
                    ["peer", "list"], ["peer", "pause", "ru"], ["peer", "resume", "ru"],
                    ["alarms"], ["drafts"], ["rebuild"], ["log", "verify"], ["backup", backup],
                    ["edit", target, "grade=A1"], ["withdraw", target, "--reason", "x"],
                    ["reinstate", target, "--reason", "y"],
                ]
                for command in commands { try us.ask(command) }
            }
        }

        @Test func `an error in JSON carries its code, and what to do next`() throws {
            try withTwoPartners { us, _, _ in
                let outcome = try us.jigctl("show", "us-t9999", "--json")
                #expect(outcome.code == 66)
                let error = try #require(outcome.json?["error"])
                #expect(error["code"] == 66)
                #expect(error["message"].string?.contains("us-t9999") == true)
                #expect(error["next"].string?.isEmpty == false)
            }
        }

        @Test func `status begins with whether the partners are converged`() throws {
            try withTwoPartners { us, ru, _ in
                let good = try us.run("status").text
                #expect(good.hasPrefix("converged"), "\(good)")
                ru.stop()
                try eventually("us notices") { try us.status()["converged"] == false }
                let bad = try us.run("status").text
                #expect(!bad.hasPrefix("converged"), "\(bad)")
                #expect(bad.prefix { $0 != "\n" }.contains("ru"), "\(bad)")
            }
        }

        @Test func `help teaches every verb with an example`() throws {
            let bank = try Bank(["us"])
            let verbs = try bank["us"].run("help").text.matches(of: /\n  ([a-z]+) {2,}[A-Z]/)
            #expect(verbs.count > 20)
            for verb in verbs.map({ String($0.output.1) }) {
                let help = try bank["us"].run("help", verb).text
                let isExample = help.contains(/Examples?:\s+jigctl/) && help.contains(verb)
                #expect(isExample, "\(help)")
            }
        }

        @Test func `a verb that is none is told apart, and the nearest one is named`() throws {
            let node = try Bank(["us"])["us"]
            for (typed, meant) in [
                (["lst"], "`list`"), (["help", "lst"], "`list`"),
                (["peer", "lits"], "`peer list`"),
                (["lst", "--kind", "site"], "`list`"),
            ] {
                let outcome = try node.refuse(64, typed)
                #expect(outcome.errors.hasPrefix("jigctl: there is no verb `"), "\(outcome)")
                #expect(outcome.errors.contains("did you mean \(meant)?"), "\(outcome)")
            }
            let far = try node.refuse(64, "teleport")
            #expect(!far.errors.contains("did you mean") && far.errors.contains("jigctl help"))
        }

        @Test func `wrong usage has the form of every error`() throws {
            let node = try Bank(["us"])["us"]
            for arguments in [
                ["list", "--near"], ["export"], ["status", "--timeout", "x"], ["show", "a", "b"],
                ["status", "--jsn"], ["import", "x", "--kind", "site", "--map", "y"],
            ] {
                let outcome = try node.refuse(64, arguments)
                let lines = outcome.errors.split(separator: "\n")
                #expect(lines.count == 2, "\(outcome)")
                #expect(lines.first?.hasPrefix("jigctl: ") == true, "\(outcome)")
                #expect(lines.last?.hasPrefix("  next: usage: jigctl ") == true, "\(outcome)")
            }
        }

        @Test func `the sample configuration is one that a daemon takes`() throws {
            try withTwoPartners { us, ru, bank in
                us.stop()
                let sample = URL(filePath: #filePath).deletingLastPathComponent()
                    .appending(path: "../../deploy/jigd.yaml").standardizedFileURL
                let text = try String(contentsOf: sample, encoding: .utf8)
                try us.configure { _ in
                    text.replacing("192.0.2.10:7700", with: "127.0.0.1:\(us.port)")
                        .replacing("198.51.100.7:7700", with: "127.0.0.1:\(ru.port)")
                        .replacing("  1000: ", with: "  \(getuid()): ")
                }
                try us.start()
                let target = try us.addTarget("Written by A. Operator")
                try bank.waitUntilConverged()
                let entries = try ru.ask("history", target)["entries"].elements
                #expect(entries.allSatisfy { $0["operator"] == "A. Operator" })
            }
        }

        // MARK: One answer each

        private func expectStatus(of node: Node) throws {
            let status = try node.status()
            expect(
                status,
                has: [
                    "partner", "bank", "digest", "records", "conflicts_open", "drafts",
                    "converged", "reason", "peers", "alarms",
                ]
            )
            #expect(status["partner"] == "us")
            #expect(status["bank"] == "test")
            #expect(status["reason"] == .null)
            for peer in status["peers"].elements {
                expect(
                    peer,
                    has: [
                        "partner", "state", "converged", "reason", "behind", "ahead",
                        "last_contact",
                    ]
                )
                #expect(peer["state"] == "connected")
                #expect(peer["behind"] == 0 && peer["ahead"] == 0)
            }
        }

        private func expectRecord(_ id: String, of node: Node) throws {
            let shown = try node.ask("show", id)
            expect(
                shown,
                has: ["id", "kind", "owner", "version", "withdrawn", "conflicted", "fields"]
            )
            let place = shown["fields"]["place"]
            expect(place, has: ["conflicted", "values"])
            let value = try #require(place["values"].elements.first)
            expect(
                value,
                has: ["value", "dot", "partner", "operator", "claimed_at", "received_at"]
            )
            #expect(value["dot"].string?.wholeMatch(of: /us\/bank\/[0-9]+\.[0-9]+/) != nil)
            expect(value["value"], has: ["lat", "lon", "uncertainty_m", "shape"])
            #expect(value["value"]["lat"] == .number(34.5))
            #expect(value["value"]["uncertainty_m"] == 100)
            let listed = try node.ask("list")
            expect(listed, has: ["records", "next"])
            let record = try #require(listed["records"].elements.first)
            expect(
                record,
                has: ["id", "kind", "owner", "version", "withdrawn", "conflicted", "fields"]
            )
            #expect(record["fields"]["name"] == "Keys")
            #expect(record["fields"]["status"] == "reported")
        }

        private func expectConflictAndResolution(of node: Node) throws {
            let conflict = try #require(try node.ask("conflicts")["conflicts"].elements.first)
            expect(conflict, has: ["id", "record", "kind", "field", "opened_at", "siblings"])
            let id = try #require(conflict["id"].string)
            #expect(id.count == 8)
            for sibling in conflict["siblings"].elements {
                expect(
                    sibling,
                    has: ["dot", "value", "partner", "operator", "claimed_at", "received_at"]
                )
            }
            let resolved = try node.ask("resolve", id, "--set", "reported", "--reason", "test")
            expect(resolved, has: ["id", "version"])
        }

        private func expectHistory(of target: String, at node: Node) throws {
            let entries = try node.ask("history", target)["entries"].elements
            #expect(!entries.isEmpty)
            for entry in entries {
                expect(
                    entry,
                    has: [
                        "dot", "field", "value", "supersedes", "partner", "operator",
                        "claimed_at", "received_at", "reason",
                    ]
                )
            }
        }

        private func expect(
            _ answer: JSON,
            has keys: Set<String>,
            location: SourceLocation = #_sourceLocation
        ) {
            let missing = keys.subtracting(answer.keys).sorted()
            #expect(missing == [], sourceLocation: location)
        }
    }
}
