import BankModel
import ControlAPI
import NIOCore
import NIOPosix
import Testing

@testable import Daemon

/// Whoever does nothing keeps nobody out.
@Suite(.timeLimit(.minutes(1))) struct IdleConnectionTests {
    /// Opens connections that never say anything.
    private func idle(_ count: Int, home: String) async throws -> [any NIOCore.Channel] {
        var channels: [any NIOCore.Channel] = []
        for _ in 0..<count {
            channels.append(
                try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(unixDomainSocketPath: ControlSocket.path(home: home)).get()
            )
        }
        return channels
    }

    @Test func `connections that are idle make room for an operator, the oldest first`()
        async throws
    {
        try await withServer(FakeBank()) { home in
            let silent = try await idle(Limits.controlConnectionsMax + 70, home: home)
            let answer = try await ControlClient(home: home).answer(to: ControlRequest(.status))
            #expect(answer.status == 200)
            try await silent[0].closeFuture.get()
            #expect(silent.last?.isActive == true)
            for channel in silent { try? await channel.close() }
        }
    }

    @Test func `a request that is being answered makes room for nobody`() async throws {
        struct Slow: BankServiceWrapper {
            let bank = FakeBank()
            let began: AsyncStream<Void>.Continuation
            let gate: AsyncStream<Void>

            func status(for caller: Caller) async throws -> Status {
                began.yield()
                for await _ in gate { break }
                return Sample.status
            }
        }
        let (gate, opening) = AsyncStream<Void>.makeStream()
        let (beginnings, began) = AsyncStream<Void>.makeStream()
        try await withServer(Slow(began: began, gate: gate)) { home in
            let client = ControlClient(home: home)
            async let slow = client.answer(to: ControlRequest(.status))
            for await _ in beginnings { break }
            let silent = try await idle(Limits.controlConnectionsMax + 1, home: home)
            #expect(try await client.answer(to: ControlRequest(.peers)).status == 200)
            opening.yield()
            #expect(try await slow.status == 200)
            for channel in silent { try? await channel.close() }
        }
    }
}
