import ControlAPI

extension Console {
    /// Writes, prints what it came to, and repeats the positions that were written on standard error,
    /// each in words in which a typing error is seen.
    func write(_ request: ControlRequest) async throws {
        let answer = try await show(request) { $0.lines(of: $1 as Written) }
        guard !isJSON else { return }
        let written: Written = try answer.read()
        try tell { $0.lines(ofPositions: written.positions ?? []) }
    }

    /// A record as a reference to the version that it has now: `us-n3@VERSION`.
    func versioned(_ id: String) async throws -> String {
        let record = try await ask(ControlRequest(.show, id), as: RecordDetail.self)
        return "\(record.id)@\(record.version)"
    }
}
