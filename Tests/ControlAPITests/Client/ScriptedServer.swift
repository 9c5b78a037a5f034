import ControlAPI
import Glibc
import NIOCore
import NIOPosix

/// A server on a UNIX socket that follows a script and keeps what it was sent.
final class ScriptedServer: Sendable {
    /// One thing that the server does, in order, once a request's head has come.
    enum Step: Sendable {
        /// Sends these bytes.
        case send(String)
        /// Sends this many bytes of `x`, in pieces.
        case fill(bytes: Int)
        /// Waits until the request's last chunk has come.
        case awaitBody
        /// Waits until the request has said this.
        case awaitText(String)
        /// Ends what it sends, and reads on.
        case halfClose
        /// Closes the connection.
        case close
    }

    /// A directory of its own, which is the node's home.
    let home: String
    private let channel: any Channel

    /// Listens in a fresh home and follows `steps` for each connection.
    init(_ steps: [Step], reads: Bool = true) async throws {
        home = try Self.freshDirectory()
        let requests = requests
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.autoRead, value: reads)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        ScriptHandler(steps, requests, reads: reads)
                    )
                }
            }
            .bind(unixDomainSocketPath: ControlSocket.path(home: home))
            .get()
    }

    /// Every byte that was received on any connection.
    var received: String { get async { await requests.text } }

    private let requests = Requests()

    /// Stops listening and removes the home.
    func stop() async throws {
        try await channel.close()
        unlink(ControlSocket.path(home: home))
        rmdir(home)
    }

    /// A directory with a short path, for `sockaddr_un` holds no long one.
    static func freshDirectory() throws -> String {
        var template = Array("/tmp/jig-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw IOError(errnoCode: errno, reason: "mkdtemp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// What was received, gathered from all connections.
actor Requests {
    private(set) var text = ""

    /// Adds bytes as text.
    func append(_ bytes: [UInt8]) { text += String(decoding: bytes, as: UTF8.self) }
}

/// Follows the script on one connection.
private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var steps: ArraySlice<ScriptedServer.Step>
    private let requests: Requests
    private let reads: Bool
    private var received: [UInt8] = []

    init(_ steps: [ScriptedServer.Step], _ requests: Requests, reads: Bool) {
        self.steps = steps[...]
        self.requests = requests
        self.reads = reads
    }

    func channelActive(context: ChannelHandlerContext) {
        if !reads { follow(context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(unwrapInboundIn(data).readableBytesView)
        received += bytes
        let requests = requests
        Task { await requests.append(bytes) }
        if has("\r\n\r\n") { follow(context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func follow(_ context: ChannelHandlerContext) {
        while let step = steps.first {
            if case .awaitBody = step, !has("\r\n0\r\n\r\n") { return }
            if case .awaitText(let text) = step, !has(text) { return }
            steps.removeFirst()
            perform(step, context)
        }
    }

    private func perform(_ step: ScriptedServer.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .send(let text): write(ByteBuffer(string: text), context)
        case .fill(let bytes):
            let piece = ByteBuffer(repeating: UInt8(ascii: "x"), count: 65_536)
            for _ in 0..<(bytes / 65_536) { write(piece, context) }
        case .awaitBody, .awaitText: break
        case .halfClose: context.close(mode: .output, promise: nil)
        case .close: context.close(promise: nil)
        }
    }

    private func write(_ buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    private func has(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard received.count >= wanted.count else { return false }
        return (0...(received.count - wanted.count)).contains {
            received[$0..<($0 + wanted.count)].elementsEqual(wanted)
        }
    }
}
