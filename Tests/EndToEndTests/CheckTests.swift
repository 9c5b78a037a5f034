import Foundation
import Testing

extension EndToEnd {
    /// What is announced is checked against what is listed, before it is written and after, with one
    /// result on both sides.
    @Suite struct Checks {
        private static let times = "2031-01-01T10:00:00Z..2031-01-01T12:00:00Z"
        private static let at = "2031-01-01T09:00:00Z"

        private static func notice(_ title: String, at place: String) -> [String] {
            ["title=\(title)", "activity=convoy", "volumes=\(place) @ \(times)"]
        }

        /// The rules of the findings, as one side sees them.
        private func rules(_ node: Node, _ arguments: String...) throws -> [String] {
            try node.ask(["check", "--at", Self.at] + arguments)["findings"].elements
                .compactMap { $0["rule"].string }
        }

        /// A site of a kind around which something is kept free.
        private func addClinic(_ node: Node) throws {
            try node.run("add", "site", "name=Clinic", "category=medical", "place=34.5,38.25,10m")
        }

        @discardableResult
        private func run(_ node: Node, _ arguments: [String]) throws -> Outcome {
            let outcome = try node.jigctl(arguments)
            try #require(outcome.code == 0, "\(outcome)")
            return outcome
        }

        @Test func `a site near a notice is found on both sides, with one digest`() throws {
            try withTwoPartners { us, ru, bank in
                try addClinic(ru)
                try bank.waitUntilConverged()
                try run(us, ["add", "notice"] + Self.notice("Convoy", at: "34.5,38.25,10m"))
                try bank.waitUntilConverged()
                let ours = try us.ask("check", "--at", Self.at)
                let theirs = try ru.ask("check", "--at", Self.at)
                #expect(ours == theirs)
                let finding = try #require(ours["findings"].elements.first)
                #expect(finding["rule"].string == "site_in_notice")
                #expect(finding["class"].string == "certain")
                #expect(finding["records"].elements.compactMap { $0["kind"].string }.count == 2)
                #expect(finding["lines"].elements.count == 2)
                #expect(ours["counted"] == 1)
                let digest = try #require(ours["digest"].string)
                #expect(try us.jigctl("check", "--at", Self.at, "--exit-code").code == 1)
                #expect(try rules(ru, "--record", "ru-s1") == ["site_in_notice"])

                try us.run("notice", "activate", "us-n1")
                #expect(try us.ask("check", "--at", Self.at)["digest"].string != digest)
                try us.refuse(75, "notice", "activate", "us-n1", "--version", "0123456789abcdef")
                try us.run("notice", "end", "us-n1", "--current")
                try us.refuse(75, "notice", "cancel", "us-n1")
                try bank.waitUntilConverged()
                #expect(try rules(us).isEmpty && rules(ru).isEmpty)
                #expect(try us.jigctl("check", "--at", Self.at, "--exit-code").code == 0)
            }
        }

        @Test func `what was typed is kept on both sides, and forms that disagree are found`()
            throws
        {
            try withTwoPartners { us, ru, bank in
                let added = try us.jigctl(
                    "add",
                    "target",
                    "name=Well",
                    "category=depot",
                    "place=34.5,38.25 = 37SDU4114617852,100m",
                    "validity=221200Z SEP 16.."
                )
                try #require(added.code == 0, "\(added)")
                #expect(added.errors.contains("37SDU4114617852 is another position: 34.5"))
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    let shown = try node.ask("show", "us-t1")["fields"]
                    let typed = shown["place"]["values"].elements[0]["typed"]
                    #expect(typed.elements.compactMap(\.string) == ["37SDU4114617852"])
                    let whole = try node.run("show", "us-t1").text
                    #expect(whole.contains("typed as 37SDU4114617852"))
                    let past = try node.ask("history", "us-t1")["entries"].elements
                    let words = past.flatMap { $0["typed"].elements.compactMap(\.string) }
                    #expect(Set(words) == ["37SDU4114617852", "221200Z SEP 16"])
                    #expect(try rules(node, "--record", "us-t1") == ["coordinates_suspect"])
                    let lines = try node.run("check", "--record", "us-t1").text
                    #expect(lines.contains("typed_forms_disagree"))
                }
                try us.run("edit", "us-t1", "place=34.6,38.25 = 37SDU3122828943,100m", "--current")
                try bank.waitUntilConverged()
                #expect(try rules(ru, "--record", "us-t1").isEmpty)
            }
        }

        @Test func `a buffer that reaches further than its site is kept`() throws {
            try withTwoPartners { us, ru, bank in
                try ru.run(
                    "add",
                    "site",
                    "name=Works",
                    "category=medical",
                    "place=34.5,38.25,10m",
                    "buffer_m=40km"
                )
                try bank.waitUntilConverged()
                let far = Self.notice("Far", at: "35.0,38.25,10m")
                let near = Self.notice("Near", at: "34.8,38.25,10m")
                try run(us, ["notice", "issue"] + far)
                #expect(try us.refuse(75, ["notice", "issue"] + near).errors.contains("ru-s1"))
            }
        }

        @Test func `a notice that would run into something is not issued unasked`() throws {
            try withTwoPartners { us, ru, bank in
                try addClinic(ru)
                try bank.waitUntilConverged()
                let notice = Self.notice("Convoy", at: "34.5,38.25,10m")
                let refusal = try us.refuse(75, ["notice", "issue"] + notice)
                #expect(refusal.errors.contains("site_in_notice"))
                #expect(refusal.errors.contains("ru-s1"))
                #expect(refusal.errors.contains("--yes"))
                let listed = try us.ask("list", "--kind", "notice")["records"]
                #expect(listed.elements.isEmpty)
                try us.refuse(65, ["notice", "issue", "--yes", "title=x", "activity=walk"])

                let issued = try us.jigctl(["notice", "issue", "--yes", "--json"] + notice)
                #expect(issued.code == 0)
                #expect(issued.json?["id"].string == "us-n1")
                let told = try run(
                    us,
                    ["notice", "issue"] + Self.notice("Elsewhere", at: "35.5,38.25,10m")
                )
                #expect(told.errors.contains("35.5000000, 38.2500000 · "))
                #expect(!told.text.contains("·"))
            }
        }

        @Test func `of a record in conflict every sibling counts`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.ask(
                    "add",
                    "target",
                    "name=Depot",
                    "category=facility",
                    "place=36,39,10m"
                )
                let id = try #require(target["id"].string)
                try addClinic(ru)
                try bank.waitUntilConverged()
                #expect(try rules(us, "--record", id).isEmpty)
                try us.run("peer", "pause", "ru")
                try us.run("edit", id, "place=34.5,38.25,10m", "--current")
                try ru.run("edit", id, "place=33,37,10m", "--current")
                #expect(try rules(ru, "--record", id).isEmpty)
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                #expect(try us.conflictIDs().count == 1)
                for node in [us, ru] {
                    #expect(try rules(node, "--record", id) == ["target_at_site"])
                    #expect(try rules(node, "--all") == ["target_at_site"])
                    #expect(try rules(node).isEmpty)
                    let shown = try node.run("check", "--at", Self.at, "--record", id)
                    #expect(shown.text.contains("in conflict"))
                }
            }
        }

        @Test func `notices of two partners that meet are found until one is called off`() throws {
            try withTwoPartners { us, ru, bank in
                try run(us, ["notice", "issue"] + Self.notice("Ours", at: "34.5,38.25,10m"))
                try bank.waitUntilConverged()
                try run(
                    ru,
                    ["notice", "issue", "--yes"] + Self.notice("Theirs", at: "34.5,38.25,5m")
                )
                try bank.waitUntilConverged()
                #expect(try rules(us) == ["notice_overlap"])
                #expect(try rules(ru, "--record", "us-n1") == ["notice_overlap"])
                try ru.run("notice", "cancel", "ru-n1")
                try bank.waitUntilConverged()
                #expect(try rules(us).isEmpty)
            }
        }

        @Test func `a watch says what changes, line by line`() throws {
            try withTwoPartners { us, _, bank in
                let watch = try us.startCommand(["watch", "--json"])
                try run(us, ["notice", "issue"] + Self.notice("Convoy", at: "34.5,38.25,10m"))
                try eventually("the watch tells of the notice") {
                    String(decoding: watch.output, as: UTF8.self).contains("\"us-n1\"")
                }
                watch.send(SIGINT)
                #expect(watch.finish(within: 10).code == 0)
            }
        }
    }
}
