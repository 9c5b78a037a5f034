/// One request to the control API.
package struct ControlRequest: Sendable {
    /// What is asked.
    package var route: ControlRoute
    /// The path's parameter, where it has one.
    package var argument: String
    /// The query's parameters, in order; names may repeat.
    package var query: [Parameter]
    /// What is sent along.
    package var body: Body

    /// One parameter of the query.
    package struct Parameter: Equatable, Sendable {
        /// One of `ControlQuery`.
        package let name: String
        /// Its value, not encoded yet.
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What is sent along with a request.
    package enum Body: Sendable {
        /// Nothing.
        case none
        /// A JSON document.
        case json([UInt8])
        /// Bytes as `next` gives them, until nil; asked for the next only once the last were sent.
        case stream(_ next: @Sendable () async throws -> [UInt8]?)
    }

    package init(
        _ route: ControlRoute,
        _ argument: String = "",
        query: [Parameter] = [],
        body: Body = .none
    ) {
        self.route = route
        self.argument = argument
        self.query = query
        self.body = body
    }

    /// A request with `document` as its JSON.
    package init(
        _ route: ControlRoute,
        _ argument: String = "",
        sending document: some Encodable
    ) throws {
        self.init(route, argument, body: .json(Array(try ControlJSON.encode(document))))
    }

    /// The path and query of the request line, percent-encoded.
    package var uri: String {
        let path = route.path(argument)
        guard !query.isEmpty else { return path }
        let pairs = query.map {
            "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))"
        }
        return "\(path)?\(pairs.joined(separator: "&"))"
    }
}

/// What the daemon answered, in full.
package struct ControlAnswer: Equatable, Sendable {
    /// The HTTP status.
    package var status: Int
    /// The body, as it came.
    package var bytes: [UInt8]
    /// How many records of an exported file are in conflict, where the answer is one.
    package var conflictedRecords: Int?
    /// What the format of an exported file could not carry, a sentence each.
    package var exportNotes: [String] = []

    package init(status: Int, bytes: [UInt8], conflictedRecords: Int? = nil) {
        self.status = status
        self.bytes = bytes
        self.conflictedRecords = conflictedRecords
    }

    /// Whether this is what was asked for rather than an error.
    package var isSuccess: Bool { (200..<300).contains(status) }

    /// What went wrong, or nil for a success.
    package var failure: Failure? {
        if isSuccess { return nil }
        if let answer = try? ControlJSON.decode(FailureAnswer.self, from: bytes) {
            return answer.error
        }
        return Failure(
            ExitCode.allCases.first { $0.httpStatus == status } ?? .internalError,
            "the daemon answered with HTTP status \(status) and no reason",
            next: "see the daemon's log"
        )
    }

    /// Reads the answer, or throws the `Failure` that it is.
    package func read<Answer: Decodable>(as type: Answer.Type = Answer.self) throws -> Answer {
        if let failure { throw failure }
        do {
            return try ControlJSON.decode(type, from: bytes)
        } catch {
            throw ClientError.misunderstood("an answer of another form than \(type)")
        }
    }
}
