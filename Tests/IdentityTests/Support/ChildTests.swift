import ChildPrograms
import Foundation
import Testing

/// What the tests rely on when they run other programs.
@Suite struct ChildTests {
    @Test func `a child gets the three standard descriptors and nothing else of ours`() throws {
        var ends: [CInt] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        let listed = try Child.output(of: "ls", ["/proc/self/fd"])
        // The fourth is the directory that is being listed.
        #expect(String(decoding: listed, as: UTF8.self) == "0\n1\n2\n3\n")
    }

    @Test func `how a child ended and what it printed are told apart`() throws {
        let outcome = try Child.run("sh", ["-c", "pwd; echo no >&2; exit 7"], in: "/")
        #expect(outcome.code == 7)
        #expect(outcome.output == Data("/\n".utf8) && outcome.errors == Data("no\n".utf8))
        #expect(try Child.run("sh", ["-c", "kill -9 $$"]).code == -SIGKILL)
        #expect(throws: ChildError.self) { try Child.output(of: "false", []) }
        #expect(throws: ChildError.self) { try Child.run("/no/such/program", []) }
    }
}
