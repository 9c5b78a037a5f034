import Testing

/// A trap cannot be caught, but it can be traced to its seed.
@Suite struct LastWordsTests {
    @Test func `a trap says how to come back to it`() async throws {
        let result = try await #require(
            processExitsWith: .failure,
            observing: [\.standardErrorContent]
        ) {
            LastWords.saying("Tests/run --seed 7") { Self.trap() }
        }
        let said = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(said.contains("replay with: Tests/run --seed 7"))
    }

    private static func trap() { preconditionFailure("a defect of ours") }
}
