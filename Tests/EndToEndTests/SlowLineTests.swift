import Foundation
import Testing

extension EndToEnd {
    /// An urgent notice over 64 kbit/s, behind a bank of 20 MB.
    @Suite struct SlowLine {
        private static let bytesPerSecond = 8_000
        private static let backlogBytes = 20_000_000
        private static let limit = Duration.seconds(6)

        @Test func `a notice overtakes a bank that is under way`() throws {
            try withSlowLine { us, ru, bank in
                let file = try bank.write(Self.places(), to: "places.csv")
                let report = try us.ask("import", file, "--kind", "target")
                #expect(report["added"].integer == Self.rowCount)
                for number in 1...4 {
                    let before = try ru.status()["records"].integer ?? 0
                    try eventually("the bank is on its way") {
                        try ru.status()["records"].integer ?? 0 >= before + 10
                    }
                    let time = try passing(of: "us-n\(number)", from: us, to: ru)
                    print("a notice behind \(Self.backlogBytes) bytes took \(time)")
                    #expect(time < Self.limit)
                }
                let there = try #require(try ru.status()["records"].integer)
                #expect(there < Self.rowCount / 10)
                #expect(try us.status()["converged"] == false)
            }
        }

        /// Issues a notice and waits until the other side shows it.
        private func passing(of id: String, from us: Node, to ru: Node) throws -> Duration {
            let began = ContinuousClock.now
            let issued = try us.ask(
                "notice",
                "issue",
                "--yes",
                "title=Relief flight",
                "activity=flight",
                "volumes=34.5,38.25,100m @ 2031-01-01T10:00:00Z..2031-01-01T12:00:00Z"
            )
            #expect(issued["id"].string == id)
            try eventually("ru shows \(id)", within: 60) { try ru.jigctl("show", id).code == 0 }
            return ContinuousClock.now - began
        }

        /// Two daemons of which one can only be reached, and only reach, over a slow line.
        private func withSlowLine(_ body: (Node, Node, Bank) throws -> Void) throws {
            let bank = try Bank(["us", "ru"])
            try bank.adoptCharter()
            let (us, ru) = (try bank["us"], try bank["ru"])
            let line = try SlowProxy(to: us.port, bytesPerSecond: Self.bytesPerSecond)
            let nowhere = try FreePort.find()
            try us.configure { "\($0)\npeers:\n  ru: 127.0.0.1:\(nowhere)\n" }
            try ru.configure { "\($0)\npeers:\n  us: 127.0.0.1:\(line.port)\n" }
            for node in bank.nodes { try node.start() }
            try bank.waitUntilConverged()
            try body(us, ru, bank)
            for node in bank.nodes { node.crash() }
        }

        private static let textBytes = 4_096
        /// A text of letters and digits deflates to three quarters.
        private static let rowCount = backlogBytes * 4 / 3 / textBytes

        /// Places with long texts, of which no entry holds one twice.
        private static func places() -> String {
            var dice = Dice(seed: 1)
            let small = "abcdefghijklmnopqrstuvwxyz"
            let letters = Array("\(small)\(small.uppercased())0123456789".utf8)
            let texts = (0..<16).map { _ in
                String(decoding: (0..<textBytes).map { _ in dice.pick(letters) }, as: UTF8.self)
            }
            var rows = ["name,category,lat,lon,uncertainty_m,control"]
            for number in 0..<rowCount {
                rows.append("Place \(number),facility,34.5,38.25,100,\(texts[number % 16])")
            }
            return rows.joined(separator: "\n") + "\n"
        }
    }
}
