import BankModel
import ControlAPI

/// Answers that several suites look at.
enum Sample {
    static let time = Moment(milliseconds: 1_473_696_000_000)

    static let name = sibling(.text("Bridge"), dot: "us/bank/17.3", receivedAfter: 250)

    static func sibling(
        _ value: Plain,
        dot: String,
        by partner: String = "us",
        _ operatorName: String = "Anna",
        receivedAfter delay: Int64 = 0
    ) -> ControlAPI.Sibling {
        ControlAPI.Sibling(
            value: value,
            dot: dot,
            partner: partner,
            operatorName: operatorName,
            claimedAt: time,
            receivedAt: Moment(milliseconds: time.milliseconds + delay)
        )
    }

    /// A polygon or a corridor, by the key that lists its positions.
    static func outline(_ key: String) -> Plain {
        let position = Plain.list([.integer(1), .integer(2)])
        return .object([
            .init("lat", .integer(1)), .init("lon", .integer(2)),
            .init("uncertainty_m", .integer(3)), .init("half_width_m", .integer(500)),
            .init(key, .list([position, position, position])),
        ])
    }

    static func place(_ latitude: Int64) -> Plain {
        .object([
            .init("lat", .decimal(mantissa: latitude, digits: 1)),
            .init("lon", .decimal(mantissa: 3825, digits: 2)),
            .init("shape", .text("point")),
            .init("uncertainty_m", .integer(100)),
        ])
    }

    static let connectedPeer = PeerStatus(
        partner: "ru",
        author: "ru",
        state: .connected,
        converged: true,
        reason: nil,
        behind: 0,
        ahead: 0,
        lastContact: time,
        address: "127.0.0.1:7701",
        receipt: ControlAPI.Receipt(at: time, digest: "ab12", heads: ["us/bank/17"])
    )

    static let unreachablePeer = PeerStatus(
        partner: "fr",
        author: nil,
        state: .unreachable,
        converged: false,
        reason: "nothing answers at 192.0.2.7:7700",
        behind: 3,
        ahead: 1204,
        lastContact: nil,
        address: "192.0.2.7:7700"
    )

    static let converged = Status(
        partner: "us",
        author: "us",
        bank: "demo",
        digest: "ab12cd34ef567890",
        records: 283,
        conflictsOpen: 0,
        drafts: 0,
        converged: true,
        reason: nil,
        peers: [connectedPeer],
        alarms: 0
    )

    static let cleared = HistoryEntry(
        dot: "ru/bank/9.0",
        field: "grade",
        action: .clear,
        value: .null,
        supersedes: ["us/bank/17.3"],
        partner: "ru",
        operatorName: "Boris",
        claimedAt: time,
        receivedAt: time,
        reason: nil
    )
}
