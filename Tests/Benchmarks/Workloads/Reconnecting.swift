import Foundation

extension Run {
    /// Turns of a connection up to the acceptor's HELLO-ACK: the dialler's first flight of TLS, the
    /// acceptor's, the dialler's last with its HELLO, and the acceptor's HELLO and HELLO-ACK.
    ///
    /// The dialler's HELLO-ACK shares a turn with its FRONTIER, and is counted with it.
    private static let handshakeTurns = 4

    /// W4: the connection comes back, and there is nothing to do.
    func measureReconnecting() throws {
        try pair.connect(throughRelay: true)
        try countTurns()
        let times = try (0..<5).map { _ in
            try pair.disconnect()
            return try timed {
                try pair.reconnect()
                try ru.waitUntilConverged(every: 0.0005)
            }.seconds * 1000
        }
        add(Figure("w4_converged", times.median, "ms", of: limits.reconnection))
        try pair.connect(throughRelay: false)
    }

    /// Holds every piece up, so that what crosses without waiting for the other side stays in one
    /// turn.
    private func countTurns() throws {
        try pair.disconnect()
        pair.relay.traffic.delay = .milliseconds(20)
        _ = pair.relay.traffic.takeTurns()
        try pair.reconnect()
        try pair.waitUntilConverged()
        Thread.sleep(forTimeInterval: 0.3)
        pair.relay.traffic.delay = .zero
        let turns = Array(pair.relay.traffic.takeTurns().dropFirst(Self.handshakeTurns))
        add(
            Figure(
                "w4_round_trips",
                Double((turns.count + 1) / 2),
                "",
                wanted: .exactly(1),
                isTime: false
            )
        )
        for (name, direction) in [
            ("from_dialler", Direction.fromDialler), ("to_dialler", .toDialler),
        ] {
            add(
                Figure(
                    "w4_bytes_\(name)",
                    Double(turns.bytes(direction)),
                    "B",
                    wanted: .atMost(1024),
                    isTime: false
                )
            )
        }
    }
}
