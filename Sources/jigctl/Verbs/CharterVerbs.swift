import ArgumentParser
import ControlAPI
import Identity

/// The founding document of a bank.
struct CharterVerb: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "charter",
        abstract: "Make, show, sign or adopt the founding document of a bank.",
        discussion: """
            One partner makes the charter from everybody's cards; each signs it; each adopts it \
            once its fingerprint has been compared by voice.

            Example: jigctl charter show demo.charter
            """,
        subcommands: [New.self, ShowCharter.self, Sign.self, Adopt.self]
    )

    @OptionGroup var options: CommonOptions
}

extension CharterVerb {
    /// Makes a charter.
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Make the charter of a new bank from its partners' cards.",
            discussion: """
                A charter may have a plan: stages, in order, each with the kinds that may be written \
                and the checks that are in force, as NAME:KINDS:CHECKS with commas, `all` or `none`. \
                The first is in force from the beginning; see jigctl stage for the next.

                Example: jigctl --home us charter new --bank demo --card us.card --card ru.card \
                --stage lists:site,sector:possible_duplicate,lists_disagree \
                --stage operations:all:all --out demo.charter
                """
        )

        @OptionGroup var options: CommonOptions
        @Option(parsing: .unconditional, help: "The bank's name.") var bank: String
        @Option(help: "A partner's card; one for each.", completion: .file()) var card: [String]
        @Option(
            help: "A stage of the plan, NAME:KINDS:CHECKS; one for each, in order."
        )
        var stage: [String] = []
        @Option(help: "The file to write, which must not exist.", completion: .file())
        var out: String

        func run() throws {
            guard !SafeFile.exists(out) else {
                throw Failure(
                    .usage,
                    "\(out) is there already",
                    next: "name a file that does not exist"
                )
            }
            var cards: [Card] = []
            for path in card { cards.append(try Home.readCard(path)) }
            let charter = try CharterDocument(
                bank: bank,
                cards: cards,
                stages: try TypedStage.read(stage)
            )
            try SafeFile.write(Array(charter.text.utf8), to: out, mode: 0o644)
            try Documents(options).show(
                charter,
                next: "let each partner sign it: jigctl charter sign FILE"
            )
        }
    }

    /// Shows a charter.
    struct ShowCharter: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a charter: its fingerprint, its partners, who has signed.",
            discussion: "Example: jigctl charter show demo.charter"
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The charter.", completion: .file()) var file: String

        func run() throws {
            try Documents(options).show(try Home.readCharter(file), next: "")
        }
    }

    /// Signs a charter.
    struct Sign: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign",
            abstract: "Add this partner's signature to a charter.",
            discussion: "Example: jigctl --home us charter sign demo.charter"
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The charter.", completion: .file()) var file: String

        func run() throws {
            let charter = try Home(path: try options.namedHome()).signCharter(file)
            try Documents(options).show(
                charter,
                next: "once all have signed: jigctl charter adopt FILE"
            )
        }
    }

    /// Adopts a charter.
    struct Adopt: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adopt",
            abstract: "Make a charter's bank this node's, by its fingerprint.",
            discussion: """
                Compare the fingerprint with every partner by voice first. Without --confirm it \
                is shown on a terminal and confirmed by typing yes.

                Example: jigctl --home us charter adopt demo.charter --confirm 7Q2M-0XKD-…
                """
        )

        @OptionGroup var options: CommonOptions
        @Argument(help: "The charter.", completion: .file()) var file: String
        @Option(help: "The fingerprint that was compared by voice.") var confirm: String?

        func run() throws {
            let home = Home(path: try options.namedHome())
            let documents = Documents(options)
            if let confirm {
                let compared = try Fingerprint(typed: confirm)
                let charter = try Home.readCharter(file)
                try home.adopt(charter, confirming: compared)
                return try documents.show(charter, next: "start the daemon: jigd --home DIR")
            }
            guard Question.isPossible else {
                throw Failure(
                    .usage,
                    "nobody is there to confirm the fingerprint",
                    next: "compare it by voice, then give --confirm FINGERPRINT"
                )
            }
            let charter = try Home.readCharter(file)
            try documents.ask(charter)
            try home.adopt(charter, confirming: charter.fingerprint)
            try documents.show(charter, next: "start the daemon: jigd --home DIR")
        }
    }
}
