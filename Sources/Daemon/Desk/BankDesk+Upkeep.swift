import BankModel
import BankStore
import ControlAPI
import Logging
import PeerProtocol
import Replica

extension BankDesk {
    func backup(_ request: BackupRequest, by author: Operator) async throws -> Backup {
        guard request.file.utf8.first == UInt8(ascii: "/") else {
            throw Failure(.usage, "a backup needs an absolute path", next: "begin it with /")
        }
        do {
            try database.backup(to: request.file)
            let digest = try database.read { try $0.digest() }
            return Backup(
                file: request.file,
                bytes: try FileSize.of(request.file),
                digest: digest.description
            )
        } catch {
            throw Refusals.failure(of: error)
        }
    }

    func rebuild(by author: Operator) async throws -> Rebuilt {
        do {
            let digest = try await node.rebuild()
            return try rebuilt(before: digest, after: digest)
        } catch StoreError.rebuildDiffers(let kept, let found) {
            return try rebuilt(before: kept, after: found)
        } catch {
            throw Refusals.failure(of: error)
        }
    }

    private func rebuilt(before: Digest, after: Digest) throws -> Rebuilt {
        Rebuilt(
            digestBefore: before.description,
            digestAfter: after.description,
            records: try read { try $0.counts().records },
            same: before == after
        )
    }

    func verifyLog(by author: Operator) async throws -> LogCheck {
        let keys = await node.replica.keys
        var check = LogCheck(entries: 0, checked: 0, failures: [], digestMatches: false)
        var key: Int64 = 0
        while let logged = try read({ try $0.loggedEntry(after: key) }) {
            key = logged.key
            check.entries += 1
            if let fault = Self.fault(of: logged, keys: keys) {
                check.failures.append("\(logged.log)/\(logged.head.seq): \(fault)")
            } else {
                check.checked += 1
            }
        }
        check.digestMatches = try digestMatches()
        return check
    }

    /// What is wrong with an entry; nil where its hashes and its signature are good.
    private static func fault(of logged: LoggedEntry, keys: NodeKeyring) -> String? {
        do {
            let signed = try EntryCodec().read(logged.bytes)
            guard signed.entry.hash == logged.head.hash, signed.entry.header.log == logged.log
            else { return "its bytes are those of another entry" }
            let author = signed.entry.header.log.author
            return keys.isSigned(signed.entry.hash, signature: signed.signature, by: author)
                ? nil : "bad signature"
        } catch {
            return "\(error)"
        }
    }

    /// Whether the kept digest is what the live dots of all records add up to.
    private func digestMatches() throws -> Bool {
        try read { bank in
            var sum = Digest()
            for isWithdrawn in [false, true] {
                var query = BankStore.RecordQuery()
                query.isWithdrawn = isWithdrawn
                query.limit = 1000
                repeat {
                    let page = try bank.page(query)
                    for record in page.records {
                        for field in record.state.fields {
                            for live in field.live { sum.add(live.dot) }
                        }
                    }
                    query.after = page.next
                } while query.after != nil
            }
            return try bank.digest() == sum
        }
    }

    func alarms(for caller: Caller) async throws -> AlarmList {
        try read { bank in
            AlarmList(
                alarms: try bank.alarms(limit: Limits.alarmsMax).map { stored in
                    let times = stored.count > 1 ? " (\(stored.count) times)" : ""
                    return ControlAPI.Alarm(
                        id: "\(stored.alarm.kind.rawValue) \(stored.alarm.subject)",
                        kind: stored.alarm.kind.rawValue,
                        at: Moment(milliseconds: stored.alarm.at),
                        partner: stored.alarm.partner?.text,
                        message: stored.alarm.message + times
                    )
                }
            )
        }
    }

    func drafts(for caller: Caller) async throws -> DraftList {
        try read { bank in
            DraftList(drafts: try bank.drafts().map { Draft($0) })
        }
    }

    func dropDraft(_ id: String, _ reason: Reason, by author: Operator) async throws -> Draft {
        let reason = try Self.checked(reason: reason.reason)
        let prefix = "draft-"
        guard id.hasPrefix(prefix), let number = Int64(id.dropFirst(prefix.count)) else {
            throw Failure(
                .unknown,
                "\(id) is no draft",
                next: "a draft is called draft-7: see drafts"
            )
        }
        do {
            return Draft(try await node.dropDraft(number, by: author, reason: reason))
        } catch {
            throw Refusals.failure(of: error)
        }
    }

    func confirmPast(_ reason: Reason, by author: Operator) async throws -> PastConfirmed {
        let reason = try Self.checked(reason: reason.reason)
        let waiting = try read { try $0.drafts().count }
        do { try await node.confirmPast(by: author, reason: reason) } catch {
            throw Refusals.failure(of: error)
        }
        let left = try read { try $0.drafts().count }
        return PastConfirmed(released: waiting - left)
    }
}

extension Draft {
    fileprivate init(_ draft: StoredDraft) {
        self.init(
            id: "draft-\(draft.number)",
            at: Moment(milliseconds: draft.at),
            operatorName: draft.operatorName,
            summary: draft.summary
        )
    }
}

extension BankNode {
    /// Derives everything again from the log.
    func rebuild() throws -> Digest {
        let keys = replica.keys
        return try database.rebuild(charter: { number in
            guard let charter = keys.charter(numbered: number) else {
                throw StoreError.damaged("an entry under charter \(number), which is not held")
            }
            return charter
        })
    }

    /// A human says that nothing of this node's past is missing.
    func confirmPast(by author: Operator, reason: String) throws {
        logger.notice(
            "The past was confirmed.",
            metadata: ["operator": "\(author.name)", "reason": "\(reason)"]
        )
        try transact { replica, transaction, effects in
            effects += try replica.confirmPast(at: clock.now, in: &transaction)
        }
        woke()
    }
}
