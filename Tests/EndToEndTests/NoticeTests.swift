import Foundation
import Testing

extension EndToEnd {
    @Suite struct Notices {
        private static let volumes =
            "34.5,38.25,100m,circle:5km @FL050-FL100 2026-01-01T10:00:00Z..2026-01-01T12:00:00Z"

        @Test func `a notice is issued, answered and changed through the generic verbs`() throws {
            try withTwoPartners { us, ru, bank in
                let added = try us.ask(
                    "add",
                    "notice",
                    "title=Relief convoy",
                    "activity=convoy",
                    "volumes=\(Self.volumes)"
                )
                #expect(added["id"].string == "us-n1")
                let version = try #require(added["version"].string)
                try bank.waitUntilConverged()
                #expect(try ru.values(of: "lead", in: "us-n1") == ["us"])
                #expect(try ru.values(of: "state", in: "us-n1") == ["issued"])
                let volume = try ru.values(of: "volumes", in: "us-n1")[0].elements[0]
                #expect(volume["place"]["radius_m"] == 5_000)
                #expect(volume["upper"]["fl"] == 100)
                #expect(volume["from"].string == "2026-01-01T10:00:00.000Z")

                let said = try ru.ask(
                    "add",
                    "statement",
                    "about=us-n1@\(version)",
                    "says=acknowledged"
                )
                let word = try #require(said["id"].string)
                try bank.waitUntilConverged()
                let about = try us.values(of: "about", in: word)[0]
                #expect(about["id"].string == "us-n1" && about["version"].string == version)
                try ru.refuse(77, "edit", word, "reason=x", "--current")
                try ru.refuse(77, "edit", "us-n1", "title=x", "--current")
                try ru.refuse(66, "add", "statement", "about=us-n9@\(version)", "says=agreed")
                try ru.refuse(75, "add", "statement", "about=us-n1@0123456789abcdef", "says=agreed")

                try us.run("edit", "us-n1", "state=active")
                try us.refuse(75, "edit", "us-n1", "state=issued")
                try us.run("edit", "us-n1", "state=ended")
                try us.refuse(65, "edit", "us-n1", "volumes=\(Self.volumes)|\(Self.volumes)")
                let history = try us.ask("history", "us-n1")["entries"].elements
                #expect(history.filter { $0["field"].string == "state" }.count == 3)
                #expect(try us.run("show", "us-n1").text.contains("above FL50, below FL100"))
                try bank.waitUntilConverged()
                #expect(try ru.values(of: "state", in: "us-n1") == ["ended"])
            }
        }

        @Test func `sectors, incidents, proposals and links are written and read`() throws {
            try withTwoPartners { us, ru, bank in
                try us.run(
                    "add",
                    "sector",
                    "name=North",
                    "areas=0,1,0,polygon:0.5 0;-0.5 0",
                    "allowed.ru=notify_first",
                    "rules=Call before entry"
                )
                try us.refuse(65, "edit", "us-z1", "allowed.xx=permitted")
                let site = try ru.ask(
                    "add",
                    "site",
                    "name=Clinic",
                    "category=medical",
                    "place=0,0,10m"
                )
                try bank.waitUntilConverged()
                let version = try #require(site["version"].string)
                try us.run(
                    "add",
                    "incident",
                    "title=Near miss",
                    "observed=2026-01-01..2026-01-01",
                    "place=0,0,1m,corridor:50m:0 1",
                    "category=near_miss",
                    "links+=ru-s1@\(version)",
                    "links+=us-z1"
                )
                try us.run("add", "proposal", "about=ru-s1@\(version)", "change=buffer_m=2km")
                try us.refuse(65, "add", "proposal", "about=ru-s1", "change=rules=x")
                try us.run("add", "link", "from=us-z1", "to=ru-s1", "relation=related")
                try us.refuse(65, "add", "link", "from=us-z1", "to=us-z1", "relation=related")
                try bank.waitUntilConverged()
                #expect(try ru.values(of: "allowed.ru", in: "us-z1") == ["notify_first"])
                #expect(try ru.values(of: "links", in: "us-i1").count == 2)
                let change = try ru.values(of: "change", in: "us-p1")[0]
                #expect(change["field"].string == "buffer_m" && change["value"] == 2_000)
                let link = try ru.values(of: "to", in: "us-l1")[0]
                #expect(link["id"].string == "ru-s1" && link["kind"].string == "site")
                let near = try ru.ask("list", "--near", "0,0.5,1", "--kind", "sector")
                #expect(near["records"].elements.count == 1)
                let found = try ru.ask("list", "--text", "entry")["records"].elements
                #expect(found.compactMap { $0["id"].string } == ["us-z1"])
                try us.run("edit", "us-z1", "allowed.ru=not_permitted")
                try ru.run("edit", "us-z1", "rules=Never at night", "--current")
                try us.run("edit", "us-i1", "links-=us-z1")
                try bank.waitUntilConverged()
                #expect(try ru.values(of: "links", in: "us-i1").count == 1)
            }
        }
    }
}
