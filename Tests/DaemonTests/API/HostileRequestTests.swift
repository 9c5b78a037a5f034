import BankModel
import ControlAPI
import Glibc
import Synchronization
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(2))) struct HostileRequestTests {
    /// The answer to a request as it stands on the wire: status, and the error's code if it has one.
    private func answer(
        _ raw: String,
        home: String
    ) async throws -> (status: Int, code: Int?, all: String) {
        let text = try await sendRaw(raw, home: home)
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let body = text.split(separator: "\r\n\r\n", maxSplits: 1).dropFirst().first ?? ""
        let code = (try? ControlJSON.decode(FailureAnswer.self, from: body.utf8))?.error.code
        return (status, code.map { Int($0.rawValue) }, text)
    }

    private func post(_ path: String, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: jig\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static let misrouted: [(request: String, status: Int, code: Int)] = [
        ("GET /", 404, 66), ("GET /v1", 404, 66), ("GET /v1/", 404, 66),
        ("GET //v1/status", 404, 66),
        ("GET /v1/status/", 404, 66), ("GET /v1/statuses", 404, 66), ("GET /V1/status", 404, 66),
        ("GET /v1/records/", 404, 66), ("GET /v1/records/a/b", 404, 66), ("GET *", 404, 66),
        ("GET /v1/records/%2", 400, 64), ("GET /v1/records/%FF", 400, 64),
        ("POST /v1/status", 405, 64), ("DELETE /v1/records/us-t1", 405, 64),
        ("BREW /v1/status", 400, 64), ("get /v1/status", 400, 64),
        ("PUT /v1/records", 405, 64), ("OPTIONS /v1/status", 405, 64), ("HEAD /v1/status", 405, 64),
        ("GET /v1/import", 405, 64), ("GET /v1/peers/ru/pause", 405, 64),
        ("GET /v1/status?x=1", 400, 64), ("GET /v1/records?kind=a&kind=b", 400, 64),
        ("GET /v1/records?kind=", 400, 64), ("GET /v1/records?limit=0", 400, 64),
        ("GET /v1/records?limit=1001", 400, 64), ("GET /v1/records?conflicted=yes", 400, 64),
        ("GET /v1/records?near=34.5", 400, 64), ("GET /v1/records?near=91,0,1", 400, 64),
        ("GET /v1/records?near=NaN,0,1", 400, 64), ("GET /v1/records?near=0,181,1", 400, 64),
        ("GET /v1/records?text=%GG", 400, 64), ("GET /v1/export?format=", 400, 64),
        ("GET /v1/export?format=xml", 400, 64), ("POST /v1/import", 400, 64),
        ("POST /v1/import?kind=site&map=x", 400, 64), ("POST /v1/import?kind=site&map==x", 400, 64),
        ("POST /v1/import?kind=site&map=a%3Db&map=a%3Dc", 400, 64),
        ("POST /v1/peers/RU/pause", 404, 66), ("POST /v1/rebuild?force=true", 400, 64),
    ]

    @Test(arguments: misrouted)
    func `a request that no route takes is answered with a reason`(
        row: (request: String, status: Int, code: Int)
    ) async throws {
        let bank = FakeBank()
        try await withServer(bank) { home in
            let got = try await answer(
                "\(row.request) HTTP/1.1\r\nHost: jig\r\nContent-Length: 0\r\n\r\n",
                home: home
            )
            #expect(got.status == row.status, "\(got.all)")
            let isHead = row.request.hasPrefix("HEAD")
            #expect(got.code == row.code || isHead, "\(got.all)")
            #expect(!got.all.contains("\r\nallow: ") || row.status == 405)
            if row.status == 405 { #expect(got.all.lowercased().contains("\r\nallow: ")) }
        }
        #expect(bank.calls.isEmpty)
    }

    static let misformed: [(path: String, body: String, says: String)] = [
        ("/v1/records", "", "the body is empty"),
        ("/v1/records", "{", "line 1, column 2"),
        (
            "/v1/records", "{\"kind\":\"target\",\n \"changes\":[}",
            "line 2, column 13: changes[0]: expected an object"
        ),
        ("/v1/records", "[]", "expected an object"),
        ("/v1/records", "null", "expected an object"),
        ("/v1/records", "{} {}", "expected the end"),
        ("/v1/records", "{\"kind\":\"a\",\"changes\":[],}", "expected a key"),
        ("/v1/records", "{'kind':1}", "expected a key in quotes"),
        ("/v1/records", "{\"kind\":\"target\"}", "changes: missing"),
        ("/v1/records", "{\"kind\":7,\"changes\":[]}", "kind: "),
        (
            "/v1/records", "{\"kind\":\"a\",\"kind\":\"b\",\"changes\":[]}",
            "\"kind\" stands here twice"
        ),
        ("/v1/records", "{\"kind\":\"a\",\"\\u006bind\":\"b\"}", "\"kind\" stands here twice"),
        (
            "/v1/records", "{\"kind\":\"a\",\"changes\":[],\"owner\":\"ru\"}",
            "unknown key \"owner\""
        ),
        (
            "/v1/records",
            "{\"kind\":\"a\",\"changes\":[{\"field\":\"n\",\"op\":\"set\",\"at\":1}]}",
            "changes[0]: unknown key \"at\""
        ),
        (
            "/v1/records", "{\"kind\":\"a\",\"changes\":[{\"field\":\"n\",\"op\":\"own\"}]}",
            "changes[0].op: "
        ),
        (
            "/v1/records",
            "{\"kind\":\"a\",\"changes\":[{\"field\":\"n\",\"op\":\"set\",\"value\":{\"a\":1,\"a\":2}}]}",
            "changes[0].value: the key \"a\" stands here twice"
        ),
        ("/v1/records", "{\"kind\":\"a\u{1}\",\"changes\":[]}", "control character"),
        ("/v1/records", "{\"kind\":\"\\ud800\",\"changes\":[]}", "surrogate"),
        ("/v1/records", "{\"kind\":\"\\x\",\"changes\":[]}", "no such escape"),
        ("/v1/records", "{\"kind\":01,\"changes\":[]}", "expected a comma"),
        ("/v1/records", "{\"kind\":+1,\"changes\":[]}", "expected a value"),
        ("/v1/records", "{\"kind\":NaN,\"changes\":[]}", "expected a value"),
        ("/v1/records", "{\"kind\":.5,\"changes\":[]}", "expected a value"),
        ("/v1/records", "{\"kind\":1e,\"changes\":[]}", "expected a digit"),
        ("/v1/records", "{\"a\u{202E}\":1}", "unknown key \\\"a\\\\u{202E}\\\""),
        ("/v1/rebuild", "{\"force\":true}", "unknown key \"force\""),
        ("/v1/conflicts/a/resolution", "{\"pick\":[],\"reason\":\"r\"}", "pick: expected a text"),
    ]

    @Test(arguments: misformed)
    func `a body that is not what the route takes is refused with its place`(
        row: (path: String, body: String, says: String)
    ) async throws {
        let bank = FakeBank()
        try await withServer(bank) { home in
            let got = try await answer(post(row.path, row.body), home: home)
            #expect(got.status == 422 && got.code == 65, "\(got.all)")
            let says = row.says.contains("\\\"") ? row.says : row.says.replacing("\"", with: "\\\"")
            #expect(got.all.contains(says), "\(got.all)")
        }
        #expect(bank.calls.isEmpty)
    }

    @Test(arguments: [
        ("/v1/records/a/withdrawal", "{\"reason\":\" \\u00a0\\t\"}"),
        ("/v1/records/a/reinstatement", "{\"reason\":\"\"}"),
        (
            "/v1/records/a/statements",
            "{\"says\":\"agreed\",\"version\":\"v\",\"reason\":\" \"}"
        ),
        ("/v1/past/confirm", "{\"reason\":\"\"}"),
        ("/v1/resolutions", "{\"all_from\":\"us\",\"reason\":\" \"}"),
        ("/v1/conflicts/a/resolution", "{\"pick\":\"x\",\"reason\":\" \"}"),
        ("/v1/conflicts/a/resolution", "{\"reason\":\"r\"}"),
        ("/v1/conflicts/a/resolution", "{\"pick\":\"x\",\"set\":\"y\",\"reason\":\"r\"}"),
    ])
    func `a decision without a reason, or without a value, is put wrongly`(
        path: String,
        body: String
    ) async throws {
        try await withServer(FakeBank()) { home in
            let got = try await answer(post(path, body), home: home)
            #expect(got.status == 400 && got.code == 64, "\(got.all)")
        }
    }

    @Test func `a body has at most as many bytes and levels as the limits say`() async throws {
        try await withServer(FakeBank()) { home in
            let start = "{\"kind\":\"target\",\"changes\":[]"
            let room = Limits.controlRequestBytesMax - start.utf8.count - 1
            let most = start + String(repeating: " ", count: room) + "}"
            #expect(try await answer(post("/v1/records", most), home: home).status == 200)
            let more = try await answer(post("/v1/records", most + " "), home: home)
            #expect(more.status == 422 && more.code == 65)
            let deep = { (levels: Int) in
                start.dropLast(2) + "[{\"field\":\"n\",\"op\":\"set\",\"value\":"
                    + String(repeating: "[", count: levels - 3)
                    + String(repeating: "]", count: levels - 3) + "}]}"
            }
            let levels = Limits.controlJSONDepthMax
            #expect(
                try await answer(post("/v1/records", String(deep(levels))), home: home).status
                    == 200
            )
            let deeper = try await answer(post("/v1/records", String(deep(levels + 1))), home: home)
            #expect(deeper.status == 422 && deeper.all.contains("levels"))
        }
    }

    /// Bytes by what is wrong with them: a test's log is no place for a hundred lines of header.
    static let noHTTP: [String: String] = [
        "no request line": "garbage\r\n\r\n", "a later version": "GET /v1/status HTTP/9.9\r\n\r\n",
        "TLS": "\u{16}\u{3}\u{1}\u{0}",
        "a long header": "GET /v1/status HTTP/1.1\r\nx: " + String(repeating: "y", count: 40_000)
            + "\r\n\r\n",
        "many headers": "GET /v1/status HTTP/1.1\r\n" + String(repeating: "x: y\r\n", count: 100)
            + "\r\n",
        "a negative length": "POST /v1/records HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "two lengths": "POST /v1/records HTTP/1.1\r\nContent-Length: 1\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a chunk of no length": "POST /v1/import?kind=site HTTP/1.1\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    ]

    @Test(arguments: noHTTP.keys.sorted())
    func `what is not HTTP costs its connection and nothing else`(what: String) async throws {
        let raw = try #require(Self.noHTTP[what])
        let bank = FakeBank()
        try await withServer(bank) { home in
            let got = try await answer(raw, home: home)
            #expect(got.status != 200, "\(got.all)")
            let other = try await ControlClient(home: home).answer(to: ControlRequest(.status))
            #expect(other.status == 200)
        }
        #expect(bank.calls == ["status by Tester"])
    }

    @Test(arguments: [
        "Transfer-Encoding: chunked\r\n\r\n5\r\na,b,c\r\n", "Content-Length: 100\r\n\r\na,b,c",
    ])
    func `an import that is cut short is not taken for a whole file`(rest: String) async throws {
        let lines = Lines()
        let bank = FakeBank()
        try await withServer(bank, log: lines.add) { home in
            let got = try await answer(
                "POST /v1/import?kind=site HTTP/1.1\r\nHost: jig\r\n\(rest)",
                home: home
            )
            #expect(got.status != 200, "\(got.all)")
        }
        #expect(bank.calls.isEmpty)
    }

    @Test func `one connection serves one request after another`() async throws {
        let bank = FakeBank()
        try await withServer(bank) { home in
            let get = "GET /v1/peers HTTP/1.1\r\nHost: jig\r\n\r\n"
            let got = try await answer(
                get + "GET /x HTTP/1.1\r\nHost: jig\r\n\r\n" + get,
                home: home
            )
            #expect(got.all.components(separatedBy: "HTTP/1.1 200").count == 3)
            #expect(got.all.components(separatedBy: "HTTP/1.1 404").count == 2)
        }
        #expect(bank.calls.count == 2)
    }
}

extension String {
    fileprivate func components(separatedBy mark: String) -> [Substring] {
        split(separator: mark, omittingEmptySubsequences: false)
    }
}
