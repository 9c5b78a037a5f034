import ArgumentParser
import ControlAPI

/// What the operator has seen of the record that is about to change.
struct Sight: ParsableArguments {
    @Option(parsing: .unconditional, help: "The version that you were shown.")
    var version: String?

    @Flag(help: "Over whatever is there now.")
    var current = false

    func validate() throws {
        if version != nil, current {
            throw ValidationError("--version and --current contradict each other.")
        }
    }

    /// The version to send along: the one given, or the one just shown and confirmed.
    ///
    /// `fields` are those that will change; nil for all. Where nobody is there to be asked this is
    /// nil, and the daemon decides.
    func confirmed(
        _ question: String,
        _ id: String,
        touching fields: [String]?,
        _ console: Console
    ) async throws -> String? {
        guard version == nil, !current, Question.isPossible else { return version }
        var record = try await console.ask(ControlRequest(.show, id), as: RecordDetail.self)
        if let fields { record.fields = record.fields.filter { fields.contains($0.key) } }
        let shown = record
        try console.tell { $0.lines(of: shown) }
        try Question.confirm(question)
        return record.version
    }
}
