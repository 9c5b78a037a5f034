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
    case stream(ExportedFile, mediaType: String)
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

    /// The HTTP response; `given` is called once, when it has been given or cannot be.
    func response(given: @escaping @Sendable () -> Void) -> Response {
        switch self {
        case .json(let bytes):
            given()
            return Self.response(200, "application/json", bytes)
        case .text(let text, let mediaType):
            given()
            return Self.response(200, mediaType, Array(text.utf8))
        case .failure(let failure, let status, let allow):
            given()
            var response = Self.response(status, "application/json", Self.bytes(of: failure))
            response.headers[.allow] = allow
            return response
        case .stream(let file, let mediaType):
            var response = Self.response(200, mediaType, [])
            response.headers[.trailer] =
                "\(ControlTrailer.conflictedRecords), \(ControlTrailer.exportNotes)"
            response.body = Self.body(of: file, given: given)
            return response
        }
    }

    /// The body of an answer that is an error.
    static func bytes(of failure: Failure) -> [UInt8] {
        if let data = try? ControlJSON.encode(FailureAnswer(failure)) { return Array(data) }
        let message = Escaping.json(failure.message)
        let text =
            #"{"error":{"code":\#(failure.code.rawValue),"message":\#(message),"next":null}}"#
        return Array(text.utf8)
    }

    /// The file and, behind it, how many of its records are in conflict and what it cannot carry.
    private static func body(
        of file: ExportedFile,
        given: @escaping @Sendable () -> Void
    ) -> ResponseBody {
        ResponseBody { writer in
            defer { given() }
            // Long: beside the server's thread, as the request was.
            try await withTaskExecutorPreference(globalConcurrentExecutor) {
                for try await chunk in file.chunks where !chunk.isEmpty {
                    try await writer.write(ByteBuffer(bytes: chunk))
                }
            }
            var trailers = HTTPFields()
            if let conflicted { trailers[conflicted] = String(file.conflicted()) }
            if let notes { trailers[values: notes] = file.notes() }
            try await writer.finish(trailers)
        }
    }

    private static let conflicted = HTTPFields.Element.Name(ControlTrailer.conflictedRecords)
    private static let notes = HTTPFields.Element.Name(ControlTrailer.exportNotes)

    private static func response(
        _ status: Int,
        _ mediaType: String,
        _ bytes: [UInt8]
    ) -> Response {
        Response(
            status: .init(code: status),
            headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
