package import BankModel
internal import PeerProtocol

// What follows from how the partners stand to the bank.

extension Replica {
    /// The statement by which nothing may be written here any more; nil where it may.
    package var seal: BankStatement? {
        standing.seal(for: keys.author.partner, among: partners)
    }

    /// Whether nobody writes in this bank any more, so that what both sides hold stays equal.
    package var isArchive: Bool { standing.isArchive(among: partners) }

    /// How far the partners have come in the charter's plan.
    package var stageProgress: StageProgress { StageProgress(keys.charter, standing) }

    /// Refuses changes of records of a kind that is not in force.
    func checkStage(of changes: [AuthoredChange], in storage: some BankReading) throws {
        guard let stage = stageProgress.current,
            let rules = RuleSet.released.first(where: { $0.number == keys.charter.ruleSet })
        else { return }
        for change in changes {
            let number: UInt32? =
                switch change.record {
                case .new(let kind): kind
                case .existing(let id): try storage.record(id)?.kind
                }
            guard let kind = number.flatMap({ rules.kind($0) }), !stage.has(kind) else { continue }
            throw WriteRefusal.notInForce(kind: kind.name, stage: stage.name)
        }
    }

    /// Whether a partner that is due is to be called: not where nothing is left to exchange with it.
    ///
    /// `receipts` are every receipt that the storage keeps.
    package func isWorthCalling(_ partner: PartnerID, receipts: [Receipt]) -> Bool {
        if let farewell { return !farewell.informed.contains { $0.partner == partner } }
        let theirs = receipts.filter { $0.author.partner == partner }
        if isArchive { return !theirs.contains { holdsTheSame($0) } }
        if standing.hasLeft(partner) {
            return !theirs.contains { lead(of: $0.frontier, over: frontier) == 0 }
        }
        if standing.hasLeft(keys.author.partner) {
            return !theirs.contains { lead(of: frontier, over: $0.frontier) == 0 }
        }
        return true
    }

    /// Whether a receipt is for all that this node holds, and for nothing else.
    func holdsTheSame(_ receipt: Receipt) -> Bool {
        receipt.frontier == frontier && receipt.digest == digest
    }

    /// Whether nothing is sent to a partner: it has left, and the others go on without it.
    func isOutside(_ partner: PartnerID) -> Bool { standing.hasLeft(partner) && !isArchive }

    /// Learns what entries that have just been applied say about the bank.
    mutating func learnStanding(
        from entries: some Sequence<Entry>,
        at now: Int64,
        in storage: some ReplicaStorage,
        _ effects: inout [Effect]
    ) throws {
        let before = standing
        for entry in entries {
            for statement in try storage.bankStatements(in: entry) {
                try storage.add(statement, to: &standing)
            }
        }
        if standing == before { return }
        let wasSuspended = isSuspended
        try reviewFarewell(in: storage)
        if wasSuspended, !isSuspended { try askAgain(at: now, in: storage, &effects) }
    }

    private var partners: [PartnerID] { keys.charter.partners.map(\.id) }
}
