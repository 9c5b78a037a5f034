import ArgumentParser
import ControlAPI

/// Creates a record.
struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a record.",
        discussion: """
            Fields are given as name=value; tags and external ids as tags+=x, remarks as \
            remarks+=text. A place is LAT,LON,UNCERTAINTY. Each position is repeated on standard \
            error in degrees, in the military grid and by the nearest known place.

            Example: jigctl --home us add target name='Bridge north' category=facility \
            place=34.5,38.25,100m tags+=bridge
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The kind: target, site, sector and others.") var kind: String
    @Argument(help: "Its first values.") var changes: [String] = []

    func run() async throws {
        let record = NewRecord(kind: kind, changes: try ChangeArgument.changes(from: changes))
        try await Console(options).write(ControlRequest(.add, sending: record))
    }
}

/// Changes a record.
struct Edit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change fields of a record.",
        discussion: """
            name=value sets and name= clears; tags+=x and tags-=x, external_ids+=x and \
            external_ids-=x, remarks+=text. Without --version the current values are shown and \
            confirmed on a terminal; elsewhere a value of another operator is not overwritten \
            (75). A field in conflict is resolved, not edited.

            Example: jigctl --home us edit us-t1042 status=confirmed --version 3f9a…
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @Argument(help: "What to change.") var changes: [String]
    @OptionGroup var sight: Sight
    @Flag(help: "If the version is stale, stand beside the newer value as a sibling.")
    var asSibling = false

    func run() async throws {
        let changes = try ChangeArgument.changes(from: changes)
        let console = try Console(options)
        let version =
            asSibling
            ? sight.version
            : try await sight.confirmed("Change this?", id, touching: changes.map(\.field), console)
        let edit = RecordEdit(
            changes: changes,
            version: version,
            current: sight.current ? true : nil,
            asSibling: asSibling ? true : nil
        )
        try await console.show(ControlRequest(.edit, id, sending: edit)) {
            $0.lines(of: $1 as Written)
        }
    }
}

/// Withdraws a record.
struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Withdraw a record. Nothing is deleted.",
        discussion: """
            Example: jigctl --home us withdraw us-t1042 --reason 'Demolished, seen on site' \
            --current
            """
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @OptionGroup var reason: ReasonOption
    @OptionGroup var sight: Sight

    func run() async throws {
        let console = try Console(options)
        let version = try await sight.confirmed("Withdraw this record?", id, touching: nil, console)
        let withdrawal = Withdrawal(
            reason: reason.reason,
            version: version,
            current: sight.current ? true : nil
        )
        try await console.show(ControlRequest(.withdraw, id, sending: withdrawal)) {
            $0.lines(of: $1 as Written)
        }
    }
}

/// Brings a withdrawn record back.
struct Reinstate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate",
        abstract: "Bring a withdrawn record back.",
        discussion: "Example: jigctl --home us reinstate us-t1042 --reason 'Withdrawn in error'"
    )

    @OptionGroup var options: CommonOptions
    @Argument(help: "The record's id.") var id: String
    @OptionGroup var reason: ReasonOption

    func run() async throws {
        let request = try ControlRequest(.reinstate, id, sending: Reason(reason.reason))
        try await Console(options).show(request) { $0.lines(of: $1 as Written) }
    }
}

/// Why a person decided so: required, and not blank.
struct ReasonOption: ParsableArguments {
    @Option(parsing: .unconditional, help: "Why; it is kept with the change.")
    var reason: String

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--reason is blank: say why.")
        }
    }
}
