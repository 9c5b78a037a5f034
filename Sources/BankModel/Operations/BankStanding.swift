/// How each partner stands to the bank: takes part, has suspended its part, or has left.
///
/// Between suspending and resuming a partner's *word* is what it said last; of words that were said
/// apart the one that suspends counts. Leaving is final: nothing that is said afterwards takes it
/// back, since the others may have closed their books by then. A function of the statements that are
/// held, whatever the order in which they came.
package struct BankStanding: Equatable, Sendable {
    /// The last of what each partner said of its taking part.
    private var words: [PartnerID: LastWords<BankStatement>] = [:]
    /// By which statement each partner left: of several the first by id.
    private var departures: [PartnerID: BankStatement] = [:]
    /// By which statement each partner agreed to a stage, by the stage's name: of several the first.
    private(set) var agreements: [String: [PartnerID: BankStatement]] = [:]
    /// The names of the stages that there are: what is said of others is not kept.
    private let stages: [String]

    /// Of a bank about which nobody has said anything, with these stages in its plan.
    package init(stages: [Stage] = []) { self.stages = stages.map(\.name) }

    /// Adds what a partner said about the bank.
    ///
    /// `isAfter(later, earlier)` tells whether the first was made in sight of the second; it is
    /// asked only of statements of one partner.
    package mutating func add(
        _ statement: BankStatement,
        isAfter: (_ later: BankStatement, _ earlier: BankStatement) throws -> Bool
    ) rethrows {
        let partner = statement.author.partner
        switch statement.says {
        case .left:
            let known = departures[partner]
            if known.map({ statement.id < $0.id }) ?? true { departures[partner] = statement }
        case .suspended, .resumed:
            try words[partner, default: LastWords()].add(statement, isAfter: isAfter)
        case .agreed:
            guard let stage = statement.stage, stages.contains(stage) else { return }
            let known = agreements[stage]?[partner]
            if known.map({ statement.id < $0.id }) ?? true {
                agreements[stage, default: [:]][partner] = statement
            }
        case .received, .acknowledged, .objected, .withdrawn: break
        }
    }

    /// How a partner stands.
    package func part(of partner: PartnerID) -> PartnerPart {
        if let departure = departures[partner] { return .left(departure) }
        let suspension = words[partner]?.words.first { $0.says == .suspended }
        return suspension.map { .suspended($0) } ?? .active
    }

    /// Whether a partner has left.
    package func hasLeft(_ partner: PartnerID) -> Bool { departures[partner] != nil }

    /// Whether so many of these partners have left that nobody is there to share with: the bank is an
    /// archive, and nothing is ever written in it again.
    package func isArchive(among partners: [PartnerID]) -> Bool {
        !departures.isEmpty && partners.count { !hasLeft($0) } < 2
    }

    /// The statement by which a partner's nodes may write no more; nil where they may.
    ///
    /// They may not once the partner has left, or once the bank is an archive.
    package func seal(for partner: PartnerID, among partners: [PartnerID]) -> BankStatement? {
        if let own = departures[partner] { return own }
        guard isArchive(among: partners) else { return nil }
        return partners.sorted().lazy.compactMap { departures[$0] }.first
    }

    /// Whether everybody takes part.
    package var isPlain: Bool {
        departures.isEmpty
            && words.values.allSatisfy { !$0.words.contains { $0.says == .suspended } }
    }
}

/// How a partner stands to the bank, and by which statement.
package enum PartnerPart: Equatable, Sendable {
    /// It takes part.
    case active
    /// It exchanges nothing until it resumes.
    case suspended(BankStatement)
    /// It is gone for good.
    case left(BankStatement)

    /// The statement that says so; nil while the partner takes part.
    package var statement: BankStatement? {
        switch self {
        case .active: nil
        case .suspended(let statement), .left(let statement): statement
        }
    }
}

extension BankReading {
    /// How the partners stand to the bank, by all that is held.
    package func bankStanding(stages: [Stage] = []) throws -> BankStanding {
        var standing = BankStanding(stages: stages)
        for id in try records(referringTo: .bank, kind: Kind.statement.number) {
            guard let statement = try record(id).flatMap({ BankStatement($0) }) else { continue }
            try add(statement, to: &standing)
        }
        return standing
    }

    /// How far the partners have come in a charter's plan, by all that is held.
    package func stageProgress(under charter: Charter) throws -> StageProgress {
        let hasPlan = !charter.stages.isEmpty
        let standing = hasPlan ? try bankStanding(stages: charter.stages) : BankStanding()
        return StageProgress(charter, standing)
    }

    /// What an entry that is held says about the bank, in its order.
    package func bankStatements(in entry: Entry) throws -> [BankStatement] {
        guard entry.header.log.channel == Kind.statement.channel else { return [] }
        return try entry.changes.compactMap { change in
            guard case .create(Kind.statement.number, _) = change.record else { return nil }
            let id = RecordID(entry: entry.hash, index: change.firstIndex)
            return try record(id).flatMap { BankStatement($0) }
        }
    }

    /// Adds a statement that is held.
    package func add(_ statement: BankStatement, to standing: inout BankStanding) throws {
        let walks = AncestorWalks()
        try standing.add(statement) { later, earlier in
            try isMade(later.id, after: earlier.id, walks)
        }
    }
}
