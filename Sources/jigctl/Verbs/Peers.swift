import ArgumentParser
import ControlAPI

/// The partners and the links to them.
struct Peer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "peer",
        abstract: "Show, pause, resume or test the links to partners.",
        discussion: "Example: jigctl --home us peer list",
        subcommands: [PeerList.self, PeerPause.self, PeerResume.self, PeerTest.self]
    )

    @OptionGroup var options: CommonOptions
}

extension Peer {
    /// How each partner stands.
    struct PeerList: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show how each partner stands.",
            discussion: "Example: jigctl --home us peer list"
        )

        @OptionGroup var options: CommonOptions

        func run() async throws {
            try await Console(options).show(ControlRequest(.peers)) {
                $0.lines(ofPeers: ($1 as ControlAPI.PeerList).peers)
            }
        }
    }

    /// Stops exchanging with a partner.
    struct PeerPause: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pause",
            abstract: "Stop exchanging with a partner until resumed.",
            discussion: """
                Only here and only with this partner: nobody is told, and nothing is signed. To stop \
                with every partner and say so to them: jigctl suspend.

                Example: jigctl --home us peer pause ru
                """
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            try await Console(options).show(ControlRequest(.pause, partner)) {
                $0.lines(ofPeers: [$1 as PeerStatus])
            }
        }
    }

    /// Exchanges with a partner again.
    struct PeerResume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume",
            abstract: "Exchange with a paused partner again.",
            discussion: """
                Ends a `jigctl peer pause`. Where this partner has suspended its part with every \
                partner: jigctl resume.

                Example: jigctl --home us peer resume ru
                """
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            try await Console(options).show(ControlRequest(.resume, partner)) {
                $0.lines(ofPeers: [$1 as PeerStatus])
            }
        }
    }

    /// Dials a partner.
    struct PeerTest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test",
            abstract: "Dial a partner and say how far it came (69 if not through).",
            discussion: "Example: jigctl --home us peer test ru"
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The partner's id.") var partner: String

        func run() async throws {
            let answer = try await Console(options).show(ControlRequest(.test, partner)) {
                $0.lines(of: $1 as ControlAPI.PeerTest)
            }
            let test: ControlAPI.PeerTest = try answer.read()
            guard test.tcp, test.tls, test.hello else {
                throw Failure(
                    .unreachable,
                    "\(partner) cannot be reached",
                    next: "see its address and its daemon's log"
                )
            }
        }
    }
}
