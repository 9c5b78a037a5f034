import ControlAPI
import Testing

@testable import Daemon

/// What `status` says is on the page that Prometheus reads.
@Suite struct StatusGaugesTests {
    private func samples(_ status: Status) throws -> [String: Double] {
        try #require(PrometheusPage(StatusGauges.page(status))).samples
    }

    @Test func `every number and every yes or no has its gauge`() throws {
        #expect(
            try samples(Sample.status) == [
                "jig_records": 1, "jig_conflicts_open": 1, "jig_drafts": 0, "jig_alarms": 0,
                "jig_answers_overdue": 1, "jig_converged": 0, "jig_suspended": 1, "jig_sealed": 1,
                #"jig_peer_connected{partner="ru"}"#: 1,
                #"jig_peer_converged{partner="ru"}"#: 0,
                #"jig_peer_suspended{partner="ru"}"#: 0,
                #"jig_peer_left{partner="ru"}"#: 1,
                #"jig_peer_behind_entries{partner="ru"}"#: 3,
                #"jig_peer_last_contact_timestamp_seconds{partner="ru"}"#: 1_468_586_096.789,
            ]
        )
    }

    @Test func `what is well is said too, and what is not known is not`() throws {
        var status = Sample.status
        (status.converged, status.sealed, status.suspended) = (true, nil, nil)
        var (ru, fr) = (Sample.peer, Sample.peer)
        (ru.converged, ru.standing, ru.ahead) = (true, nil, 7)
        (fr.partner, fr.state, fr.behind, fr.lastContact) = ("fr", .unreachable, nil, nil)
        fr.standing?.says = "suspended"
        status.peers = [ru, fr]
        let samples = try samples(status)
        for (name, value) in [
            ("converged", 1), ("sealed", 0), ("suspended", 0),
            (#"peer_converged{partner="ru"}"#, 1), (#"peer_left{partner="ru"}"#, 0),
            (#"peer_ahead_entries{partner="ru"}"#, 7), (#"peer_connected{partner="fr"}"#, 0),
            (#"peer_suspended{partner="fr"}"#, 1),
        ] as [(String, Double)] {
            #expect(samples["jig_\(name)"] == value, "\(name)")
        }
        for name in ["behind_entries", "last_contact_timestamp_seconds"] {
            #expect(samples[#"jig_peer_\#(name){partner="fr"}"#] == nil)
        }
    }
}
