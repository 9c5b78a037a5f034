import Foundation
import Testing

extension EndToEnd {
    /// What partners say about each other's records, between two daemons.
    @Suite struct Statements {
        private static let volumes =
            "34.5,38.25,100m,circle:5km @FL050-FL100 2026-01-01T10:00:00Z..2026-01-01T12:00:00Z"

        @Test func `a notice is received by itself, acknowledged, and stale once it changes`()
            throws
        {
            try withTwoPartners { us, ru, bank in
                let version = try issue(at: us)
                try bank.waitUntilConverged()
                try eventually("ru's receipt is at us") {
                    try said("received", about: "us-n1", at: us).count == 1
                }
                let receipt = try #require(try said("received", about: "us-n1", at: us).first)
                #expect(receipt["partner"] == "ru" && receipt["operator"] == "jigd")
                #expect(receipt["version"].string == version && receipt["stale"] == false)
                #expect(receipt["claimed_at"].string != nil && receipt["received_at"].string != nil)

                let word = try ru.ask("acknowledge", "us-n1", "--version", version)
                #expect(word["draft"] == false && word["version"].string != nil)
                let again = try ru.ask("acknowledge", "us-n1", "--version", version)
                #expect(again["id"] == word["id"])
                try bank.waitUntilConverged()
                let heard = try #require(try said("acknowledged", about: "us-n1", at: us).first)
                #expect(heard["id"] == word["id"] && heard["stale"] == false)

                let changed = try us.ask("edit", "us-n1", "title=Another convoy", "--current")
                try bank.waitUntilConverged()
                try eventually("the new version is received too") {
                    try said("received", about: "us-n1", at: us).count == 2
                }
                for node in [us, ru] {
                    let words = try said("acknowledged", about: "us-n1", at: node)
                    #expect(words.map { $0["stale"] } == [true])
                    let stale = try said("received", about: "us-n1", at: node).map { $0["stale"] }
                    #expect(stale == [true, false])
                    #expect(try node.run("show", "us-n1").text.contains("STALE"))
                }
                let newest = try #require(changed["version"].string)
                let receipts = try said("received", about: "us-n1", at: ru)
                #expect(receipts.last?["version"].string == newest)
            }
        }

        @Test func `a receipt is said once, whatever is started again or confirmed`() throws {
            try withTwoPartners { us, ru, bank in
                try issue(at: us)
                try issue(at: ru)
                try bank.waitUntilConverged()
                for (node, id) in [(us, "ru-n1"), (ru, "us-n1")] {
                    try eventually("\(id) is received") {
                        try said("received", about: id, at: node).count == 1
                    }
                }
                ru.crash()
                try ru.start()
                let about = "about=ru-n1@\(try version("ru-n1", us))"
                try us.run("add", "statement", about, "says=agreed")
                try bank.waitUntilConverged()
                ru.stop()
                try us.run("edit", "us-n1", "contact=the desk", "--current")
                try us.run("edit", "us-n1", "contact=another desk", "--current")
                try ru.start()
                try bank.waitUntilConverged()
                try eventually("what came while ru was away is received") {
                    try said("received", about: "us-n1", at: us).count == 2
                }
                try bank.waitUntilConverged()
                #expect(try said("received", about: "us-n1", at: us).count == 2)
                #expect(try said("received", about: "ru-n1", at: us).count == 1)
                let own = try us.ask("list", "--kind", "statement")["records"].elements
                #expect(own.count == 4)
            }
        }

        @Test func `a sector comes into force, and a newer version says who is missing`() throws {
            try withTwoPartners { us, ru, bank in
                let sector = ["name=North", "areas=0,1,0,polygon:0.5 0;-0.5 0", "rules=Call first"]
                let added = try us.ask(["add", "sector"] + sector)
                let first = try #require(added["version"].string)
                try bank.waitUntilConverged()
                #expect(try ru.ask("show", "us-z1")["missing"].elements == ["ru", "us"])
                try us.run("agree", "us-z1", "--version", first)
                try ru.run("agree", "us-z1", "--version", first, "--reason", "as discussed")
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    let shown = try node.ask("show", "us-z1")
                    #expect(shown["in_force"].elements.map { $0["version"].string } == [first])
                    #expect(shown["proposed"] == .null && shown["missing"].elements == [])
                }
                let edited = try ru.ask("edit", "us-z1", "rules=Never", "--version", first)
                let second = try #require(edited["version"].string)
                try ru.run("agree", "us-z1", "--version", second)
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    let shown = try node.ask("show", "us-z1")
                    let inForce = try #require(shown["in_force"].elements.first)
                    #expect(inForce["version"].string == first)
                    #expect(inForce["fields"]["rules"] == "Call first")
                    #expect(shown["proposed"].string == second)
                    #expect(shown["missing"].elements == ["us"])
                    let text = try node.run("show", "us-z1").text
                    #expect(text.contains("not agreed by us") && text.contains("in force"))
                }
                try us.run("agree", "us-z1", "--version", second)
                try bank.waitUntilConverged()
                let shown = try ru.ask("show", "us-z1")
                #expect(shown["in_force"].elements.map { $0["version"].string } == [second])
            }
        }

        @Test func `an objection needs a reason and a version, and can be taken back`() throws {
            try withTwoPartners { us, ru, bank in
                let version = try issue(at: us)
                try bank.waitUntilConverged()
                let known = ["--version", version]
                try ru.refuse(64, ["object", "us-n1"] + known)
                try ru.refuse(64, ["object", "us-n1", "--reason", " "] + known)
                try ru.refuse(64, "agree", "us-n1")
                try ru.refuse(75, "agree", "us-n1", "--version", "0123456789abcdef")
                try ru.refuse(75, "agree", "us-n1", "--version", "what I saw")
                try ru.refuse(66, ["agree", "us-n9"] + known)
                try ru.refuse(75, ["unsay", "us-n1"] + known)
                let reason = "Our convoy is there"
                let word = try ru.ask(["object", "us-n1", "--reason", reason] + known)
                try ru.refuse(75, ["acknowledge", "us-n1"] + known)
                let id = try #require(word["id"].string)
                try ru.refuse(65, "agree", id, "--version", try #require(word["version"].string))
                try bank.waitUntilConverged()
                let heard = try #require(try said("objected", about: "us-n1", at: us).first)
                #expect(heard["reason"].string == reason && heard["overruled"] == .null)
                #expect(try us.run("show", "us-n1").text.contains(reason))
                try ru.ask(["unsay", "us-n1", "--reason", "Settled"] + known)
                try ru.ask(["agree", "us-n1"] + known)
                try bank.waitUntilConverged()
                let overruled = try said("objected", about: "us-n1", at: us).map { $0["overruled"] }
                #expect(overruled == [true])
                #expect(try said("agreed", about: "us-n1", at: us).count == 1)
            }
        }

        @Test func `an answer that is past its time stands in status until it is given`() throws {
            try withTwoPartners { us, ru, bank in
                let version = try issue(at: us, "respond_by=2020-01-01T00:00:00Z")
                try issue(at: us, "respond_by=2100-01-01T00:00:00Z")
                try issue(at: us)
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    let status = try node.status()
                    #expect(status["overdue_count"] == 1)
                    let owed = try #require(status["overdue"].elements.first)
                    #expect(owed["record"] == "us-n1" && owed["partner"] == "ru")
                    #expect(owed["version"].string == version)
                    #expect(owed["respond_by"] == "2020-01-01T00:00:00.000Z")
                    #expect(try node.run("status").text.contains("1 answer overdue"))
                }
                try ru.run("object", "us-n1", "--version", version, "--reason", "Not there")
                try bank.waitUntilConverged()
                for node in [us, ru] { #expect(try node.status()["overdue_count"] == 0) }
                try us.run("edit", "us-n1", "contact=the desk", "--current")
                try bank.waitUntilConverged()
                #expect(try ru.status()["overdue_count"] == 1)
                try us.run("edit", "us-n1", "state=cancelled", "--current")
                try bank.waitUntilConverged()
                #expect(try ru.status()["overdue"].elements == [])
            }
        }

        @Test func `more notices than are looked at at once are all received, and counted`() throws
        {
            try withTwoPartners { us, ru, bank in
                ru.stop()
                let overdue = "respond_by=2020-01-01T00:00:00Z"
                for number in 1...257 {
                    try issue(at: us, overdue)
                    guard (99...101).contains(number) else { continue }
                    let status = try us.status()
                    #expect(status["overdue_count"].integer == number)
                    #expect(status["overdue"].elements.count == min(number, 100))
                }
                #expect(try us.run("status").text.contains("and 157 more"))
                try ru.start()
                try eventually("every notice is received, once") {
                    try ru.status()["records"].integer == 514
                }
                try bank.waitUntilConverged()
                #expect(try us.status()["records"] == 514)
                for id in ["us-n1", "us-n256", "us-n257"] {
                    #expect(try said("received", about: id, at: us).count == 1)
                }
            }
        }

        /// Issues a notice and answers its version.
        @discardableResult
        private func issue(at node: Node, _ more: String...) throws -> String {
            let fields = ["title=Convoy", "activity=convoy", "volumes=\(Self.volumes)"]
            let added = try node.ask(["add", "notice"] + fields + more)
            return try #require(added["version"].string)
        }

        /// What was said about a record in this word, oldest first.
        private func said(_ word: String, about id: String, at node: Node) throws -> [JSON] {
            try node.ask("show", id)["statements"].elements.filter { $0["says"].string == word }
        }

        private func version(_ id: String, _ node: Node) throws -> String {
            try #require(try node.ask("show", id)["version"].string)
        }
    }
}
