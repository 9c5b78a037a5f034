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
        try await connection.executeThenClose { inbound, outbound in
            async let sourceError = send(to: outbound)
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
    private func send(
        to outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    ) async -> (any Error)? {
        do {
            try await outbound.write(.head(head))
            switch request.body {
            case .none: break
            case .json(let bytes): try await outbound.write(.body(.byteBuffer(.init(bytes: bytes))))
            case .stream(let next):
                while let piece = try await Self.piece(next) {
                    try await outbound.write(.body(.byteBuffer(.init(bytes: piece))))
                }
            }
            try await outbound.write(.end(nil))
            return nil
        } catch let error as SourceError {
            connection.channel.close(promise: nil)
            return error.cause
        } catch {
            return nil
        }
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
