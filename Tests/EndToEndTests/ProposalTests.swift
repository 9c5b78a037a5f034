import Testing

extension EndToEnd {
    /// What a partner suggests for another's record, and how records are joined.
    @Suite struct Proposals {
        @Test func `a proposal is accepted in the record and in a statement`() throws {
            try withProposal { us, ru, bank in
                try us.refuse(77, "proposal", "accept", "us-p1")
                try ru.refuse(64, "proposal", "accept", "ru-s1")
                let accepted = try ru.ask("proposal", "accept", "us-p1", "--reason", "seen")
                #expect(accepted["id"].string == "ru-s1")
                #expect(accepted["statement"].string == "ru-w1")
                let shown = try ru.ask("show", "ru-s1")
                #expect(shown["version"] == accepted["version"])
                #expect(shown["fields"]["buffer_m"]["values"].elements[0]["value"] == 2_000)
                try bank.waitUntilConverged()
                let history = try us.ask("history", "ru-s1")["entries"].elements
                #expect(history.compactMap { $0["reason"].string } == ["accepts us-p1: seen"])
                #expect(try us.values(of: "says", in: "ru-w1") == ["agreed"])
                #expect(try us.values(of: "about", in: "ru-w1")[0]["id"].string == "us-p1")
            }
        }

        @Test func `nobody proposes anything to themselves`() throws {
            try withProposal { us, ru, bank in
                let refusal = try ru.refuse(64, "propose", "ru-s1", "buffer_m=1km", "--reason", "x")
                #expect(refusal.errors.contains("ru-s1 is your own record"))
                #expect(refusal.errors.contains("jigctl edit ru-s1 field=value"))
                let target = try us.addTarget("Depot")
                try us.refuse(64, "propose", target, "name=Store", "--reason", "x")
                try us.refuse(64, "edit", "us-p1", "about=\(target)", "--current")
                try bank.waitUntilConverged()
                try ru.run("propose", target, "name=Store", "--reason", "x")
                #expect(try ru.ask("list", "--kind", "proposal")["records"].elements.count == 2)
            }
        }

        @Test func `a proposal about a value that has changed is not accepted unasked`() throws {
            try withProposal { us, ru, bank in
                try ru.run("edit", "ru-s1", "buffer_m=1km")
                let refusal = try ru.refuse(75, "proposal", "accept", "us-p1")
                #expect(refusal.errors.contains("1000"))
                try ru.run("proposal", "accept", "us-p1", "--current")
                #expect(try ru.values(of: "buffer_m", in: "ru-s1") == [2_000])
            }
        }

        @Test func `declining leaves the record and says why`() throws {
            try withProposal { us, ru, bank in
                try ru.refuse(64, "proposal", "decline", "us-p1")
                try ru.refuse(64, "proposal", "decline", "us-p1", "--reason", " ")
                try ru.run("proposal", "decline", "us-p1", "--reason", "It has closed")
                try bank.waitUntilConverged()
                #expect(try us.values(of: "says", in: "ru-w1") == ["objected"])
                #expect(try us.values(of: "reason", in: "ru-w1") == ["It has closed"])
                #expect(try ru.values(of: "buffer_m", in: "ru-s1") == [500])
            }
        }

        @Test func `records are linked, and reports name exact versions`() throws {
            try withTwoPartners { us, ru, bank in
                let site = try ru.ask(
                    "add",
                    "site",
                    "name=Clinic",
                    "category=medical",
                    "place=34.5,38.25,10m"
                )
                try bank.waitUntilConverged()
                let target = try us.addTarget("Clinic, north wing")
                try us.refuse(64, "link", "same-as", target, "ru-s1")
                try us.refuse(66, "link", "same-as", target, "ru-s9", "--reason", "x")
                try us.run("link", "same-as", target, "ru-s1", "--reason", "One house")
                try us.run("link", "supersedes", target, "ru-s1", "--reason", "A newer list")
                try bank.waitUntilConverged()
                let links = try ru.ask("link", "list")["records"].elements
                #expect(links.map { $0["fields"]["relation"].string } == ["same_as", "supersedes"])
                #expect(links[0]["fields"]["to"]["id"].string == "ru-s1")
                #expect(try ru.run("link", "list").text.contains("One house"))

                let reported = try us.run(
                    "incident",
                    "report",
                    "title=Near miss",
                    "observed=2026-01-01..2026-01-01",
                    "place=34.5,38.25,50m",
                    "category=near_miss",
                    "links+=ru-s1"
                )
                #expect(reported.errors.contains("34.5000000, 38.2500000 · "))
                let link = try us.values(of: "links", in: "us-i1")[0]
                #expect(link["version"] == site["version"])
            }
        }

        @Test func `a partner confirms a link or denies it, and both sides see which`() throws {
            try withTwoPartners { us, ru, bank in
                let fields = ["name=Clinic", "category=medical"]
                try us.ask(["add", "site"] + fields + ["place=34.5,38.25,10m"])
                try ru.ask(["add", "site"] + fields + ["place=35.5,38.25,10m"])
                try bank.waitUntilConverged()
                let link = try us.ask("link", "same-as", "us-s1", "ru-s1", "--reason", "One house")
                let version = try #require(link["version"].string)
                try bank.waitUntilConverged()
                func check(_ said: [String], _ classes: [String]) throws {
                    try bank.waitUntilConverged()
                    for node in [us, ru] {
                        let shown = try node.ask("show", "us-l1")["statements"].elements
                        let held = shown.filter { $0["overruled"] != true }
                        #expect(held.compactMap { $0["says"].string } == said, "\(node.partner)")
                        let found = try node.ask("check", "--all")["findings"].elements
                            .filter { $0["rule"].string == "lists_disagree" }
                        #expect(found.compactMap { $0["class"].string } == classes)
                    }
                }
                try check([], ["possible"])
                try ru.run("agree", "us-l1", "--version", version)
                try check(["agreed"], ["certain"])
                try ru.run("object", "us-l1", "--version", version, "--reason", "Two houses")
                try check(["objected"], [])
                #expect(try us.run("show", "us-l1").text.contains("Two houses"))
            }
        }

        /// A proposal of `us` for a record of `ru`: another buffer.
        private func withProposal(_ body: (Node, Node, Bank) throws -> Void) throws {
            try withTwoPartners { us, ru, bank in
                try ru.run(
                    "add",
                    "site",
                    "name=Clinic",
                    "category=medical",
                    "place=34.5,38.25,10m",
                    "buffer_m=500m"
                )
                try bank.waitUntilConverged()
                try us.refuse(64, "propose", "ru-s1", "buffer_m", "--reason", "x")
                try us.refuse(64, "propose", "ru-s1", "buffer_m=2km")
                try us.refuse(65, "propose", "ru-s1", "bufer=2km", "--reason", "x")
                try us.run("propose", "ru-s1", "buffer_m=2km", "--reason", "Two new wards")
                try bank.waitUntilConverged()
                try body(us, ru, bank)
            }
        }
    }
}
