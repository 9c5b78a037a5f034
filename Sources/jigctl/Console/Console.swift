import ControlAPI

/// Asks the daemon, and shows its answer as JSON or as lines for a person.
struct Console {
    /// How long an answer is waited for, unless the operator says otherwise.
    static let patience = ControlClient(home: "").timeout

    private let client: ControlClient
    let isJSON: Bool
    private let output: Display
    private let errors: Display

    init(_ options: CommonOptions) throws {
        client = ControlClient(home: try options.namedHome(), timeout: options.patience)
        isJSON = options.json
        output = Screen.display(for: .output, options.color)
        errors = Screen.display(for: .error, options.color)
    }

    /// Asks, and prints the answer: as it came with `--json`, else as `lines` renders it.
    ///
    /// Throws the `Failure` that the daemon answered; with `--json` it has then been printed too.
    @discardableResult
    func show<Answer: Decodable>(
        _ request: ControlRequest,
        _ lines: (Display, Answer) -> [Line]
    ) async throws -> ControlAnswer {
        let answer = try await client.answer(to: request)
        if let failure = answer.failure { throw try printed(answer, failure) }
        if isJSON {
            try print(answer)
        } else {
            try Stream.output.write(output.text(of: lines(output, try answer.read())))
        }
        return answer
    }

    /// Asks without printing anything but, with `--json`, an error.
    func ask<Answer: Decodable>(
        _ request: ControlRequest,
        as type: Answer.Type
    ) async throws -> Answer {
        let answer = try await client.answer(to: request)
        if let failure = answer.failure { throw try printed(answer, failure) }
        return try answer.read()
    }

    /// Hands the body of the answer on as it comes; on a terminal escaped line by line.
    @discardableResult
    func pour(_ request: ControlRequest) async throws -> ControlAnswer {
        var shown = ShownLines()
        let isShown = Stream.output.isTerminal
        let answer = try await client.stream(request) { piece in
            try Stream.output.write(isShown ? shown.taking(piece) : piece)
        }
        if let failure = answer.failure { throw try printed(answer, failure) }
        try Stream.output.write(shown.rest())
        return answer
    }

    /// Lines for a person, on standard output.
    func print(_ lines: (Display) -> [Line]) throws {
        try Stream.output.write(output.text(of: lines(output)))
    }

    /// An answer that was gathered from several, as JSON.
    func print(json answer: some Encodable) throws {
        try print(ControlAnswer(status: 200, bytes: Array(try ControlJSON.encode(answer))))
    }

    /// Lines for a person beside the answer, on standard error.
    func tell(_ lines: (Display) -> [Line]) throws {
        try Stream.error.write(errors.text(of: lines(errors)))
    }

    private func printed(_ answer: ControlAnswer, _ failure: Failure) throws -> Failure {
        if isJSON { try print(answer) }
        return failure
    }

    /// Prints the answer's own bytes; on a terminal, what is unsafe there as JSON escapes.
    private func print(_ answer: ControlAnswer) throws {
        let end: [UInt8] = answer.bytes.last == UInt8(ascii: "\n") ? [] : [UInt8(ascii: "\n")]
        guard Stream.output.isTerminal else { return try Stream.output.write(answer.bytes + end) }
        try Stream.output.write(Array(TerminalText.escapingJSON(answer.bytes).utf8) + end)
    }
}
