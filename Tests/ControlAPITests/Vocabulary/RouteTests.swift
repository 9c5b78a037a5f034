import ControlAPI
import Testing

/// Routes, their arguments and the exit codes.
struct RouteTests {
    @Test func `an argument cannot leave its place in the path`() {
        #expect(ControlRoute.show.path("us-t1042") == "/v1/records/us-t1042")
        #expect(ControlRoute.history.path("us-t1~ab") == "/v1/records/us-t1~ab/history")
        #expect(ControlRoute.show.path("../status") == "/v1/records/..%2Fstatus")
        #expect(ControlRoute.pause.path("a b?c#d%") == "/v1/peers/a%20b%3Fc%23d%25/pause")
        #expect(ControlRoute.show.path("é\r\n") == "/v1/records/%C3%A9%0D%0A")
        #expect(ControlRoute.status.path("x") == "/v1/status")
    }

    @Test func `a query is encoded part by part`() {
        let request = ControlRequest(
            .importRecords,
            query: [.init(ControlQuery.map, "a=b&c"), .init(ControlQuery.map, "d+e=f g")]
        )
        #expect(request.uri == "/v1/import?map=a%3Db%26c&map=d%2Be%3Df%20g")
        #expect(ControlRequest(.status).uri == "/v1/status")
    }

    @Test func `every route has a method and a path of its own`() {
        #expect(Set(ControlRoute.allCases.map(\.rawValue)).count == ControlRoute.allCases.count)
        for route in ControlRoute.allCases {
            #expect(["GET", "POST", "PATCH"].contains(route.method))
            #expect(route.path.hasPrefix("/"))
        }
    }

    @Test func `exit codes are those of sysexits and have an HTTP status each`() {
        let expected: [ExitCode: (code: Int32, status: Int)] = [
            .done: (0, 200), .usage: (64, 400), .badData: (65, 422), .unknown: (66, 404),
            .unreachable: (69, 503), .internalError: (70, 500), .inputOutput: (74, 500),
            .stale: (75, 409), .notPermitted: (77, 403), .configuration: (78, 500),
        ]
        for code in ExitCode.allCases {
            #expect(code.rawValue == expected[code]?.code)
            #expect(code.httpStatus == expected[code]?.status)
        }
    }
}
