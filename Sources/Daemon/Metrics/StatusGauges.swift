import ControlAPI
import CoreMetrics

/// How a node stands, as gauges: what an administrator wants to be told of before anybody asks.
///
/// Made from the answer to `status` each time the page is read, so that neither can say what the other
/// does not.
enum StatusGauges {
    /// The gauges in the text format that Prometheus reads; what is not known has no line.
    static func page(_ status: Status) -> String {
        let registry = PrometheusRegistry()
        func set(_ name: String, _ value: Double?, _ labels: [(String, String)] = []) {
            guard let value else { return }
            registry.makeMeter(label: "jig_\(name)", dimensions: labels).set(value)
        }
        set("records", Double(status.records))
        set("conflicts_open", Double(status.conflictsOpen))
        set("drafts", Double(status.drafts))
        set("alarms", Double(status.alarms))
        set("answers_overdue", Double(status.overdueCount))
        set("converged", status.converged ? 1 : 0)
        set("suspended", status.suspended == nil ? 0 : 1)
        set("sealed", status.sealed == nil ? 0 : 1)
        for peer in status.peers {
            let labels = [("partner", peer.partner)]
            set("peer_connected", peer.state == .connected ? 1 : 0, labels)
            set("peer_converged", peer.converged ? 1 : 0, labels)
            set("peer_suspended", peer.standing?.says == "suspended" ? 1 : 0, labels)
            set("peer_left", peer.standing?.says == "left" ? 1 : 0, labels)
            set("peer_behind_entries", peer.behind.map { Double($0) }, labels)
            set("peer_ahead_entries", peer.ahead.map { Double($0) }, labels)
            let contact = peer.lastContact.map { Double($0.milliseconds) / 1000 }
            set("peer_last_contact_timestamp_seconds", contact, labels)
        }
        return registry.page()
    }
}
