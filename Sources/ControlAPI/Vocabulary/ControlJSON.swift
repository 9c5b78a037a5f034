package import FoundationEssentials

/// JSON as the control API writes and reads it.
package enum ControlJSON {
    /// The answer's bytes: keys sorted, so that one answer has one spelling.
    package static func encode(_ answer: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(answer)
    }

    /// Reads a request or an answer.
    ///
    /// Unknown keys are passed over: more may be added.
    package static func decode<Answer: Decodable>(
        _ type: Answer.Type,
        from bytes: some Sequence<UInt8>
    ) throws -> Answer {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
