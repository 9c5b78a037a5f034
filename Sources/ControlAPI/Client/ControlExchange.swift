import NIOCore
import NIOHTTP1

/// One request and its answer, on a connection of their own.
struct ControlExchange: Sendable {
    typealias Connection = NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>

    let request: ControlRequest
    let connection: Connection

    /// Sends while it receives, so that an early refusal of a long body is heard.
    ///
    /// Throws `ClientError` where the answer did not come whole, and whatever `receive` or the body's
    /// source threw.
    func run(_ receive: (HTTPClientResponsePart) async throws -> Void) async throws {
        try await connection.executeThenClose { inbound, _ in
            async let sourceError = send()
            do {
                try await receiveAll(from: inbound, receive)
            } catch let error as ClientError {
                throw await sourceError ?? error
            }
        }
    }

    private func receiveAll(
        from inbound: NIOAsyncChannelInboundStream<HTTPClientResponsePart>,
        _ receive: (HTTPClientResponsePart) async throws -> Void
    ) async throws {
        var parts = inbound.makeAsyncIterator()
        while let part = try await next(&parts) {
            try await receive(part)
            if case .end = part { return }
        }
        throw ClientError.cut(reason: "it closed the connection")
    }

    private func next(
        _ parts: inout NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator
    ) async throws -> HTTPClientResponsePart? {
        do {
            return try await parts.next(isolation: #isolation)
        } catch let error as HTTPParserError where error != .invalidEOFState {
            throw ClientError.misunderstood("not HTTP (\(error))")
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw ClientError.cut(reason: "\(error)")
        }
    }

    /// What the body's source threw, or nil.
    ///
    /// A connection that fails meanwhile is no error here: receiving says what became of it.
    private func send() async -> (any Error)? {
        await withTaskCancellationHandler {
            do {
                try await sendAll()
                return nil
            } catch let error as SourceError {
                connection.channel.close(promise: nil)
                return error.cause
            } catch {
                return nil
            }
        } onCancel: {
            connection.channel.close(promise: nil)
        }
    }

    private func sendAll() async throws {
        try await write(.head(head))
        switch request.body {
        case .none: break
        case .json(let bytes): try await write(.body(.byteBuffer(.init(bytes: bytes))))
        case .stream(let next):
            while let piece = try await Self.piece(next) {
                try await write(.body(.byteBuffer(.init(bytes: piece))))
            }
        }
        try await write(.end(nil))
    }

    /// Returns once the kernel has the part, so that one piece at a time is held here.
    ///
    /// The asynchronous writer of the channel does not promise that: it takes more for as long as
    /// the event loop has not come round to saying that the socket is full.
    private func write(_ part: HTTPClientRequestPart) async throws {
        try await connection.channel.writeAndFlush(part)
    }

    private static func piece(
        _ next: @Sendable () async throws -> [UInt8]?
    ) async throws(SourceError) -> [UInt8]? {
        do {
            return try await next()
        } catch {
            throw SourceError(cause: error)
        }
    }

    private var head: HTTPRequestHead {
        var head = HTTPRequestHead(
            version: .http1_1,
            method: .init(rawValue: request.route.method),
            uri: request.uri
        )
        head.headers.add(name: "Host", value: "jig")
        head.headers.add(name: "Connection", value: "close")
        switch request.body {
        case .none:
            if request.route.method != "GET" {
                head.headers.add(name: "Content-Length", value: "0")
            }
        case .json(let bytes):
            head.headers.add(name: "Content-Type", value: "application/json")
            head.headers.add(name: "Content-Length", value: String(bytes.count))
        case .stream:
            head.headers.add(name: "Content-Type", value: "application/octet-stream")
            head.headers.add(name: "Transfer-Encoding", value: "chunked")
        }
        return head
    }

    /// Tells an error of the body's source from one of the connection.
    private struct SourceError: Error {
        let cause: any Error
    }
}
