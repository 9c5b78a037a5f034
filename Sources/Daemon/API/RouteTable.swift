import ControlAPI

/// Finds the route of a request among those of `ControlRoute`.
struct RouteTable: Sendable {
    /// A route, and what stands in the path where its parameter is.
    struct Match: Equatable {
        let route: ControlRoute
        let argument: String?
    }

    private struct Row {
        let route: ControlRoute
        let segments: [Substring]
    }

    private let rows = ControlRoute.allCases.map {
        Row(route: $0, segments: $0.path.split(separator: "/"))
    }

    /// Why a request has no route.
    enum Miss: Error, Equatable {
        /// No route has this path: 66, HTTP 404.
        case unknownPath
        /// The path is there for other methods only: 64, HTTP 405.
        case wrongMethod(allowed: String)
        /// The path is not percent-encoded UTF-8: 64.
        case badEncoding
    }

    /// The route for a method and a path as it was sent.
    func match(method: String, path: String) throws(Miss) -> Match {
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let candidates = rows.filter { Self.fits($0.segments, segments) && path.hasPrefix("/") }
        guard !candidates.isEmpty else { throw .unknownPath }
        guard let row = candidates.first(where: { $0.route.method == method }) else {
            throw .wrongMethod(allowed: candidates.map(\.route.method).joined(separator: ", "))
        }
        return Match(route: row.route, argument: try Self.argument(row.segments, segments))
    }

    /// The answer to a request without a route.
    static func answer(to miss: Miss) -> RouteAnswer {
        let next = "GET \(ControlRoute.description.path) lists the routes"
        switch miss {
        case .unknownPath:
            return RouteAnswer(Failure(.unknown, "there is no such route", next: next))
        case .wrongMethod(let allowed):
            let failure = Failure(
                .usage,
                "the route does not have this method",
                next: "use \(allowed)"
            )
            return .failure(failure, status: 405, allow: allowed)
        case .badEncoding:
            return RouteAnswer(Failure(.usage, "the path is not percent-encoded UTF-8"))
        }
    }

    private static func fits(_ pattern: [Substring], _ segments: [Substring]) -> Bool {
        pattern.count == segments.count
            && zip(pattern, segments).allSatisfy { part, segment in
                part.hasPrefix("{") ? !segment.isEmpty : part == segment
            }
    }

    private static func argument(
        _ pattern: [Substring],
        _ segments: [Substring]
    ) throws(Miss) -> String? {
        guard let place = pattern.firstIndex(where: { $0.hasPrefix("{") }) else { return nil }
        guard let argument = PercentDecoding.decode(segments[place]) else { throw .badEncoding }
        return argument
    }
}
