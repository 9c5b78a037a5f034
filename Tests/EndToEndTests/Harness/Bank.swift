import Foundation
import Testing

/// A bank of some partners, founded as people do it: cards, a charter, signatures, a fingerprint.
final class Bank {
    private let shelter: TemporaryFolder
    let nodes: [Node]

    /// Makes the homes; nothing is signed and nothing runs.
    init(_ partners: [String]) throws {
        let shelter = try TemporaryFolder()
        self.shelter = shelter
        nodes = try partners.map { try Node($0, in: shelter) }
    }

    var folder: URL { shelter.url }

    subscript(_ partner: String) -> Node {
        get throws { try #require(nodes.first { $0.partner == partner }) }
    }

    /// Writes everybody's card and a charter for them; answers the charter's file.
    ///
    /// `more` are further arguments of `charter new`.
    func draftCharter(name: String = "test", _ more: [String] = []) throws -> String {
        let file = folder.appending(path: "charter").path(percentEncoded: false)
        let cards = try nodes.flatMap { ["--card", try card(of: $0)] }
        let first = try #require(nodes.first)
        let outcome = try first.jigctl(
            ["charter", "new", "--bank", name] + cards + more + ["--out", file]
        )
        try #require(outcome.code == 0, "\(outcome)")
        return file
    }

    /// Has every partner sign the charter and adopt it under the fingerprint that all were read.
    func adoptCharter(_ more: [String] = []) throws {
        let file = try draftCharter(name: "test", more)
        for node in nodes { try node.run("charter", "sign", file) }
        for node in nodes {
            let shown = try node.ask("charter", "show", file)
            let fingerprint = try #require(shown["fingerprint"].string)
            try node.run("charter", "adopt", file, "--confirm", fingerprint)
        }
    }

    /// Writes a node's card to a file and answers its path.
    func card(of node: Node) throws -> String {
        let file = folder.appending(path: "\(node.partner).card")
        try node.run("card").output.write(to: file)
        return file.path(percentEncoded: false)
    }

    /// Writes a file of test input and answers its path.
    func write(_ text: String, to name: String) throws -> String {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path(percentEncoded: false)
    }

    /// Waits until every node says that it is converged, and all digests are equal.
    func waitUntilConverged(location: SourceLocation = #_sourceLocation) throws {
        try eventually("all nodes are converged", location: location) {
            let states = try nodes.map { try $0.status() }
            return states.allSatisfy { $0["converged"] == true }
                && Set(states.compactMap(\.["digest"].string)).count == 1
        }
    }
}

/// Founds a bank, starts its daemons, and gives it to the body; ends whatever was started.
func withBank(
    of partners: String...,
    location: SourceLocation = #_sourceLocation,
    body: (Bank) throws -> Void
) throws {
    let bank = try Bank(partners)
    try bank.adoptCharter()
    for node in bank.nodes { try node.start(location: location) }
    try body(bank)
    for node in bank.nodes { node.stop(location: location) }
}

/// Founds a bank of `us` and `ru`, waits until both are converged, and gives both to the body.
func withTwoPartners(
    location: SourceLocation = #_sourceLocation,
    body: (Node, Node, Bank) throws -> Void
) throws {
    try withBank(of: "us", "ru", location: location) { bank in
        try bank.waitUntilConverged(location: location)
        try body(try bank["us"], try bank["ru"], bank)
    }
}

/// Asks again and again until the condition holds; fails when it still does not after the limit.
func eventually(
    _ claim: String,
    within seconds: Double = 30,
    location: SourceLocation = #_sourceLocation,
    _ condition: () throws -> Bool
) throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while try !condition() {
        try #require(
            ContinuousClock.now < deadline,
            "not within \(seconds) s: \(claim)",
            sourceLocation: location
        )
        usleep(20_000)
    }
}
