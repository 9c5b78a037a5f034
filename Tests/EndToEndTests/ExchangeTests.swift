import Foundation
import Testing

extension EndToEnd {
    @Suite struct Exchange {
        private static let places = """
            id,name,lat,lon,category
            p1,Fictional village,34.5,38.25,populated_place
            p2,"Fictional ""quoted"" town, north",35.25,39.5,populated_place
            p3,Fictional well,35.5,39.75,water

            """

        @Test func `a rehearsed import changes nothing and says what it would do`() throws {
            try withTwoPartners { us, _, bank in
                let file = try bank.write(Self.places, to: "places.csv")
                let report = try us.ask(
                    "import",
                    file,
                    "--kind",
                    "site",
                    "--id-column",
                    "id",
                    "--dry-run"
                )
                #expect(report["read"] == 3 && report["added"] == 3)
                #expect(report["rejected"] == .array([]))
                #expect(try us.status()["records"] == 0)
                let shown = try us.run("import", file, "--kind", "site", "--dry-run").text
                #expect(shown.contains("nothing was written"), "\(shown)")
            }
        }

        @Test func `importing again changes only what changed`() throws {
            try withTwoPartners { us, ru, bank in
                let file = try bank.write(Self.places, to: "places.csv")
                let first = try us.ask("import", file, "--kind", "site", "--id-column", "id")
                #expect(first["added"] == 3)
                let digest = try us.status()["digest"]
                let again = try us.ask("import", file, "--kind", "site", "--id-column", "id")
                #expect(again["unchanged"] == 3 && again["added"] == 0 && again["changed"] == 0)
                #expect(try us.status()["digest"] == digest)
                let changed = Self.places.replacing("Fictional well", with: "Fictional spring")
                _ = try bank.write(changed, to: "places.csv")
                let third = try us.ask("import", file, "--kind", "site", "--id-column", "id")
                #expect(third["unchanged"] == 2 && third["changed"] == 1)
                try bank.waitUntilConverged()
                #expect(try ru.status()["records"] == 3)
                #expect(try ru.ask("list", "--text", "spring")["records"].elements.count == 1)
            }
        }

        @Test func `bad rows are rejected with their line, the others are imported`() throws {
            try withTwoPartners { us, _, bank in
                let rows = """
                    id,name,lat,lon,category
                    p1,Fine,34.5,38.25,populated_place
                    p2,Too far north,91,38.25,populated_place
                    p3,No number,NaN,38.25,populated_place
                    p4,,34.5,38.25,populated_place
                    p5,"Two
                    lines",34.5,38.25,populated_place
                    p6,No such word,34.5,38.25,nonsense
                    p7,Fine too,34.5,38.5,populated_place

                    """
                let file = try bank.write(rows, to: "rows.csv")
                let report = try us.ask("import", file, "--kind", "site", "--id-column", "id")
                #expect(report["read"] == 7)
                let rejected = report["rejected"].elements
                #expect(rejected.compactMap { $0["line"].integer } == [3, 4, 8])
                #expect(rejected.allSatisfy { $0["reason"].string?.isEmpty == false })
                #expect(report["added"] == 4, "a site without a name is still protected")
                #expect(try us.status()["records"] == 4)
            }
        }

        @Test(arguments: ["geojson", "csv"])
        func `what was exported is unchanged when it is imported again`(format: String) throws {
            try withTwoPartners { us, _, bank in
                let file = try bank.write(Self.places, to: "places.csv")
                try us.run("import", file, "--kind", "site", "--id-column", "id")
                _ = try us.addTarget(
                    "Exact",
                    "grade=B2",
                    "tags+=one",
                    "tags+=two",
                    "remarks+=said once"
                )
                for (kind, count) in [("site", 3), ("target", 1)] {
                    let exported = try us.run("export", "--kind", kind, "--format", format).output
                    let copy = try bank.write(
                        String(decoding: exported, as: UTF8.self),
                        to: "\(kind).\(format)"
                    )
                    let digest = try us.status()["digest"]
                    let report = try us.ask(
                        "import",
                        copy,
                        "--kind",
                        kind,
                        "--format",
                        format,
                        "--id-column",
                        "id"
                    )
                    #expect(report["unchanged"] == .integer(count), "\(report)")
                    #expect(try us.status()["digest"] == digest)
                }
            }
        }

        @Test func `an outline that breaks a rule is written in no way`() throws {
            try withTwoPartners { us, _, bank in
                let outline = "34,38,100m,polygon:35 39;35 38;34 39"
                let site = ["name=a", "category=other"]
                let refusal = try us.refuse(65, ["add", "site", "place=\(outline)"] + site)
                #expect(refusal.errors.contains("place: `34,38,100m,polygon:"), "\(refusal)")
                #expect(refusal.errors.contains("edges 1 and 3 cross or touch"), "\(refusal)")
                try us.run("add", "site", "place=34,38,100m", "name=a", "category=other")
                try us.refuse(65, "edit", "us-s1", "place=\(outline)")
                try us.refuse(65, "add", "sector", "name=N", "areas=\(outline) @FL050-")
                let rows = "name,place\na,\"\(outline)\"\n"
                let file = try bank.write(rows, to: "outlines.csv")
                let report = try us.ask("import", file, "--kind", "site")
                #expect(report["added"] == 0, "\(report)")
                let reason = report["rejected"].elements.first?["reason"].string
                #expect(reason?.contains("edges 1 and 3 cross") == true, "\(report)")
                #expect(try us.status()["records"] == 1)
            }
        }

        @Test func `a record that a file names twice is changed by its first row, and once`() throws
        {
            try withTwoPartners { us, _, bank in
                let rows = Self.places + "p1,Another name,34.5,38.25,populated_place\n"
                let file = try bank.write(rows, to: "places.csv")
                let first = try us.ask("import", file, "--kind", "site", "--id-column", "id")
                #expect(first["read"] == 4 && first["added"] == 3 && first["changed"] == 0)
                let rejected = try #require(first["rejected"].elements.first)
                #expect(rejected["line"] == 5)
                #expect(rejected["reason"].string?.contains("line 2") == true, "\(rejected)")
                let digest = try us.status()["digest"]
                let again = try us.ask("import", file, "--kind", "site", "--id-column", "id")
                #expect(again["unchanged"] == 3 && again["changed"] == 0)
                #expect(try us.status()["digest"] == digest)
            }
        }

        @Test(arguments: ["geojson", "csv"])
        func `an export of a conflict shows every place, and its import settles nothing`(
            format: String
        ) throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Contested")
                try bank.waitUntilConverged()
                try us.run("peer", "pause", "ru")
                try us.run("edit", target, "place=34.6,38.25,200m", "name=From us", "--current")
                try ru.run("edit", target, "place=34.7,38.25,300m", "name=From ru", "--current")
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                let conflicts = try us.conflictIDs()
                #expect(conflicts.count == 2)
                for node in [us, ru] {
                    let exported = try node.run("export", "--format", format)
                    #expect(exported.text.contains("34.6") && exported.text.contains("34.7"))
                    #expect(exported.errors.contains("1 record is in conflict"), "\(exported)")
                    let copy = try bank.write(exported.text, to: "copy.\(format)")
                    let options = ["--kind", "target", "--format", format]
                    let report = try node.ask(["import", copy] + options)
                    #expect(report["read"] == 1 && report["unchanged"] == 1, "\(report)")
                    #expect(try node.conflictIDs() == conflicts)
                }
            }
        }

        @Test func `an export of what nobody disagrees about has no word about conflicts`() throws {
            try withTwoPartners { us, _, _ in
                _ = try us.addTarget("Agreed")
                #expect(try us.run("export", "--format", "csv").errors.isEmpty)
            }
        }

        @Test func `an import supersedes no one else's value`() throws {
            try withTwoPartners { us, ru, bank in
                let rows = "id,name,lat,lon,category\nt1,Depot,34.5,38.25,depot\n"
                let file = try bank.write(rows, to: "targets.csv")
                try us.run("import", file, "--kind", "target", "--id-column", "id")
                try bank.waitUntilConverged()
                let record = try #require(try ru.ask("list")["records"].elements.first)
                let target = try #require(record["id"].string)
                try ru.run("edit", target, "name=Renamed by ru", "--current")
                try bank.waitUntilConverged()
                _ = try bank.write(rows.replacing("Depot", with: "Depot 2"), to: "targets.csv")
                let report = try us.ask("import", file, "--kind", "target", "--id-column", "id")
                #expect(report["rejected"].elements.compactMap { $0["line"].integer } == [2])
                #expect(try us.values(of: "name", in: target) == ["Renamed by ru"])
            }
        }

        @Test func `a file that is no table gets a clear answer`() throws {
            try withTwoPartners { us, _, bank in
                let binary = bank.folder.appending(path: "binary.csv")
                try Data((0...255).map { UInt8($0) } + [0xFF, 0xFE]).write(to: binary)
                let path = binary.path(percentEncoded: false)
                let outcome = try us.jigctl("import", path, "--kind", "site")
                #expect(outcome.code == 65, "\(outcome)")
                let cut = try bank.write(
                    "{\"type\":\"FeatureCollection\",\"feat",
                    to: "cut.geojson"
                )
                try us.refuse(65, "import", cut, "--kind", "site", "--format", "geojson")
                #expect(try us.status()["records"] == 0)
            }
        }

        @Test func `records are found by place, by words and page by page`() throws {
            try withTwoPartners { us, _, bank in
                let file = try bank.write(Self.places, to: "places.csv")
                try us.run("import", file, "--kind", "site", "--id-column", "id")
                let near = try us.ask("list", "--near", "34.5,38.25,10")["records"].elements
                #expect(near.map { $0["fields"]["name"] } == ["Fictional village"])
                let words = try us.ask("list", "--text", "quoted")["records"].elements
                #expect(words.count == 1)
                let page = try us.ask("list", "--limit", "2")
                #expect(page["records"].elements.count == 2)
                let cursor = try #require(page["next"].string)
                let rest = try us.ask("list", "--limit", "2", "--after", cursor)
                #expect(rest["records"].elements.count == 1)
                #expect(rest["next"] == .null)
                for word in ["nonsense", "-1", "zzzzzzzzzzzzz"] {
                    let refusal = try us.refuse(64, "list", "--after", word)
                    #expect(refusal.errors.contains("next"), "\(refusal)")
                }
            }
        }
    }
}
