import Simulation
import Testing

/// An urgent notice over 64 kbit/s, behind a bank of 20 MB that waits to be sent.
@Suite struct SlowLineTests {
    private static let limit: Int64 = 6_000
    private static let backlogBytes = 20_000_000
    /// What the kernel takes at once: nothing, what we let it, and what it takes where nobody says.
    private static let kernels = [0, 512 * 1024, 4 * 1024 * 1024]

    /// A bank at `us` alone, many records in an entry.
    private static let records = Result { try filled([0], textBytes: 3_000) }
    /// A bank on both sides, whose every entry holds one long text and hardly deflates.
    private static let texts = Result { try filled([0, 1], textBytes: 16_000) }

    /// Twelve moments, so that some notice comes just after a long frame has begun.
    @Test(arguments: kernels)
    func `a notice is there in six seconds while a bank is under way`(kernelBytes: Int) throws {
        var line = try Self.records.get()
        try line.connect(over: Self.slow(kernelBytes: kernelBytes))
        try line.pass(milliseconds: 20_000)
        try Self.check(&line, from: 0)
    }

    @Test(arguments: kernels)
    func `it is there when both sides have as much to send`(kernelBytes: Int) throws {
        var line = try Self.texts.get()
        try line.connect(over: Self.slow(kernelBytes: kernelBytes))
        try line.pass(milliseconds: 20_000)
        for node in 0...1 { try Self.check(&line, from: node) }
    }

    @Test func `it is there when it comes right after a bank was loaded over a live line`() throws {
        var line = try SlowLine(seed: 2)
        try line.connect(over: Self.slow())
        try line.pass(milliseconds: 5_000)
        try line.fill(0, bytes: Self.backlogBytes, textBytes: 3_000)
        try Self.check(&line, from: 0)
    }

    @Test(arguments: [0, 1]) func `it is there when the line was cut in between`(node: Int) throws {
        var line = try Self.texts.get()
        try line.connect(over: Self.slow())
        for step in 0..<8 as Range<Int64> {
            try line.pass(milliseconds: 5_000 + 300 * step)
            let notice = try line.announce(at: node)
            try line.pass(milliseconds: 200)
            try line.cut()
            try line.connect(over: Self.slow())
            let milliseconds = try line.arrival(of: notice, within: Self.limit)
            #expect(milliseconds != nil, "step \(step)")
        }
    }

    @Test func `a line that is slow carries nearly as much as it can`() throws {
        for (source, percent) in [(Self.records, 85), (Self.texts, 80)] {
            var line = try source.get()
            try line.connect(over: Self.slow())
            try line.pass(milliseconds: 10_000)
            let before = try line.backlogBytes(of: 0)
            try line.pass(milliseconds: 60_000)
            let carried = before - (try line.backlogBytes(of: 0))
            #expect(carried > 60 * 8_000 * percent / 100, "\(carried) bytes in a minute")
        }
    }

    @Test func `a line that is fast is not slowed down`() throws {
        var line = try Self.records.get()
        try line.connect(
            over: Line(bytesPerMillisecond: 10_000, delay: 10, kernelBytes: 512 * 1024)
        )
        try line.pass(milliseconds: 4_000)
        #expect(try line.backlogBytes(of: 0) == 0)
    }

    /// 64 kbit/s, and a fifth of a second there and back.
    private static func slow(kernelBytes: Int = 512 * 1024) -> Line {
        Line(bytesPerMillisecond: 8, delay: 100, kernelBytes: kernelBytes)
    }

    private static func filled(_ nodes: [Int], textBytes: Int) throws -> SlowLine {
        var line = try SlowLine(seed: 1)
        for node in nodes { try line.fill(node, bytes: backlogBytes, textBytes: textBytes) }
        return line
    }

    private static func check(_ line: inout SlowLine, from node: Int) throws {
        for step in 0..<12 as Range<Int64> {
            let notice = try line.announce(at: node)
            let arrival = try line.arrival(of: notice, within: 60_000)
            let milliseconds = try #require(arrival, "step \(step)")
            #expect(milliseconds < limit, "step \(step)")
            try line.pass(milliseconds: 1_000 + 170 * step)
        }
        #expect(try line.backlogBytes(of: node) > backlogBytes * 9 / 10)
    }
}
