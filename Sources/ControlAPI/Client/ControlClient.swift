import BankModel
import Glibc
package import NIOCore
import NIOHTTP1
import NIOPosix

/// A client of one node's control API: HTTP/1.1 over the UNIX socket in the node's home.
///
/// Each request has its own connection. What is sent waits for the daemon to read, what is received
/// waits for the caller, so neither side's memory grows with a file.
package struct ControlClient: Sendable {
    /// The node's home.
    package let home: String
    /// How long an answer may take; nil waits for ever.
    ///
    /// Unhurried routes are never timed.
    package let timeout: Duration?

    private let group: any EventLoopGroup

    package init(
        home: String,
        timeout: Duration? = .milliseconds(Limits.controlAnswerMilliseconds),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.home = home
        self.timeout = timeout
        self.group = group
    }

    /// Asks, and holds the whole answer, an error's included.
    ///
    /// Throws `ClientError` where no answer came.
    package func answer(to request: ControlRequest) async throws -> ControlAnswer {
        guard let timeout, !request.route.isUnhurried else { return try await whole(request) }
        return try await within(timeout) { try await whole(request) }
    }

    /// Asks, and hands the body of a success over in pieces, as they come.
    ///
    /// The returned answer has no bytes, but what stood behind them; an error's answer is whole, and
    /// nothing was handed over.
    package func stream(
        _ request: ControlRequest,
        to receive: ([UInt8]) async throws -> Void
    ) async throws -> ControlAnswer {
        var bytesHeld = 0
        var answer = ControlAnswer(status: 0, bytes: [])
        try await exchange(request) { part in
            switch part {
            case .head(let head): answer.status = Int(head.status.code)
            case .body(let piece) where answer.isSuccess:
                try await receive(Array(piece.readableBytesView))
            case .body(let piece):
                bytesHeld += piece.readableBytes
                try Self.checkLength(bytesHeld)
                answer.bytes += piece.readableBytesView
            case .end(let trailers):
                let count = trailers?.first(name: ControlTrailer.conflictedRecords)
                answer.conflictedRecords = count.flatMap { Int($0) }
                answer.exportNotes = trailers?[ControlTrailer.exportNotes] ?? []
            }
        }
        return answer
    }

    private func whole(_ request: ControlRequest) async throws -> ControlAnswer {
        var answer = ControlAnswer(status: 0, bytes: [])
        try await exchange(request) { part in
            switch part {
            case .head(let head): answer.status = Int(head.status.code)
            case .body(let piece):
                try Self.checkLength(answer.bytes.count + piece.readableBytes)
                answer.bytes += piece.readableBytesView
            case .end: break
            }
        }
        return answer
    }

    private static func checkLength(_ bytes: Int) throws {
        guard bytes <= Limits.controlAnswerBytesMax else {
            throw ClientError.tooLong(bytesMax: Limits.controlAnswerBytesMax)
        }
    }

    private func exchange(
        _ request: ControlRequest,
        _ receive: (HTTPClientResponsePart) async throws -> Void
    ) async throws {
        let connection = try await connect()
        try await ControlExchange(request: request, connection: connection).run(receive)
    }

    private func connect() async throws -> ControlExchange.Connection {
        do {
            return try await ControlSocket.withShortPath(home: home) { path in
                try await ClientBootstrap(group: group)
                    .connect(unixDomainSocketPath: path) { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHTTPClientHandlers()
                            return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                        }
                    }
            }
        } catch let error as IOError {
            throw clientError(error)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw ClientError.unconnected(home: home, reason: "\(error)")
        }
    }

    private func clientError(_ error: IOError) -> ClientError {
        switch error.errnoCode {
        case ENOENT, ENOTDIR: .noSocket(home: home)
        case ECONNREFUSED, ENOTSOCK: .refused(home: home)
        case EACCES, EPERM: .forbidden(home: home)
        default: .unconnected(home: home, reason: String(cString: strerror(error.errnoCode)))
        }
    }

    private func within<Result: Sendable>(
        _ limit: Duration,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { tasks in
            tasks.addTask { try await body() }
            tasks.addTask {
                try await Task.sleep(for: limit)
                throw ClientError.timedOut(seconds: limit / .seconds(1))
            }
            defer { tasks.cancelAll() }
            guard let first = try await tasks.next() else { throw CancellationError() }
            return first
        }
    }
}
