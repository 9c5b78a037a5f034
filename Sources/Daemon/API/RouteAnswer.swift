import ControlAPI
import Hummingbird
import NIOCore

/// What a route answers, before it is an HTTP response.
enum RouteAnswer: Sendable {
    /// JSON.
    case json([UInt8])
    /// Text of another media type.
    case text(String, mediaType: String)
    /// A file in chunks.
    case stream(ByteChunks, mediaType: String)
    /// Not a success.
    case failure(Failure, status: Int, allow: String?)

    /// The JSON of an answer.
    init(_ answer: some Encodable) throws {
        self = .json(Array(try ControlJSON.encode(answer)))
    }

    /// The answer to a request that failed, with the HTTP status of its code.
    init(_ failure: Failure) {
        self = .failure(failure, status: failure.code.httpStatus, allow: nil)
    }

    var status: Int {
        switch self {
        case .json, .text, .stream: 200
        case .failure(_, let status, _): status
        }
    }

    var response: Response {
        switch self {
        case .json(let bytes):
            Self.response(200, "application/json", .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .text(let text, let mediaType):
            Self.response(200, mediaType, .init(byteBuffer: ByteBuffer(string: text)))
        case .stream(let chunks, let mediaType):
            Self.response(
                200,
                mediaType,
                ResponseBody { writer in
                    for try await chunk in chunks where !chunk.isEmpty {
                        try await writer.write(ByteBuffer(bytes: chunk))
                    }
                    try await writer.finish(nil)
                }
            )
        case .failure(let failure, let status, let allow):
            Self.response(
                status,
                "application/json",
                .init(byteBuffer: ByteBuffer(bytes: Self.bytes(of: failure))),
                allow: allow
            )
        }
    }

    private static func bytes(of failure: Failure) -> [UInt8] {
        if let data = try? ControlJSON.encode(FailureAnswer(failure)) { return Array(data) }
        let message = Escaping.json(failure.message)
        let text =
            #"{"error":{"code":\#(failure.code.rawValue),"message":\#(message),"next":null}}"#
        return Array(text.utf8)
    }

    private static func response(
        _ status: Int,
        _ mediaType: String,
        _ body: ResponseBody,
        allow: String? = nil
    ) -> Response {
        var headers: HTTPFields = [.contentType: mediaType, .cacheControl: "no-store"]
        headers[.allow] = allow
        return Response(status: .init(code: status), headers: headers, body: body)
    }
}
