import Foundation
import Testing

extension EndToEnd {
    @Suite struct Suspending {
        @Test
        func `a suspended partner is shown so on both sides, edits wait, and resuming brings them`()
            throws
        {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Depot")
                try bank.waitUntilConverged()
                try us.refuse(64, "suspend")
                try us.refuse(75, "resume")
                let word = try us.ask("suspend", "--reason", "Talks")
                #expect(word["id"].string == "us-w1")
                #expect(try us.ask("suspend", "--reason", "Talks")["id"] == word["id"])
                try eventually("ru knows") { try peer(of: ru)["state"] == "suspended" }
                try eventually("us ends it") { try peer(of: us)["state"] == "suspended" }
                try expectShown(us, ru)

                let shown = try #require(try us.ask("show", target)["version"].string)
                let edit = try us.ask("edit", target, "name=Mill", "--current")
                #expect(edit["waiting"] == true)
                try expectEveryAnswerWaits(us, target, seen: shown)
                let added = try ru.ask(
                    "add",
                    "target",
                    "name=Hut",
                    "category=facility",
                    "place=1,1,1m"
                )
                #expect(added["waiting"] == .null)
                us.crash()
                try us.start()
                #expect(try us.status()["suspended"]["reason"].string == "Talks")
                try ru.refuse(69, "peer", "test", "us")
                #expect(try ru.values(of: "name", in: target) == ["Depot"])
                try us.refuse(66, "show", "ru-t1")

                #expect(try us.run("resume", "--reason", "Done").text.contains("called at once"))
                try bank.waitUntilConverged()
                #expect(try ru.values(of: "name", in: target) == ["Mill"])
                try us.run("show", "ru-t1")
                for node in [us, ru] {
                    #expect(try peer(of: node)["standing"] == .null)
                    #expect(try node.status()["suspended"] == .null)
                }
            }
        }

        @Test func `who suspends while apart tells it later, and may leave without resuming`()
            throws
        {
            try withTwoPartners { us, ru, bank in
                ru.stop()
                try us.run("suspend", "--reason", "Talks")
                let target = try us.addTarget("Depot")
                us.crash()
                try us.start()
                try ru.start()
                try eventually("ru is told") { try peer(of: ru)["state"] == "suspended" }
                try ru.refuse(66, "show", target)
                try us.run("leave", "--confirm", "test")
                try bank.waitUntilConverged()
                try ru.run("show", target)
                #expect(try ru.status()["sealed"]["partner"] == "us")
            }
        }

        /// Whatever writes says that it goes nowhere for now; what writes nothing does not.
        private func expectEveryAnswerWaits(
            _ us: Node,
            _ target: String,
            seen version: String
        ) throws {
            try us.run("edit", target, "name=Tower", "--version", version, "--as-sibling")
            let conflict = try us.ask("conflicts")["conflicts"].elements[0]["id"].string ?? ""
            let resolved = try us.ask("resolve", conflict, "--set", "Mill", "--reason", "Seen")
            #expect(resolved["waiting"] == true)
            let none = try us.ask("resolve", "--all-from", "us", "--reason", "Seen")
            #expect(none["resolved"] == 0 && none["waiting"] == .null)
            let rows = us.home.appendingPathComponent("rows.csv")
            try Data("name,category,lat,lon,uncertainty_m\nHut,facility,1,1,1\n".utf8).write(
                to: rows
            )
            let rehearsal = try us.ask("import", rows.path, "--kind", "site", "--dry-run")
            #expect(rehearsal["added"] == 1 && rehearsal["waiting"] == .null)
            #expect(try us.ask("import", rows.path, "--kind", "site")["waiting"] == true)
            let again = try us.run("import", rows.path, "--kind", "site").text
            #expect(again.contains("goes to the partners after jigctl resume"))
        }

        private func expectShown(_ us: Node, _ ru: Node) throws {
            let standing = try peer(of: ru)["standing"]
            #expect(standing["says"] == "suspended" && standing["reason"] == "Talks")
            #expect(standing["partner"] == "us" && standing["claimed_at"].string != nil)
            #expect(try ru.status()["suspended"] == .null && ru.status()["converged"] == false)
            #expect(try us.status()["suspended"]["reason"] == "Talks")
            #expect(try us.run("status").text.contains("SUSPENDED: us suspended its part"))
            #expect(try ru.run("status").text.contains("us suspended its part"))
            #expect(try ru.run("peer", "list").text.contains("Talks"))
        }

        /// How a node sees the other.
        private func peer(of node: Node) throws -> JSON {
            try node.ask("peer", "list")["peers"].elements[0]
        }
    }
}
