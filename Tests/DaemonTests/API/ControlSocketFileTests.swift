import ControlAPI
import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import Daemon

@Suite(.timeLimit(.minutes(1))) struct ControlSocketFileTests {
    private func server(home: String, mode: UInt32 = 0o660) -> ControlServer {
        let registry = PrometheusRegistry()
        return ControlServer(
            home: home,
            socketMode: mode,
            service: FakeBank(),
            pages: ControlPages(registry: registry, servesMetrics: { true }, openAPI: ""),
            registry: registry,
            operatorName: { _ in nil },
            logger: LogOutput(.init(), sink: { _ in }).logger("control")
        )
    }

    /// A socket whose owner is gone.
    private func leaveSocket(at path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size)
            }
        }
        try #require(result == 0)
    }

    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode : nil
    }

    @Test func `the socket has its mode, and the directory it was made in is gone`() async throws {
        try await withServer(FakeBank()) { home in
            let found = try #require(mode(ControlSocket.path(home: home)))
            #expect(found & S_IFMT == S_IFSOCK)
            #expect(found & 0o7777 == 0o660)
            #expect(mode("\(home)/.bind") == nil)
        }
    }

    @Test func `the socket is gone when the server has ended`() async throws {
        var path = ""
        try await withServer(FakeBank()) { home in
            path = ControlSocket.path(home: home)
            #expect(mode(path) != nil)
        }
        #expect(mode(path) == nil)
    }

    @Test func `a second server on a live socket is refused and the first stays`() async throws {
        try await withServer(FakeBank()) { home in
            let failure = await #expect(throws: Failure.self) { try await server(home: home).run() }
            #expect(failure?.code == .stale)
            let answer = try await ControlClient(home: home).answer(to: ControlRequest(.status))
            #expect(answer.status == 200)
        }
    }

    @Test func `a socket that nobody answers on is replaced`() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        let path = ControlSocket.path(home: home.path)
        try leaveSocket(at: path)
        #expect(mode(path) != nil)
        let file = ControlSocketFile(home: home.path, mode: 0o660)
        await #expect(throws: Never.self) { try await file.prepare() }
        #expect(mode("\(home.path)/.bind").map { $0 & 0o7777 } == 0o700)
    }

    @Test func `what is no socket is left alone`() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try home.write("precious", to: ControlSocket.name)
        let failure = await #expect(throws: Failure.self) {
            try await server(home: home.path).run()
        }
        #expect(failure?.code == .inputOutput)
        #expect(mode(ControlSocket.path(home: home.path)).map { $0 & S_IFMT } == S_IFREG)
    }

    @Test func `a link where the socket is to be made is refused`() async throws {
        let home = try TemporaryHome()
        defer { home.remove() }
        try #require(mkdir("\(home.path)/elsewhere", 0o700) == 0)
        try #require(symlink("\(home.path)/elsewhere", "\(home.path)/.bind") == 0)
        let failure = await #expect(throws: Failure.self) {
            try await server(home: home.path).run()
        }
        #expect(failure?.code == .inputOutput)
    }

    @Test func `a home whose path is longer than a socket's is served`() async throws {
        try await withServer(FakeBank(), depth: 3) { home in
            #expect(home.utf8.count > ControlSocket.pathBytesMax)
            let answer = try await ControlClient(home: home).answer(to: ControlRequest(.status))
            #expect(answer.status == 200)
        }
    }

    @Test func `a socket that is not a UNIX one names nobody`() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let listener = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0)
            .get()
        let address = try #require(listener.localAddress)
        let channel = try await ClientBootstrap(group: group).connect(to: address).get()
        #expect(try await PeerCredentials.user(of: channel) == nil)
        try await channel.close()
        try await listener.close()
    }

    @Test func `minus one is nobody`() {
        #expect(UserID(.max) == nil)
        #expect(UserID(.max - 1) != nil)
    }
}
