import ControlAPI
import Foundation

/// Two partners in a directory of their own, each with a running daemon.
///
/// Only `ru` dials: `us` is told an address where nobody listens, so that there is one connection
/// and the relay sees it.
final class Pair {
    let us: MeasuredNode
    let ru: MeasuredNode
    let relay: Relay
    let directory: URL

    init(programs: String, in directory: URL) throws {
        self.directory = directory
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        us = try MeasuredNode("us", in: directory, programs: programs)
        ru = try MeasuredNode("ru", in: directory, programs: programs)
        relay = try Relay(to: us.port)
    }

    /// Founds the bank and starts both daemons; they are connected through the relay.
    func found() throws {
        for node in [us, ru] { try makeIdentity(node) }
        let charter = directory.appending(path: "charter").path
        let cards = ["us", "ru"].flatMap {
            ["--card", directory.appending(path: "\($0).card").path]
        }
        _ = try us.jigctl(["charter", "new", "--bank", "bench", "--out", charter] + cards)
        _ = try us.jigctl("charter", "sign", charter)
        let shown = try ru.jigctl("charter", "sign", charter, "--json")
        let fingerprint = try ControlJSON.decode(CharterAnswer.self, from: shown).fingerprint
        try us.configure(peer: "ru", at: "127.0.0.1:1")
        try ru.configure(peer: "us", at: relay.address)
        for node in [us, ru] {
            _ = try node.jigctl("charter", "adopt", charter, "--confirm", fingerprint)
            try node.start()
            try node.waitUntilAnswering()
        }
        try waitUntilConverged()
    }

    private func makeIdentity(_ node: MeasuredNode) throws {
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
        try node.jigctl("card").write(to: directory.appending(path: "\(node.partner).card"))
    }

    /// Cuts the connection and keeps it cut.
    func disconnect() throws {
        _ = try ru.ask(.pause, "us", answering: PeerStatus.self)
        try wait(for: "us notices that ru is gone") {
            try us.status().peers.allSatisfy { $0.state != .connected }
        }
    }

    /// Lets `ru` dial again, which it does at once.
    func reconnect() throws { _ = try ru.ask(.resume, "us", answering: PeerStatus.self) }

    /// From now on `ru` reaches `us` through the relay, or straight.
    func connect(throughRelay: Bool) throws {
        try disconnect()
        try ru.configure(peer: "us", at: throughRelay ? relay.address : nil)
        let wanted = throughRelay ? relay.address : "127.0.0.1:\(us.port)"
        try wait(for: "ru has read its configuration", atMost: 10) {
            try ru.status().peers.first?.address == wanted
        }
        try reconnect()
        try waitUntilConverged()
    }

    func waitUntilConverged() throws {
        try ru.waitUntilConverged()
        try us.waitUntilConverged()
    }

    /// Stops both daemons and removes their homes.
    func end() {
        us.kill()
        ru.kill()
        do {
            try relay.end()
            try FileManager.default.removeItem(at: directory)
        } catch {
            Report.say("\(directory.path) stays: \(error)")
        }
    }
}
