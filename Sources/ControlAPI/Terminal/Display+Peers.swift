extension Display {
    /// A line for each partner: how far, since when, where.
    package func lines(ofPeers peers: [PeerStatus]) -> [Line] {
        guard !peers.isEmpty else { return [Line("no other partner", .dim)] }
        var table = Table([
            .init("PARTNER"), .init("STATE"), .init("CONVERGED"), .init("BEHIND", isNumber: true),
            .init("AHEAD", isNumber: true), .init("LAST CONTACT"), .init("ADDRESS"),
        ])
        for peer in peers { table.add(cells(of: peer)) }
        return table.lines(width: tableWidth)
            + peers.flatMap { peer in
                let reason = peer.reason.map {
                    Line("  ") + Line(peer.partner, .bold) + ": " + Line(prose: $0)
                }
                let word = peer.standing.map { Line("  ") + line(of: $0) }
                return [reason, word].compactMap(\.self)
            }
    }

    private func cells(of peer: PeerStatus) -> [Line] {
        let unknown = Line("?", .dim)
        return [
            Line(peer.author ?? peer.partner, .bold),
            Line(peer.state.word, style(of: peer.state)),
            peer.converged ? Line("yes", .good) : Line("no", peer.state == .left ? .dim : .bad),
            peer.behind.map { Line(Self.grouped($0), $0 > 0 ? .warning : .plain) } ?? unknown,
            peer.ahead.map { Line(Self.grouped($0), $0 > 0 ? .warning : .plain) } ?? unknown,
            peer.lastContact.map { time($0) } ?? Line("never", .dim),
            Line(peer.address ?? "none known"),
        ]
    }

    private func style(of state: PeerState) -> Line.Style {
        switch state {
        case .connected: .good
        case .left: .plain
        default: .warning
        }
    }

    /// How far a dial came, step by step.
    package func lines(of test: PeerTest) -> [Line] {
        let steps = [("TCP", test.tcp), ("TLS", test.tls), ("HELLO", test.hello)]
        let failed = steps.firstIndex { !$0.1 } ?? steps.count
        let marks = steps.enumerated().map { index, step in
            if step.1 { return Line("  \(step.0) ") + Line("ok", .good) }
            let word = index == failed ? Line("failed", .bad) : Line("not reached", .dim)
            return Line("  \(step.0) ") + word
        }
        let head = Line(test.partner, .bold) + " at " + (test.address ?? "no known address")
        return [head] + marks + (test.reason.map { [Line("  \($0)", .warning)] } ?? [])
    }
}
