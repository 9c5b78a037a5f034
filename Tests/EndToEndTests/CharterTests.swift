import Foundation
import Testing

extension EndToEnd {
    @Suite struct CharterCeremony {
        @Test func `a charter shows who has signed it`() throws {
            let bank = try Bank(["us", "ru"])
            let (us, file) = (try bank["us"], try bank.draftCharter(name: "Joint bank"))
            try us.run("charter", "sign", file)
            let shown = try us.ask("charter", "show", file)
            #expect(shown["bank"] == "Joint bank")
            #expect(shown["partners"].elements.map { $0["id"] } == ["ru", "us"])
            #expect(shown["partners"].elements.map { $0["signed"] } == [false, true])
            #expect(shown["partners"].elements.allSatisfy { $0["fingerprint"].string != nil })
        }

        @Test func `a charter that lacks a signature is not adopted`() throws {
            let bank = try Bank(["us", "ru"])
            let (us, file) = (try bank["us"], try bank.draftCharter())
            try us.run("charter", "sign", file)
            let outcome = try adopt(file, on: us)
            #expect([65, 77].contains(outcome.code), "\(outcome)")
            #expect(outcome.errors.contains("ru"), "\(outcome)")
        }

        @Test func `a charter is adopted under the fingerprint that was compared, or not`() throws {
            let bank = try Bank(["us", "ru"])
            let file = try bank.draftCharter()
            for node in bank.nodes { try node.run("charter", "sign", file) }
            let us = try bank["us"]
            let fingerprint = try #require(
                try us.ask("charter", "show", file)["fingerprint"].string
            )
            let other = String(fingerprint.reversed())
            for wrong in [other, "", String(fingerprint.dropLast())] where wrong != fingerprint {
                let outcome = try us.jigctl("charter", "adopt", file, "--confirm", wrong)
                #expect([64, 65, 77].contains(outcome.code), "\(outcome)")
            }
            let silent = try us.jigctl("charter", "adopt", file)
            #expect([64, 77].contains(silent.code), "\(silent)")
            try us.run("charter", "adopt", file, "--confirm", fingerprint)
        }

        @Test func `a charter that was changed after it was signed is not adopted`() throws {
            let bank = try Bank(["us", "ru"])
            let file = try bank.draftCharter(name: "testing")
            for node in bank.nodes { try node.run("charter", "sign", file) }
            let fingerprint = try #require(
                try bank["us"].ask("charter", "show", file)["fingerprint"].string
            )
            var bytes = try Data(contentsOf: URL(filePath: file))
            bytes[bytes.count / 3] ^= 0x02
            try bytes.write(to: URL(filePath: file))
            let outcome = try bank["us"].jigctl(
                "charter",
                "adopt",
                file,
                "--confirm",
                fingerprint
            )
            #expect([65, 77].contains(outcome.code), "\(outcome)")
        }

        @Test func `a stranger neither signs nor adopts`() throws {
            let bank = try Bank(["us", "ru"])
            let file = try bank.draftCharter()
            for node in bank.nodes { try node.run("charter", "sign", file) }
            let others = try Bank(["xx", "yy"])
            let stranger = try others["xx"]
            let signing = try stranger.jigctl("charter", "sign", file)
            #expect([65, 77].contains(signing.code), "\(signing)")
            let adopting = try adopt(file, on: stranger)
            #expect([65, 77].contains(adopting.code), "\(adopting)")
        }

        @Test func `a daemon without a charter says so, and writes nothing`() throws {
            let bank = try Bank(["us", "ru"])
            let us = try bank["us"]
            let daemon = try RunningProgram(
                Programs.jigd,
                ["--home", us.home.path(percentEncoded: false)],
                folder: us.folder
            )
            let outcome = daemon.finish(within: 5)
            #expect(outcome.code == 78, "\(outcome)")
            #expect(outcome.errors.contains("charter"), "\(outcome)")
        }

        @Test func `a daemon that is not there is 69`() throws {
            let bank = try Bank(["us", "ru"])
            try bank.adoptCharter()
            for verb in ["status", "list", "conflicts", "alarms", "drafts", "rebuild"] {
                let outcome = try bank["us"].refuse(69, verb)
                #expect(outcome.errors.contains("jigd"), "\(outcome)")
            }
        }

        @Test func `a second identity does not replace the first`() throws {
            let bank = try Bank(["us", "ru"])
            let us = try bank["us"]
            let card = try us.run("card").text
            let again = try us.jigctl(
                "init",
                "--partner",
                "us",
                "--name",
                "Again",
                "--listen",
                "127.0.0.1:1"
            )
            #expect(again.code != 0, "\(again)")
            #expect(try us.run("card").text == card)
        }

        @Test func `a key that others can read is refused`() throws {
            try withTwoPartners { us, _, _ in
                us.stop()
                let key = us.home.appending(path: "keys/log.pem").path(percentEncoded: false)
                try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
                let outcome = try RunningProgram(
                    Programs.jigd,
                    ["--home", us.home.path(percentEncoded: false)],
                    folder: us.folder
                ).finish(within: 10)
                #expect([77, 78].contains(outcome.code), "\(outcome)")
                #expect(outcome.errors.contains("log.pem"), "\(outcome)")
            }
        }

        @Test func `an unknown key of the configuration is refused with its line`() throws {
            try withTwoPartners { us, _, _ in
                us.stop()
                try us.configure { "surprise: 1\n" + $0 }
                let outcome = try RunningProgram(
                    Programs.jigd,
                    ["--home", us.home.path(percentEncoded: false)],
                    folder: us.folder
                ).finish(within: 10)
                #expect(outcome.code == 78, "\(outcome)")
                #expect(outcome.errors.contains("jigd.yaml:1"), "\(outcome)")
            }
        }

        private func adopt(_ file: String, on node: Node) throws -> Outcome {
            let shown = try node.ask("charter", "show", file)
            return try node.jigctl(
                "charter",
                "adopt",
                file,
                "--confirm",
                shown["fingerprint"].string ?? ""
            )
        }
    }
}
