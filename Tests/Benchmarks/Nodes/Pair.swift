import ControlAPI
import Foundation

/// Two partners in a temporary directory, each with a running daemon.
final class Pair {
    let us: MeasuredNode
    let ru: MeasuredNode
    private let directory: URL

    init(programs: String) throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "jig-figures-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        us = MeasuredNode("us", port: 17_700, in: directory, programs: programs)
        ru = MeasuredNode("ru", port: 17_701, in: directory, programs: programs)
    }

    /// Founds the bank and starts both daemons.
    func found() async throws {
        for node in [us, ru] {
            _ = try node.jigctl(
                "init",
                "--partner",
                node.partner,
                "--name",
                "Partner \(node.partner)",
                "--listen",
                "127.0.0.1:\(node.port)",
                "--json"
            )
            let card = try node.jigctl("card")
            try card.write(to: directory.appending(path: "\(node.partner).card"))
        }
        let charter = directory.appending(path: "charter").path
        let cards = ["us", "ru"].flatMap {
            ["--card", directory.appending(path: "\($0).card").path]
        }
        _ = try us.jigctl(["charter", "new", "--bank", "figures", "--out", charter] + cards)
        _ = try us.jigctl("charter", "sign", charter)
        let shown = try ru.jigctl("charter", "sign", charter, "--json")
        let fingerprint = try JSONDecoder().decode(CharterAnswer.self, from: shown).fingerprint
        for node in [us, ru] {
            _ = try node.jigctl("charter", "adopt", charter, "--confirm", fingerprint)
            try node.start()
            try await node.waitUntilAnswering()
        }
        try await us.waitUntilConverged()
    }

    /// Stops both daemons and removes their homes.
    func end() {
        us.kill()
        ru.kill()
        do { try FileManager.default.removeItem(at: directory) } catch {
            FileHandle.standardError.write(Data("\(directory.path) stays: \(error)\n".utf8))
        }
    }
}
