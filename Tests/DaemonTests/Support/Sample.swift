import BankModel
import ControlAPI

@testable import Daemon

/// One answer of each kind, with everything optional in it.
enum Sample {
    static let moment = Moment(milliseconds: 1_468_586_096_789)

    static let sibling = Sibling(
        field: "name",
        value: .text("Bridge\u{202E}"),
        dot: "us/bank/17.3",
        partner: "us",
        operatorName: "Jane",
        claimedAt: moment,
        receivedAt: moment,
        reason: "seen"
    )

    static let peer = PeerStatus(
        partner: "ru",
        author: "ru",
        state: .connected,
        converged: false,
        reason: "behind",
        behind: 3,
        ahead: nil,
        lastContact: moment,
        address: "127.0.0.1:7701",
        receipt: Receipt(at: moment, digest: "d", heads: ["us/bank/17"]),
        standing: word
    )

    static let word = BankWord(
        id: "ru-w3",
        partner: "ru",
        operatorName: "Boris",
        says: "left",
        reason: "why",
        claimedAt: moment,
        receivedAt: moment
    )

    static let status = Status(
        partner: "us",
        author: "us",
        bank: nil,
        digest: "d",
        records: 1,
        conflictsOpen: 1,
        drafts: 0,
        converged: false,
        reason: "behind",
        peers: [peer],
        alarms: 0,
        overdue: [
            OverdueAnswer(record: "ru-n1", version: "v1", respondBy: moment, partner: "us")
        ],
        overdueCount: 1,
        sealed: word,
        suspended: word
    )

    static let record = RecordDetail(
        id: "us-t1",
        kind: "target",
        owner: "us",
        version: "v1",
        withdrawn: false,
        conflicted: true,
        conflicts: ["abcdefgh"],
        fields: [
            "name": FieldDetail(
                conflicted: true,
                values: [sibling],
                conflict: "abcdefgh",
                protective: .text("x")
            )
        ],
        statements: [
            StatementDetail(
                id: "ru-w3",
                partner: "ru",
                operatorName: "Boris",
                says: "objected",
                version: "v0",
                stale: true,
                overruled: true,
                reason: "why",
                claimedAt: moment,
                receivedAt: moment
            )
        ],
        inForce: [VersionDetail(version: "v0", fields: ["name": .text("x")])],
        proposed: "v1",
        missing: ["ru"]
    )

    static let list = RecordList(
        records: [
            RecordSummary(
                id: "us-t1",
                kind: "target",
                owner: "us",
                version: "v1",
                withdrawn: false,
                conflicted: true,
                fields: ["tags": .list([.text("a")])]
            )
        ],
        next: nil
    )

    static let history = History(entries: [
        HistoryEntry(
            dot: "us/bank/17.3",
            field: "name",
            action: .set,
            value: .null,
            supersedes: [],
            partner: "us",
            operatorName: "Jane",
            claimedAt: moment,
            receivedAt: moment,
            reason: nil,
            invalid: "why",
            clockAhead: true
        )
    ])

    static let conflicts = ConflictList(
        conflicts: [
            OpenConflict(
                id: "abcdefgh",
                record: "us-t1",
                name: "Bridge",
                kind: .editWithdrawal,
                field: "@life",
                openedAt: moment,
                siblings: [sibling]
            )
        ],
        open: 1,
        next: nil
    )

    static let written = Written(
        id: "us-t1",
        version: "v2",
        draft: false,
        positions: ["34.5000000, 38.2500000"],
        waiting: true
    )

    static let findings = FindingList(
        findings: [
            FindingDetail(
                id: "abcdefgh",
                rule: "site_in_notice",
                certainty: "certain",
                records: [FindingRecord(id: "us-s1", version: "v1", kind: "site")],
                distance: .decimal(mantissa: 12_345, digits: 3),
                from: moment,
                until: moment,
                altitudeNote: "not_comparable",
                lines: ["one", "two"]
            )
        ],
        digest: "d",
        at: moment,
        ruleSet: 1,
        counted: 1,
        stage: "lists",
        notInForce: ["partner_silent"]
    )

    static let plan = Plan(
        current: "lists",
        stages: [
            StageDetail(
                name: "operations",
                state: "next",
                kinds: ["notice"],
                checks: ["notice_overlap"],
                agreed: [word],
                missing: ["us"]
            )
        ]
    )

    static let alarms = AlarmList(alarms: [
        Alarm(id: "1", kind: "fork", at: moment, partner: nil, message: "two entries")
    ])

    static let drafts = DraftList(drafts: [
        Draft(id: "1", at: moment, operatorName: "Jane", summary: "adds a target")
    ])

    /// Three megabytes in all.
    static var chunks: ByteChunks {
        AsyncThrowingStream { continuation in
            for _ in 0..<48 { continuation.yield([UInt8](repeating: 0x61, count: 65_536)) }
            continuation.finish()
        }
    }
}
