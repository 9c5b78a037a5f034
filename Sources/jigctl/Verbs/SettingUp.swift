import ArgumentParser
import ControlAPI
import Glibc
import Identity

/// Makes a node.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a node: its keys, its card and its configuration.",
        discussion: """
            Everything goes into the home directory, which only its owner may read. The caller \
            becomes the node's first operator. Keep a copy of the root key offline.

            Example: jigctl --home us init --partner us --name 'United States' \
            --listen 127.0.0.1:7700
            """
    )

    @OptionGroup var options: CommonOptions
    @Option(help: "The partner's short id: a letter, then 1 to 15 letters or digits.")
    var partner: String
    @Option(parsing: .unconditional, help: "The organisation's name.") var name: String
    @Option(help: "Where the daemon listens: HOST:PORT.") var listen: String
    @Option(help: "Where partners reach it, if elsewhere: HOST:PORT.") var address: String?
    @Option(help: "Where the root key is, or is to be, if not in the home.", completion: .file())
    var rootKey: String?
    @Option(
        name: .customLong("operator"),
        parsing: .unconditional,
        help: "Your name as an operator; your login name if not given."
    )
    var operatorName: String?

    func run() throws {
        let home = Home(path: try options.namedHome())
        let configuration = try DefaultConfiguration(listen: listen, operatorName: operatorName)
        let card = try identity(in: home)
        if !SafeFile.exists(home.configuration) {
            try home.writeConfiguration(configuration.text(partner: "\(card.entry.partner)"))
        }
        try Documents(options).show(card, next: "give the card to your partners: jigctl card")
    }

    /// Makes the identity, or finds the one of a call that was cut before its configuration.
    private func identity(in home: Home) throws -> Card {
        if SafeFile.exists(home.card), !SafeFile.exists(home.configuration) {
            return try home.readCard()
        }
        return try home.initialise(
            partner: try PartnerArgument.partner(from: partner),
            name: name,
            address: address ?? listen,
            rootKeyPath: rootKey,
            now: Clock.milliseconds
        )
    }
}

/// Prints this partner's card.
struct CardVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card",
        abstract: "Print this partner's card, to be given to the others by hand.",
        discussion: "Example: jigctl --home us card > us.card"
    )

    @OptionGroup var options: CommonOptions

    func run() throws {
        let card = try Home(path: try options.namedHome()).readCard()
        if options.json {
            try Documents(options).show(card, next: "")
        } else {
            try Stream.output.write(card.text)
        }
    }
}

/// The time, where only now will do.
enum Clock {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    static var milliseconds: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }
}
