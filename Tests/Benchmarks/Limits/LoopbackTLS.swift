import ChildPrograms
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// What TLS 1.3 does over loopback with the library that peers speak it with.
///
/// Both sides show a certificate, as peers do; each runs on a thread of its own.
struct LoopbackTLS {
    private let certificate: NIOSSLCertificate
    private let key: NIOSSLPrivateKey
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    /// Has OpenSSL make a certificate in the directory.
    init(in directory: URL) throws {
        let certificateFile = directory.appending(path: "tls.crt").path
        let keyFile = directory.appending(path: "tls.key").path
        try Child.output(
            of: "openssl",
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
                + [
                    "-days", "2", "-subj", "/CN=bench", "-keyout", keyFile, "-out", certificateFile,
                ]
        )
        certificate = try NIOSSLCertificate.fromPEMFile(certificateFile)[0]
        key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
    }

    func end() throws { try group.syncShutdownGracefully() }

    /// Limit (b): the time from a dial to the first answer, and the median time of one round trip
    /// of 128 bytes after it, in milliseconds.
    func pingPong(times: Int = 2000) throws -> (dial: Double, roundTrip: Double) {
        let server = try listen { Echo() }
        defer { server.close(promise: nil) }
        let answered = group.any().makePromise(of: [Double].self)
        let dialled = ContinuousClock.now
        let client = try dial(server) { Pinger(since: dialled, times: times, answered) }
        let times = try answered.futureResult.wait()
        try client.close().wait()
        return (times.first ?? 0, Array(times.dropFirst()).median)
    }

    /// Limit (b): MB a second, one way.
    func megabytesPerSecond(bytes: Int = 128 << 20) throws -> Double {
        let received = group.any().makePromise(of: Void.self)
        let server = try listen { Sink(awaiting: bytes, received) }
        defer { server.close(promise: nil) }
        let start = ContinuousClock.now
        let client = try dial(server) { Source(bytes: bytes) }
        try received.futureResult.wait()
        let seconds = start.duration(to: .now).seconds
        try client.close().wait()
        return Double(bytes) / 1e6 / seconds
    }

    private func listen(
        _ handler: @escaping @Sendable () -> any ChannelHandler
    ) throws -> any Channel {
        let context = try NIOSSLContext(
            configuration: configuration(
                .makeServerConfiguration(
                    certificateChain: [.certificate(certificate)],
                    privateKey: .privateKey(key)
                )
            )
        )
        return try ServerBootstrap(group: group)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = NIOSSLServerHandler(context: context)
                    try channel.pipeline.syncOperations.addHandlers(tls, handler())
                }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
    }

    private func dial(
        _ server: any Channel,
        _ handler: @escaping @Sendable () -> any ChannelHandler
    ) throws -> any Channel {
        var client = TLSConfiguration.makeClientConfiguration()
        client.certificateChain = [.certificate(certificate)]
        client.privateKey = .privateKey(key)
        let context = try NIOSSLContext(configuration: configuration(client))
        return try ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let tls = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandlers(tls, handler())
                }
            }
            .connect(host: "127.0.0.1", port: server.localAddress?.port ?? 0).wait()
    }

    private func configuration(_ base: TLSConfiguration) -> TLSConfiguration {
        var configuration = base
        configuration.minimumTLSVersion = .tlsv13
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([certificate])
        return configuration
    }
}
