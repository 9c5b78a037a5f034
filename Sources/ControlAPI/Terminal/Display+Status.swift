extension Display {
    /// Converged or not in the first line, and why; then the numbers, then the partners.
    package func lines(of status: Status) -> [Line] {
        let numbers = [
            count(status.records, "record"),
            count(status.conflictsOpen, "open conflict"),
            count(status.drafts, "draft"),
            count(status.alarms, "alarm"),
        ]
        let node =
            Line(status.author, .bold) + " in bank " + Line(status.bank ?? "(none yet)", .bold)
            + " · " + numbers.joined(separator: " · ")
        return headline(of: status) + standing(of: status) + overdue(of: status) + [node]
            + hints(for: status)
            + (status.peers.isEmpty ? [] : [Line()] + lines(ofPeers: status.peers))
    }

    private func headline(of status: Status) -> [Line] {
        let digest = Line("digest " + shortHash(status.digest), .reference)
        if status.converged {
            let partners = status.peers.map(\.partner).joined(separator: ", ")
            let with = partners.isEmpty ? "" : " with \(partners)"
            return [Line("converged\(with)", .good) + " (" + digest + ")"]
        }
        let waiting = status.peers.filter { !$0.converged }
        guard let first = waiting.first, waiting.count == 1 else {
            let why = status.reason ?? "no reason given"
            let head = Line("NOT CONVERGED", .bad) + ": " + why + " (" + digest + ")"
            return [head] + waiting.map { Line("  ") + missing($0) }
        }
        return [Line("NOT CONVERGED", .bad) + " with " + missing(first) + " (" + digest + ")"]
    }

    /// `ru: 12 entries not sent, 3 not received: nothing answers`.
    private func missing(_ peer: PeerStatus) -> Line {
        let ahead = peer.ahead ?? 0
        let behind = peer.behind ?? 0
        var parts: [String] = []
        if ahead > 0 { parts.append(count(ahead, "entry", plural: "entries") + " not sent") }
        if behind > 0 { parts.append(count(behind, "entry", plural: "entries") + " not received") }
        if peer.ahead == nil || peer.behind == nil { parts.append("what is missing is not known") }
        let what = parts.isEmpty ? "" : parts.joined(separator: ", ") + ": "
        return Line(peer.partner, .bold) + ": " + what
            + Line(prose: peer.reason ?? peer.state.word, .warning)
    }

    private func hints(for status: Status) -> [Line] {
        var hints: [(String, String)] = []
        if status.bank == nil {
            hints.append(("this node is in no bank yet", "jigctl charter adopt FILE"))
        }
        if status.overdueCount > 0 {
            hints.append(("somebody waits for an answer", "jigctl show ID"))
        }
        if status.conflictsOpen > 0 {
            hints.append(("a conflict waits for a person", "jigctl conflicts"))
        }
        if status.drafts > 0 {
            hints.append(("drafts wait until this node's past is known", "jigctl drafts"))
        }
        if status.alarms > 0 { hints.append(("something is wrong", "jigctl alarms")) }
        return hints.map { Line("  \($0.0): ", .warning) + Line($0.1, .reference) }
    }

    /// The beginning of a long hash, enough to compare by voice.
    package func shortHash(_ hash: String) -> String {
        hash.utf8.count > 12 ? hash.prefix(12) + "…" : hash
    }
}
