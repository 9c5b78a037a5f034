import BankModel
import ControlAPI

/// The parameters of a request's query, each to be taken by whoever knows it.
///
/// What nobody has taken in the end is an error: a misspelt parameter never goes unnoticed.
struct QueryString {
    private var parameters: [(name: String, value: String)] = []

    /// Reads the part of the target after `?`; throws a `Failure` of code 64.
    init(_ query: String?) throws(Failure) {
        guard let query, !query.isEmpty else { return }
        for part in query.split(separator: "&", omittingEmptySubsequences: true) {
            guard parameters.count < Limits.controlParametersMax else {
                throw Failure(
                    .usage,
                    "more than \(Limits.controlParametersMax) parameters in the query"
                )
            }
            let halves = part.split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let name = PercentDecoding.decode(halves[0]),
                let value = halves.count == 2 ? PercentDecoding.decode(halves[1]) : ""
            else { throw Failure(.usage, "the query is not percent-encoded UTF-8") }
            parameters.append((name, value))
        }
    }

    /// Takes every value of a parameter, in their order.
    mutating func takeAll(_ name: String) -> [String] {
        let values = parameters.filter { $0.name == name }.map(\.value)
        parameters.removeAll { $0.name == name }
        return values
    }

    /// Takes the value of a parameter that may stand there once, and then not empty.
    mutating func take(_ name: String) throws(Failure) -> String? {
        let values = takeAll(name)
        guard values.count <= 1 else {
            throw Failure(.usage, "the query has \(name) \(values.count) times")
        }
        if values.first?.isEmpty == true { throw Failure(.usage, "the query's \(name) is empty") }
        return values.first
    }

    /// Takes the value that `read` makes of a parameter.
    mutating func take<Value>(
        _ name: String,
        as form: String,
        _ read: (String) -> Value?
    ) throws(Failure) -> Value? {
        guard let text = try take(name) else { return nil }
        guard let value = read(text) else {
            throw Failure(
                .usage,
                "the query's \(name) is \"\(Escaping.text(text, bytesMax: 80))\"",
                next: "give \(form)"
            )
        }
        return value
    }

    /// Takes a parameter that is `true` or `false`; false where it is missing.
    mutating func takeFlag(_ name: String) throws(Failure) -> Bool {
        try take(name, as: "true or false") { ["true": true, "false": false][$0] } ?? false
    }

    /// Throws if a parameter is left that nobody took.
    func finish() throws(Failure) {
        guard let stranger = parameters.first else { return }
        throw Failure(
            .usage,
            "this route has no parameter \"\(Escaping.text(stranger.name, bytesMax: 80))\"",
            next: "GET \(ControlRoute.description.path) lists each route's parameters"
        )
    }
}
