import Testing

extension EndToEnd {
    @Suite struct Conflicts {
        @Test func `two values are one conflict with one id on both sides`() throws {
            try withValueConflict { us, ru, target, bank in
                let ids = try us.conflictIDs()
                #expect(ids.count == 1)
                #expect(try ru.conflictIDs() == ids)
                let conflict = try #require(try ru.ask("conflicts")["conflicts"].elements.first)
                #expect(conflict["record"] == .string(target))
                #expect(conflict["kind"] == "values")
                #expect(conflict["field"] == "status")
                let values = conflict["siblings"].elements.map { $0["value"].string }
                #expect(Set(values) == ["confirmed", "disputed"])
                #expect(try us.status()["conflicts_open"] == 1)
                #expect(try us.ask("show", target)["fields"]["status"]["conflicted"] == true)
            }
        }

        @Test func `a pick resolves on both sides`() throws {
            try withValueConflict { us, ru, target, bank in
                let conflict = try #require(try us.ask("conflicts")["conflicts"].elements.first)
                let sibling = try #require(
                    conflict["siblings"].elements.first { $0["partner"] == "ru" }
                )
                let (id, dot) = (conflict["id"].string ?? "", sibling["dot"].string ?? "")
                try us.ask("resolve", id, "--pick", dot, "--reason", "ru was there")
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    #expect(try node.values(of: "status", in: target) == [sibling["value"]])
                    #expect(try node.conflictIDs() == [])
                }
                let entries = try ru.ask("history", target)["entries"].elements
                #expect(entries.contains { $0["reason"] == "ru was there" })
            }
        }

        @Test func `a typed value resolves on both sides`() throws {
            try withValueConflict { us, ru, target, bank in
                let id = try #require(try ru.conflictIDs().first)
                try ru.ask("resolve", id, "--set", "reported", "--reason", "neither is sure")
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    #expect(try node.values(of: "status", in: target) == ["reported"])
                    #expect(try node.conflictIDs() == [])
                }
            }
        }

        @Test func `a resolution says why, or is refused`() throws {
            try withValueConflict { us, _, _, _ in
                let id = try #require(try us.conflictIDs().first)
                try us.refuse(64, "resolve", id, "--set", "reported")
                try us.refuse(64, "resolve", id, "--set", "reported", "--reason", "")
                try us.refuse(64, "resolve", id, "--reason", "no value")
                try us.refuse(66, "resolve", "zzzzzzzz", "--set", "reported", "--reason", "x")
                try us.refuse(65, "resolve", id, "--set", "no such word", "--reason", "x")
                #expect(try us.conflictIDs() == [id])
            }
        }

        @Test func `a conflict that has changed is not resolved under its old id`() throws {
            try withValueConflict { us, ru, target, bank in
                let id = try #require(try us.conflictIDs().first)
                try ru.run("resolve", id, "--set", "reported", "--reason", "first")
                try bank.waitUntilConverged()
                try us.refuse(75, "resolve", id, "--set", "confirmed", "--reason", "late")
                #expect(try us.values(of: "status", in: target) == ["reported"])
            }
        }

        @Test func `an edit of a field in conflict is refused and names the conflict`() throws {
            try withValueConflict { us, _, target, _ in
                let id = try #require(try us.conflictIDs().first)
                let outcome = try us.refuse(75, "edit", target, "status=reported", "--current")
                #expect(outcome.errors.contains(id), "\(outcome)")
            }
        }

        @Test func `two different resolutions conflict again`() throws {
            try withValueConflict { us, ru, target, bank in
                let id = try #require(try us.conflictIDs().first)
                try us.run("peer", "pause", "ru")
                try us.run("resolve", id, "--set", "reported", "--reason", "one")
                try ru.run("resolve", id, "--set", "confirmed", "--reason", "other")
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                let ids = try us.conflictIDs()
                #expect(ids.count == 1 && ids != [id])
                #expect(try ru.conflictIDs() == ids)
            }
        }

        @Test func `an edit beside a withdrawal is a conflict until a person decides`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Crossing")
                try bank.waitUntilConverged()
                try us.run("peer", "pause", "ru")
                try us.run("withdraw", target, "--reason", "gone", "--current")
                try ru.run("edit", target, "status=confirmed", "--current")
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                let ids = try us.conflictIDs()
                #expect(ids.count == 1)
                #expect(try ru.conflictIDs() == ids)
                let conflict = try #require(try us.ask("conflicts")["conflicts"].elements.first)
                #expect(conflict["kind"] == "edit_withdrawal")
                #expect(try us.values(of: "status", in: target) == ["confirmed"])
                let id = try #require(ids.first)
                try us.run("resolve", id, "--set", "in_bank", "--reason", "it is still there")
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    #expect(try node.conflictIDs() == [])
                    #expect(try node.ask("show", target)["withdrawn"] == false)
                }
            }
        }

        @Test func `one act picks a partner's values and skips where there is none`() throws {
            try withTwoPartners { us, ru, bank in
                let targets = try (1...3).map { try us.addTarget("Target \($0)") }
                try bank.waitUntilConverged()
                try us.run("peer", "pause", "ru")
                for target in targets {
                    try us.run("edit", target, "grade=A1", "--current")
                    try ru.run("edit", target, "grade=B2", "--current")
                }
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                #expect(try us.status()["conflicts_open"] == 3)
                try checkPages(of: us)
                let answer = try us.ask(
                    "resolve",
                    "--all-from",
                    "ru",
                    "--reason",
                    "agreed by phone"
                )
                #expect(answer["resolved"] == 3)
                #expect(answer["skipped"] == 0)
                try bank.waitUntilConverged()
                for target in targets {
                    #expect(try ru.values(of: "grade", in: target) == ["B2"])
                }
            }
        }

        /// Of three open conflicts a page holds two, and the page after it the third.
        private func checkPages(of us: Node) throws {
            let all = try us.ask("conflicts")
            #expect(all["open"] == 3 && all["next"] == .null)
            let page = try us.ask("conflicts", "--limit", "2")
            #expect(page["open"] == 3)
            let cursor = try #require(page["next"].string)
            let rest = try us.ask("conflicts", "--after", cursor)
            #expect(rest["next"] == .null)
            #expect(
                page["conflicts"].elements + rest["conflicts"].elements
                    == all["conflicts"].elements
            )
            let shown = try us.jigctl("conflicts", "--limit", "1").text
            #expect(shown.hasPrefix("3 open conflicts\n") && shown.contains("--after"))
        }

        /// Two partners, and one target of `us` whose status both have changed while apart.
        private func withValueConflict(
            body: (_ us: Node, _ ru: Node, _ target: String, _ bank: Bank) throws -> Void
        ) throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Contested")
                try bank.waitUntilConverged()
                try us.run("peer", "pause", "ru")
                try us.run("edit", target, "status=confirmed")
                try ru.run("edit", target, "status=disputed", "--current")
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                try body(us, ru, target, bank)
            }
        }
    }
}
