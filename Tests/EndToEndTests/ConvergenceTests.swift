import Testing

extension EndToEnd {
    @Suite struct Convergence {
        @Test func `what one partner adds the other shows`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Fictional depot", "status=confirmed", "tags+=north")
                try bank.waitUntilConverged()
                let shown = try ru.ask("show", target)
                #expect(shown["owner"] == "us")
                #expect(
                    shown["fields"]["name"]["values"].elements.map { $0["value"] } == [
                        "Fictional depot"
                    ]
                )
                #expect(try ru.values(of: "status", in: target) == ["confirmed"])
                #expect(try ru.values(of: "tags", in: target) == ["north"])
                #expect(try us.ask("show", target)["version"] == shown["version"])
            }
        }

        @Test func `equal banks have equal digests, different ones have not`() throws {
            try withTwoPartners { us, ru, bank in
                let empty = try us.status()["digest"]
                #expect(try ru.status()["digest"] == empty)
                _ = try us.addTarget("One")
                try bank.waitUntilConverged()
                #expect(try us.status()["digest"] != empty)
            }
        }

        @Test func `a paused link is not converged and says why`() throws {
            try withTwoPartners { us, ru, bank in
                try us.run("peer", "pause", "ru")
                _ = try us.addTarget("Not sent yet")
                let status = try us.status()
                #expect(status["converged"] == false)
                #expect(status["reason"].string?.isEmpty == false)
                let peer = try #require(status["peers"].elements.first)
                #expect(peer["partner"] == "ru")
                #expect(peer["state"] == "paused")
                try eventually("ru notices that it is not converged") {
                    try ru.status()["converged"] == false
                }
                #expect(try ru.status()["records"] == 0)
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                #expect(try ru.status()["records"] == 1)
            }
        }

        @Test func `edits on both sides of a cut meet again`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Shared")
                try bank.waitUntilConverged()
                try ru.run("peer", "pause", "us")
                try us.run("edit", target, "control=somebody")
                try ru.run("edit", target, "grade=B2", "--current")
                try ru.run("edit", target, "tags+=seen")
                try us.run("edit", target, "tags+=checked")
                try ru.run("peer", "resume", "us")
                try bank.waitUntilConverged()
                for node in [us, ru] {
                    #expect(try node.values(of: "control", in: target) == ["somebody"])
                    #expect(try node.values(of: "grade", in: target) == ["B2"])
                    #expect(
                        Set(try node.values(of: "tags", in: target).compactMap(\.string)) == [
                            "seen", "checked",
                        ]
                    )
                    #expect(try node.conflictIDs() == [])
                }
            }
        }

        @Test func `a daemon that was down catches up`() throws {
            try withTwoPartners { us, ru, bank in
                ru.stop()
                let targets = try (1...5).map { try us.addTarget("Target \($0)") }
                #expect(try us.status()["converged"] == false)
                try ru.start()
                try bank.waitUntilConverged()
                for target in targets { try ru.run("show", target) }
            }
        }

        @Test func `partners that never meet converge through a third`() throws {
            let bank = try Bank(["aa", "bb", "cc"])
            try bank.adoptCharter()
            let (first, last) = (try bank["aa"], try bank["cc"])
            let nowhere = try FreePort.find()
            for (node, stranger) in [(first, "cc"), (last, "aa")] {
                try node.configure { "\($0)\npeers:\n  \(stranger): 127.0.0.1:\(nowhere)\n" }
            }
            for node in bank.nodes { try node.start() }
            let fromFirst = try first.addTarget("From aa")
            let fromLast = try last.addTarget("From cc")
            try eventually("both records are everywhere") {
                try bank.nodes.allSatisfy { try $0.status()["records"] == 2 }
            }
            try eventually("all digests are equal") {
                Set(try bank.nodes.compactMap { try $0.status()["digest"].string }).count == 1
            }
            #expect(try last.values(of: "name", in: fromFirst) == ["From aa"])
            #expect(try first.values(of: "name", in: fromLast) == ["From cc"])
            let strangers = try first.status()["peers"].elements.filter { $0["partner"] == "cc" }
            #expect(strangers.allSatisfy { $0["state"] != "connected" })
            for node in bank.nodes { node.stop() }
        }

        @Test func `a test of the link says how far it got`() throws {
            try withTwoPartners { us, ru, _ in
                let good = try us.ask("peer", "test", "ru")
                #expect(good["tcp"] == true && good["tls"] == true && good["hello"] == true)
                ru.stop()
                let bad = try #require(try us.jigctl("peer", "test", "ru", "--json").json)
                #expect(bad["hello"] == false)
            }
        }
    }
}
