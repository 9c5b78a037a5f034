import ControlAPI
import NIOCore
import NIOPosix

/// Sends whatever bytes a test likes to a control socket, ends its side, and answers all that comes.
func sendRaw(_ text: String, home: String) async throws -> String {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .channelOption(.allowRemoteHalfClosure, value: true)
        .connect(unixDomainSocketPath: ControlSocket.path(home: home)) { channel in
            channel.eventLoop.makeCompletedFuture {
                try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true)
                )
            }
        }
    return try await channel.executeThenClose { inbound, outbound in
        // The server may close before it has read everything: that is an answer too.
        try? await outbound.write(ByteBuffer(string: text))
        outbound.finish()
        var received: [UInt8] = []
        do {
            for try await piece in inbound { received += piece.readableBytesView }
        } catch is IOError {}
        return String(decoding: received, as: UTF8.self)
    }
}
