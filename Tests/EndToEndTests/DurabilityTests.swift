import Foundation
import Testing

extension EndToEnd {
    @Suite struct Durability {
        @Test func `nothing acknowledged is missing after a crash, whenever it comes`() throws {
            try withTwoPartners { us, ru, bank in
                var acknowledged: [String] = []
                for round in 1...6 {
                    acknowledged += try (1...3).map { try us.addTarget("\(round).\($0)") }
                    let racing = try startAdds(on: us, count: 4)
                    usleep(UInt32(round) * 7_000)
                    us.crash()
                    acknowledged += racing.compactMap(acknowledgedID)
                    try us.start()
                    let held = try heldIDs(of: us)
                    let missing = Set(acknowledged).subtracting(held)
                    #expect(missing.isEmpty, "after crash \(round)")
                }
                try bank.waitUntilConverged()
                let missing = Set(acknowledged).subtracting(try heldIDs(of: ru))
                #expect(missing.isEmpty, "at the other partner")
                try us.run("log", "verify")
                #expect(try us.ask("alarms")["alarms"] == .array([]))
            }
        }

        @Test func `a crash of both sides in the middle of a catch-up loses nothing`() throws {
            try withTwoPartners { us, ru, bank in
                try us.run("peer", "pause", "ru")
                let rows = (1...2_000).map { "\($0),Place \($0),34.5,38.\($0),populated_place" }
                let file = try bank.write(
                    (["id,name,lat,lon,category"] + rows).joined(separator: "\n") + "\n",
                    to: "places.csv"
                )
                let report = try us.ask("import", file, "--kind", "site", "--id-column", "id")
                #expect(report["added"] == 2_000)
                try us.run("peer", "resume", "ru")
                usleep(100_000)
                ru.crash()
                us.crash()
                try us.start()
                try ru.start()
                try bank.waitUntilConverged()
                #expect(try ru.status()["records"] == 2_000)
            }
        }

        @Test func `a second daemon on one home is refused and told who holds it`() throws {
            try withTwoPartners { us, _, bank in
                let holder = try #require(us.daemon?.pid)
                let home = us.home.path(percentEncoded: false)
                let second = try RunningProgram(
                    Programs.jigd,
                    ["--home", home],
                    folder: bank.folder
                ).finish(within: 20)
                #expect(second.code == 75, "\(second)")
                #expect(second.errors.contains("\(holder)"), "\(second)")
                try us.run("status")
            }
        }

        @Test func `an old database with the guard intact makes no fork`() throws {
            try withTwoPartners { us, ru, bank in
                _ = try us.addTarget("Before the copy")
                try bank.waitUntilConverged()
                us.stop()
                let copy = try databaseFiles(of: us)
                try us.start()
                let lost = try us.addTarget("After the copy")
                try bank.waitUntilConverged()
                us.stop()
                ru.stop()
                try restore(copy, on: us)

                try us.start()
                let answer = try us.ask(
                    "add",
                    "target",
                    "name=Waits",
                    "category=facility",
                    "place=1,1,1m"
                )
                #expect(answer["draft"] == true)
                #expect(try us.status()["drafts"] == 1)
                #expect(try us.ask("drafts")["drafts"].elements.count == 1)
                us.crash()
                try us.start()
                #expect(try us.status()["drafts"] == 1, "a draft is durable")

                try ru.start()
                try bank.waitUntilConverged()
                try eventually("the draft is released") { try us.status()["drafts"] == 0 }
                try bank.waitUntilConverged()
                #expect(try us.values(of: "name", in: lost) == ["After the copy"])
                for node in [us, ru] {
                    #expect(try node.status()["records"] == 3)
                    let alarms = try node.ask("alarms")["alarms"].elements
                    #expect(!alarms.contains { $0["kind"].string?.contains("fork") == true })
                }
            }
        }

        @Test func `an import whose rows wait as drafts says so`() throws {
            try withTwoPartners { us, ru, bank in
                let rows = "name,lat,lon,category\nImported,1,1,depot\n"
                let file = try bank.write(rows, to: "waits.csv")
                us.stop()
                ru.stop()
                try FileManager.default.removeItem(at: us.home.appending(path: "guard"))
                try us.start()
                let report = try us.ask("import", file, "--kind", "target")
                #expect(report["added"] == 1 && report["drafts"] == 1, "\(report)")
                let shown = try us.run("import", file, "--kind", "target").text
                #expect(shown.contains("1 row waits as drafts"), "\(shown)")
                #expect(try us.status()["records"] == 0)
            }
        }

        @Test func `a draft can be dropped, and what was to be done stays undone`() throws {
            try withTwoPartners { us, ru, _ in
                let target = try us.addTarget("Kept")
                us.stop()
                ru.stop()
                try FileManager.default.removeItem(at: us.home.appending(path: "guard"))
                try us.start()
                #expect(try us.ask("edit", target, "name=Dropped", "--current")["draft"] == true)
                let draft = try #require(
                    try us.ask("drafts")["drafts"].elements.first?["id"].string
                )
                try us.refuse(64, "drafts", "drop", draft)
                try us.refuse(66, "drafts", "drop", "draft-99", "--reason", "none such")
                try us.run("drafts", "drop", draft, "--reason", "entered twice")
                #expect(try us.status()["drafts"] == 0)
                let kinds = { try us.ask("alarms")["alarms"].elements.map { $0["kind"].string } }
                #expect(try kinds().contains("past_unknown"))
                try us.run("past", "confirm", "--reason", "nothing was lost")
                #expect(try !kinds().contains("past_unknown"))
                #expect(try us.values(of: "name", in: target) == ["Kept"])
            }
        }

        @Test func `a person may say that the past is whole`() throws {
            try withTwoPartners { us, ru, _ in
                us.stop()
                ru.stop()
                try FileManager.default.removeItem(at: us.home.appending(path: "guard"))
                try us.start()
                let answer = try us.ask(
                    "add",
                    "target",
                    "name=Waits",
                    "category=facility",
                    "place=1,1,1m"
                )
                #expect(answer["draft"] == true)
                try us.refuse(64, "past", "confirm")
                try us.run("past", "confirm", "--reason", "the disk was moved, nothing was lost")
                try eventually("the draft is released") { try us.status()["drafts"] == 0 }
                #expect(try us.status()["records"] == 1)
            }
        }

        @Test func `a rebuild gives the same digest`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Kept", "tags+=one", "remarks+=first")
                try us.run("edit", target, "status=confirmed")
                try us.run("withdraw", target, "--reason", "gone")
                let digest = try us.status()["digest"]
                try us.run("rebuild")
                #expect(try us.status()["digest"] == digest)
                try us.run("log", "verify")
                try bank.waitUntilConverged()
                try ru.run("rebuild")
                #expect(try ru.status()["digest"] == digest)
            }
        }

        @Test func `a backup is a whole store that opens again`() throws {
            try withTwoPartners { us, _, bank in
                let target = try us.addTarget("Saved")
                let digest = try us.status()["digest"]
                let file = bank.folder.appending(path: "backup.sqlite")
                try us.run("backup", file.path(percentEncoded: false))
                us.stop()
                try restore([("bank.sqlite", try Data(contentsOf: file))], on: us)
                try us.start()
                #expect(try us.status()["digest"] == digest)
                try us.run("show", target)
                let mode =
                    try FileManager.default.attributesOfItem(
                        atPath: file.path(percentEncoded: false)
                    )[.posixPermissions] as? Int
                #expect(mode.map { $0 & 0o077 } == 0)
            }
        }

        // MARK: Tools

        private func startAdds(on node: Node, count: Int) throws -> [RunningProgram] {
            try (1...count).map {
                try node.startCommand([
                    "add", "target", "name=Racing \($0)", "category=facility", "place=1,1,1m",
                    "--json",
                ])
            }
        }

        /// The id that the program printed before it succeeded; nil if it was never told of one.
        private func acknowledgedID(_ program: RunningProgram) -> String? {
            let outcome = program.finish()
            return outcome.code == 0 ? outcome.json?["id"].string : nil
        }

        private func heldIDs(of node: Node) throws -> Set<String> {
            let records = try node.ask("list", "--limit", "1000")["records"].elements
            return Set(records.compactMap(\.["id"].string))
        }

        private func databaseFiles(of node: Node) throws -> [(name: String, data: Data)] {
            try FileManager.default.contentsOfDirectory(
                atPath: node.home.path(percentEncoded: false)
            )
            .filter { $0.hasPrefix("bank.sqlite") }
            .map { ($0, try Data(contentsOf: node.home.appending(path: $0))) }
        }

        private func restore(_ files: [(name: String, data: Data)], on node: Node) throws {
            for (name, _) in try databaseFiles(of: node) {
                try FileManager.default.removeItem(at: node.home.appending(path: name))
            }
            for (name, data) in files {
                let file = node.home.appending(path: name)
                try data.write(to: file)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600],
                    ofItemAtPath: file.path(percentEncoded: false)
                )
            }
        }
    }
}
