import BankModel
import ControlAPI
import FoundationEssentials
import Testing

/// Every answer and request keeps the keys that DESIGN.md §9 promises.
struct MessageTests {
    /// What is written is exactly `json`, and reads back as what was written.
    private func check<Message: Codable & Equatable>(
        _ message: Message,
        _ json: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let written = String(decoding: try ControlJSON.encode(message), as: UTF8.self)
        #expect(written == json, sourceLocation: sourceLocation)
        let read = try ControlJSON.decode(Message.self, from: Array(json.utf8))
        #expect(read == message, sourceLocation: sourceLocation)
    }

    @Test func `a status names its reason and its bank even where there is none`() throws {
        var status = Sample.converged
        status.bank = nil
        status.peers = []
        try check(
            status,
            #"{"alarms":0,"author":"us","bank":null,"conflicts_open":0,"converged":true,"#
                + #""digest":"ab12cd34ef567890","drafts":0,"overdue":[],"overdue_count":0,"#
                + #""partner":"us","peers":[],"reason":null,"records":283}"#
        )
    }

    @Test func `a partner never met has nulls for what is not known`() throws {
        try check(
            PeerStatus(
                partner: "ru",
                author: nil,
                state: .connecting,
                converged: false,
                reason: "never met",
                behind: nil,
                ahead: nil,
                lastContact: nil,
                address: nil
            ),
            #"{"address":null,"ahead":null,"author":null,"behind":null,"converged":false,"#
                + #""last_contact":null,"partner":"ru","reason":"never met","state":"connecting"}"#
        )
    }

    @Test func `a connected partner shows its receipt and round trip`() throws {
        try check(
            Sample.connectedPeer,
            #"{"address":"127.0.0.1:7701","ahead":0,"author":"ru","behind":0,"converged":true,"#
                + #""last_contact":"2016-09-12T16:00:00.000Z","partner":"ru","reason":null,"#
                + #""receipt":{"at":"2016-09-12T16:00:00.000Z","digest":"ab12","#
                + #""heads":["us/bank/17"]},"state":"connected"}"#
        )
    }

    @Test func `a state of a later release is kept`() throws {
        let state = try ControlJSON.decode([PeerState].self, from: Array(#"["asleep"]"#.utf8))
        #expect(state == [PeerState("asleep")])
    }

    @Test func `a shown record has each value with who and when`() throws {
        try check(
            RecordDetail(
                id: "us-t1",
                kind: "target",
                owner: "us",
                version: "v1",
                withdrawn: false,
                conflicted: false,
                fields: ["name": .init(conflicted: false, values: [Sample.name])]
            ),
            #"{"conflicted":false,"fields":{"name":{"conflicted":false,"values":["#
                + #"{"claimed_at":"2016-09-12T16:00:00.000Z","dot":"us/bank/17.3","#
                + #""operator":"Anna","partner":"us","received_at":"2016-09-12T16:00:00.250Z","#
                + #""value":"Bridge"}]}},"id":"us-t1","kind":"target","owner":"us","#
                + #""version":"v1","withdrawn":false}"#
        )
    }

    @Test func `the last page of a list says next is null`() throws {
        let record = RecordSummary(
            id: "us-s1",
            kind: "site",
            owner: "us",
            version: "v",
            withdrawn: true,
            conflicted: false,
            fields: ["tags": .list([.text("a")])]
        )
        try check(
            RecordList(records: [record], next: nil),
            #"{"next":null,"records":[{"conflicted":false,"fields":{"tags":["a"]},"id":"us-s1","#
                + #""kind":"site","owner":"us","version":"v","withdrawn":true}]}"#
        )
    }

    @Test func `an edit sends only what was given`() throws {
        try check(
            RecordEdit(changes: [
                Change(field: "name", action: .set, value: .text("x")),
                Change(field: "grade", action: .clear),
            ]),
            #"{"changes":[{"field":"name","op":"set","value":"x"},{"field":"grade","op":"clear"}]}"#
        )
        try check(
            RecordEdit(changes: [], version: "v", current: true, asSibling: true),
            #"{"as_sibling":true,"changes":[],"current":true,"version":"v"}"#
        )
    }

    @Test func `what a write came to says whether it is a draft`() throws {
        try check(
            Written(id: "us-t1", version: "v", draft: false),
            #"{"draft":false,"id":"us-t1","version":"v"}"#
        )
        try check(
            Written(id: "us-t1", version: nil, draft: true),
            #"{"draft":true,"id":"us-t1","version":null}"#
        )
    }

    @Test func `requests with a reason keep their keys`() throws {
        try check(NewRecord(kind: "site", changes: []), #"{"changes":[],"kind":"site"}"#)
        try check(Withdrawal(reason: "r"), #"{"reason":"r"}"#)
        try check(Reason("r"), #"{"reason":"r"}"#)
        try check(
            ControlAPI.Resolution(pick: "us/bank/1.0", reason: "r"),
            #"{"pick":"us/bank/1.0","reason":"r"}"#
        )
        try check(ControlAPI.Resolution(setting: "", reason: "r"), #"{"reason":"r","set":""}"#)
        try check(
            ResolutionOfAll(allFrom: "us", kind: "site", reason: "r"),
            #"{"all_from":"us","kind":"site","reason":"r"}"#
        )
        try check(BackupRequest(file: "/b"), #"{"file":"/b"}"#)
    }

    @Test func `a history entry says its reason even where there is none`() throws {
        try check(
            History(entries: [Sample.cleared]),
            #"{"entries":[{"claimed_at":"2016-09-12T16:00:00.000Z","dot":"ru/bank/9.0","#
                + #""field":"grade","op":"clear","operator":"Boris","partner":"ru","reason":null,"#
                + #""received_at":"2016-09-12T16:00:00.000Z","supersedes":["us/bank/17.3"],"#
                + #""value":null}]}"#
        )
    }

    @Test func `a conflict has its siblings and its kind by name`() throws {
        try check(
            ConflictList(
                conflicts: [
                    OpenConflict(
                        id: "kqzmbwta",
                        record: "us-t1",
                        kind: .editWithdrawal,
                        field: "@life",
                        openedAt: Sample.time,
                        siblings: [Sample.name]
                    )
                ],
                open: 1,
                next: nil
            ),
            #"{"conflicts":[{"field":"@life","id":"kqzmbwta","kind":"edit_withdrawal","#
                + #""opened_at":"2016-09-12T16:00:00.000Z","record":"us-t1","siblings":["#
                + #"{"claimed_at":"2016-09-12T16:00:00.000Z","dot":"us/bank/17.3","#
                + #""operator":"Anna","partner":"us","received_at":"2016-09-12T16:00:00.250Z","#
                + #""value":"Bridge"}]}],"next":null,"open":1}"#
        )
    }

    @Test func `the answers of upkeep keep their keys`() throws {
        try check(Resolved(id: "us-t1", version: "v"), #"{"id":"us-t1","version":"v"}"#)
        try check(ResolvedAll(resolved: 2, skipped: 1), #"{"resolved":2,"skipped":1}"#)
        try check(
            ImportReport(
                read: 3,
                added: 1,
                changed: 1,
                unchanged: 0,
                rejected: [.init(line: 4, reason: "91° of latitude")]
            ),
            #"{"added":1,"changed":1,"read":3,"rejected":[{"line":4,"#
                + #""reason":"91° of latitude"}],"unchanged":0}"#
        )
        try check(
            PeerTest(
                partner: "ru",
                address: "h:1",
                tcp: true,
                tls: false,
                hello: false,
                reason: "x"
            ),
            #"{"address":"h:1","hello":false,"partner":"ru","reason":"x","tcp":true,"tls":false}"#
        )
        try check(
            Backup(file: "/b", bytes: 5, digest: "d"),
            #"{"bytes":5,"digest":"d","file":"/b"}"#
        )
        try check(
            Rebuilt(digestBefore: "a", digestAfter: "b", records: 1, same: false),
            #"{"digest_after":"b","digest_before":"a","records":1,"same":false}"#
        )
        try check(
            LogCheck(entries: 2, checked: 1, failures: ["x"], digestMatches: true),
            #"{"checked":1,"digest_matches":true,"entries":2,"failures":["x"]}"#
        )
        try check(
            AlarmList(alarms: [
                ControlAPI.Alarm(id: "1", kind: "fork", at: Sample.time, partner: nil, message: "m")
            ]),
            #"{"alarms":[{"at":"2016-09-12T16:00:00.000Z","id":"1","kind":"fork","message":"m","#
                + #""partner":null}]}"#
        )
        try check(
            DraftList(drafts: [Draft(id: "1", at: Sample.time, operatorName: "A", summary: "s")]),
            #"{"drafts":[{"at":"2016-09-12T16:00:00.000Z","id":"1","operator":"A","summary":"s"}]}"#
        )
        try check(PastConfirmed(released: 3), #"{"released":3}"#)
    }

    @Test func `a failure says its code as a number of sysexits`() throws {
        try check(
            FailureAnswer(Failure(.stale, "changed", next: "look", conflict: "kqzmbwta")),
            #"{"error":{"code":75,"conflict":"kqzmbwta","message":"changed","next":"look"}}"#
        )
        try check(
            FailureAnswer(Failure(.internalError, "m")),
            #"{"error":{"code":70,"message":"m","next":null}}"#
        )
    }

    @Test func `a charter shows who has signed`() throws {
        try check(
            CharterAnswer(
                bank: "demo",
                fingerprint: "A-B",
                partners: [.init(id: "us", name: "US", fingerprint: "C", signed: true)]
            ),
            #"{"bank":"demo","fingerprint":"A-B","partners":[{"fingerprint":"C","id":"us","#
                + #""name":"US","signed":true}]}"#
        )
    }

    @Test func `a key that is missing, or a number that is no exit code, is refused`() {
        for json in [
            "{}", #"{"error":{}}"#, #"{"error":{"code":1,"message":"m"}}"#, "", "[", "nul",
        ] {
            #expect(throws: (any Error).self) {
                try ControlJSON.decode(FailureAnswer.self, from: Array(json.utf8))
            }
        }
    }

    @Test func `keys of a later release are passed over`() throws {
        let json = #"{"id":"us-t1","version":"v","draft":false,"weather":"fine"}"#
        let read = try ControlJSON.decode(Written.self, from: Array(json.utf8))
        #expect(read == Written(id: "us-t1", version: "v", draft: false))
    }
}
