import Foundation
import Testing

extension EndToEnd {
    /// Text that would steer a terminal, hide itself or run in a spreadsheet.
    @Suite struct HostileText {
        /// Title, clear screen, bell, DEL, carriage return, backspace: no value may hold these.
        private static let steering = "\u{1B}]0;owned\u{07}\u{1B}[2J\u{7F}\r\u{08}x"

        /// C1 introducer, right-to-left override, isolate, zero width, byte-order mark, new line:
        /// text may hold these, and is never shown as it is.
        private static let disguise = "a\u{9B}31m\u{202E}gpj\u{2066}\u{200B}\u{FEFF}\nb"

        /// What no output may contain as it is.
        private static let forbidden: [UInt32] = [
            0x07, 0x08, 0x0D, 0x1B, 0x7F, 0x9B, 0x200B, 0x202E, 0x2066, 0xFEFF,
        ]

        private static let targetFields = [
            "name", "control", "remarks+", "attributes.note", "category", "place", "status",
            "grade", "validity", "tags+", "external_ids+", "attributes.\u{1B}[2J",
        ]

        @Test func `hostile text in any field is refused or shown escaped`() throws {
            try withTwoPartners { us, ru, bank in
                for field in Self.targetFields {
                    let target = try us.addTarget("Plain")
                    for text in [Self.steering, Self.disguise] {
                        let edit = try us.jigctl("edit", target, "\(field)=\(text)")
                        #expect([0, 64, 65].contains(edit.code), "\(edit)")
                        expectHarmless(edit)
                    }
                    try bank.waitUntilConverged()
                    for node in [us, ru] {
                        for arguments in [["show", target], ["history", target]] {
                            expectHarmless(try node.jigctl(arguments))
                        }
                    }
                }
                for node in [us, ru] {
                    for verb in ["list", "status"] { expectHarmless(try node.jigctl(verb)) }
                }
            }
        }

        @Test func `text that steers a terminal is refused in every free text`() throws {
            try withTwoPartners { us, _, _ in
                let target = try us.addTarget("Plain")
                for field in ["name", "control", "remarks+", "attributes.note"] {
                    try us.refuse(65, "edit", target, "\(field)=\(Self.steering)")
                }
            }
        }

        @Test func `other text is taken as it is and comes back as it is`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Plain", "remarks+=\(Self.disguise)")
                try bank.waitUntilConverged()
                #expect(try ru.values(of: "remarks", in: target) == [.string(Self.disguise)])
                for node in [us, ru] { expectHarmless(try node.run("show", target)) }
            }
        }

        @Test func `hostile values and reasons in a conflict are shown escaped`() throws {
            try withTwoPartners { us, ru, bank in
                let target = try us.addTarget("Plain")
                try bank.waitUntilConverged()
                try us.run("peer", "pause", "ru")
                try us.run("edit", target, "control=\(Self.disguise)us")
                try ru.run("edit", target, "control=\(Self.disguise)ru", "--current")
                try us.run("peer", "resume", "ru")
                try bank.waitUntilConverged()
                for node in [us, ru] { expectHarmless(try node.jigctl("conflicts")) }
                let id = try #require(try us.conflictIDs().first)
                expectHarmless(
                    try us.jigctl("resolve", id, "--set", "none", "--reason", Self.disguise)
                )
                expectHarmless(try us.jigctl("history", target))
                expectHarmless(try us.jigctl("show", Self.steering))
                expectHarmless(
                    try us.jigctl("resolve", Self.steering, "--set", "x", "--reason", "y")
                )
            }
        }

        @Test func `a terminal is not steered either`() throws {
            try withTwoPartners { us, _, _ in
                let target = try us.addTarget("Plain", "remarks+=\(Self.disguise)")
                let home = us.home.path(percentEncoded: false)
                let jigctl = Programs.jigctl.path(percentEncoded: false)
                let outcome = try RunningProgram(
                    URL(filePath: "/usr/bin/env"),
                    ["script", "-qec", "'\(jigctl)' --home '\(home)' show \(target)", "/dev/null"],
                    folder: us.folder
                ).finish()
                #expect(outcome.code == 0, "\(outcome)")
                for sequence in ["\u{9B}", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}"] {
                    #expect(!outcome.text.unicodeScalars.contains(sequence.unicodeScalars))
                }
            }
        }

        @Test func `a cell that a spreadsheet would run is exported quoted`() throws {
            try withTwoPartners { us, _, _ in
                _ = try us.addTarget("=HYPERLINK(\"http://x\")")
                let csv = try us.run("export", "--kind", "target", "--format", "csv").text
                #expect(!csv.contains(",=HYPERLINK") && !csv.contains(",\"=HYPERLINK"))
            }
        }

        @Test func `the daemon's log is not steered either`() throws {
            try withTwoPartners { us, _, _ in
                _ = try us.jigctl("add", "target", "name=\(Self.disguise)", "category=facility")
                _ = try us.jigctl("show", Self.steering)
                _ = try us.jigctl("import", Self.steering, "--kind", "site")
                let daemon = try #require(us.daemon)
                let log = daemon.errors + String(decoding: daemon.output, as: UTF8.self)
                #expect(forbiddenScalars(in: log) == [])
            }
        }

        @Test func `arguments of the daemon are quoted escaped`() throws {
            let shelter = try TemporaryFolder()
            for text in [Self.steering, Self.disguise] {
                for arguments in [[text], ["--home", text], ["--home", "/nowhere/\(text)"]] {
                    let daemon = try RunningProgram(
                        Programs.jigd,
                        arguments,
                        folder: shelter.url
                    )
                    let outcome = daemon.finish(within: 20)
                    #expect(outcome.code != 0, "\(outcome)")
                    #expect(!outcome.errors.isEmpty)
                    expectHarmless(outcome)
                }
            }
        }

        @Test func `a pipe is not waited for`() throws {
            try withTwoPartners { us, _, bank in
                let pipe = bank.folder.appending(path: "pipe").path(percentEncoded: false)
                try #require(mkfifo(pipe, 0o600) == 0)
                let refusal = try us.refuse(66, "import", pipe, "--kind", "site")
                #expect(refusal.errors.contains("import - <"), "\(refusal)")
            }
        }

        private func expectHarmless(
            _ outcome: Outcome,
            location: SourceLocation = #_sourceLocation
        ) {
            let found = forbiddenScalars(in: outcome.text + outcome.errors)
            #expect(found == [], "\(outcome.command.prefix(40))", sourceLocation: location)
        }

        private func forbiddenScalars(in text: String) -> [UInt32] {
            Set(text.unicodeScalars.map(\.value)).intersection(Self.forbidden).sorted()
        }
    }
}
