import BankModel
import ControlAPI
import CoreMetrics
import Hummingbird
import Logging
import NIOCore

/// What Hummingbird tells of a request's connection.
struct ControlContext: InitializableFromSource, Sendable {
    let channel: any NIOCore.Channel

    init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// Answers each request of the control socket: who asks, what route, and a JSON body whatever fails.
struct ControlResponder: HTTPResponder {
    let router: ControlRouter
    let operatorName: @Sendable (UserID?) -> OperatorName?
    let registry: PrometheusRegistry
    let connections: IdleConnections
    let logger: Logger
    private let table = RouteTable()

    func respond(to request: Request, context: ControlContext) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        connections.began(context.channel)
        let (route, answer) = await answer(to: request, on: context.channel)
        measure(route, answer, clock.now - start)
        return answer.response { [connections] in connections.answered(context.channel) }
    }

    private func answer(
        to request: Request,
        on channel: any NIOCore.Channel
    ) async -> (route: ControlRoute?, answer: RouteAnswer) {
        let match: RouteTable.Match
        do {
            match = try table.match(method: request.method.rawValue, path: request.uri.path)
        } catch {
            return (nil, RouteTable.answer(to: error))
        }
        do {
            let user = try await PeerCredentials.user(of: channel)
            let caller = Caller(user: user, operatorName: operatorName(user))
            return (match.route, try await answer(to: request, match, caller))
        } catch let failure as Failure {
            return (match.route, RouteAnswer(failure))
        } catch is CancellationError {
            return (match.route, RouteAnswer(Failure(.unreachable, "the daemon is stopping")))
        } catch {
            return (match.route, defect(error, in: match.route))
        }
    }

    /// What takes as long as the bank is large is answered beside the server's thread.
    private func answer(
        to request: Request,
        _ match: RouteTable.Match,
        _ caller: Caller
    ) async throws -> RouteAnswer {
        let executor: (any TaskExecutor)? =
            match.route.isUnhurried ? globalConcurrentExecutor : nil
        return try await withTaskExecutorPreference(executor) {
            try await router.answer(
                match,
                query: request.uri.query,
                body: request.body,
                caller: caller
            )
        }
    }

    /// The caller learns that there was a defect, and the log learns what it was.
    private func defect(_ error: any Error, in route: ControlRoute) -> RouteAnswer {
        logger.error(
            "A request failed for a reason that no answer names.",
            metadata: ["route": "\(route.rawValue)", "reason": "\(error)"]
        )
        return RouteAnswer(
            Failure(
                .internalError,
                "jigd failed at this request; its log says why",
                next: "report it with the log"
            )
        )
    }

    private func measure(_ route: ControlRoute?, _ answer: RouteAnswer, _ duration: Duration) {
        let name = route?.rawValue ?? "none"
        registry.makeTimer(
            label: "jig_control_request",
            dimensions: [("route", name), ("status", "\(answer.status)")]
        ).recordNanoseconds(duration.nanoseconds)
        logger.debug(
            "Answered a request.",
            metadata: ["route": "\(name)", "status": "\(answer.status)"]
        )
    }
}

extension Duration {
    /// Saturates after 292 years.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return isOver
            ? .max : product.addingReportingOverflow(attoseconds / 1_000_000_000).partialValue
    }
}
