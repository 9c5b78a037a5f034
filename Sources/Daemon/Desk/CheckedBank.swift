import BankModel
import BankStore
import Deconfliction

/// A bank as the checks see it, read for one answer.
///
/// Sites and targets are found by the store's index of places, sectors in the versions that are in
/// force are in memory, and so are notices where all of them are asked about.
final class CheckedBank<Bank: StoredBank> {
    /// Every notice that stands; nil where they are found by the index.
    let notices: [RecordView]?
    /// The sectors that are in force, one view for each version.
    let sectors: [RecordView]
    private let bank: Bank
    private let charter: Charter
    private let held: Surroundings
    private let heldKinds: [UInt32]
    /// What the charter's categories imply at most: the index of places knows stated buffers only.
    private let impliedBuffer: Int64
    private var views: [RecordID: RecordView] = [:]
    private var neighbours: [RecordID: [RecordView]] = [:]

    init(_ bank: Bank, _ charter: Charter, holdsNotices: Bool) throws {
        self.bank = bank
        self.charter = charter
        impliedBuffer = charter.categories.map(\.buffer).max() ?? 0
        sectors = try bank.sectorsInForce(charter)
        notices = holdsNotices ? try bank.standingNotices(charter) : nil
        held = Surroundings(sectors + (notices ?? []))
        heldKinds = [Kind.sector.number] + (holdsNotices ? [Kind.notice.number] : [])
    }

    /// What is looked at where no record is named: notices and sectors and, for the whole bank, every
    /// target and site.
    func roots(isWhole: Bool) throws -> [RecordView] {
        (notices ?? []) + sectors + (isWhole ? try bank.listed(charter) : [])
    }

    /// What the checks find about these records.
    func findings(about roots: [RecordView], _ terms: FindingTerms) throws -> [Finding] {
        var known: Set<RecordID> = []
        var involved: [RecordID] = []
        for root in roots {
            let near = try meeting(root)
            neighbours[root.id, default: []] += near
            involved += ([root] + near).map(\.id).filter { known.insert($0).inserted }
        }
        // A link holds or not by what is said about it.
        let links = try roots.flatMap { try self.links(of: $0) }
        involved += links.map(\.id).filter { known.insert($0).inserted }
        let walks = AncestorWalks()
        let findings = Findings(
            in: surroundings,
            words: try Words(try involved.flatMap { try words(about: $0) }) {
                try bank.isMade($0.id, after: $1.id, walks)
            },
            links: Links(links),
            terms: terms
        )
        return try roots.flatMap { try findings.about($0) }
    }

    /// What records find their neighbours in: those of a root have been looked up before.
    private var surroundings: Surroundings {
        Surroundings(
            near: { [self] view, buffer, kinds in
                let found = try neighbours[view.id] ?? near(view, buffer: buffer, kinds)
                return found.filter { kinds.contains($0.kind) }
            },
            bearing: { [self] externalIDs in
                try externalIDs.flatMap { try bank.records(externalID: $0) }
                    .filter { !$0.isWithdrawn }.map { try view($0) }
            },
            named: { [self] records in
                try records.compactMap { try bank.record($0) }.map { try view($0) }
            },
            hasCompany: { [self] in try hasCompany(in: $0, besides: $1) }
        )
    }

    /// Everything that a record may have to do with, of every kind that it is compared with.
    private func meeting(_ view: RecordView) throws -> [RecordView] {
        switch view.kind {
        case Kind.notice.number:
            return try near(view, buffer: view.buffer, numbers(.site, .sector, .notice))
        case Kind.site.number, Kind.target.number:
            let reach = max(view.buffer, Limits.duplicateMillimetres)
            return try near(view, buffer: reach, numbers(.site, .target, .notice))
        case Kind.sector.number:
            return try near(view, buffer: view.buffer, numbers(.notice))
        default: return []
        }
    }

    private func numbers(_ kinds: Kind...) -> [UInt32] { kinds.map(\.number) }

    private func near(
        _ view: RecordView,
        buffer: Int64,
        _ kinds: [UInt32]
    ) throws -> [RecordView] {
        let inMemory = kinds.filter { heldKinds.contains($0) }
        let stored = kinds.filter { !heldKinds.contains($0) }
        var found = try held.near(view, buffer, inMemory)
        guard !stored.isEmpty else { return found }
        var query = BankStore.RecordQuery()
        query.near = view.boxes(buffer: max(buffer, impliedBuffer)).compactMap { PlaceBox($0) }
        query.limit = .max
        for kind in stored {
            query.kind = kind
            query.isStandingNotice = kind == Kind.notice.number
            for record in try bank.page(query).records { found.append(self.view(record)) }
        }
        return found
    }

    /// Whether another site or target has its position in one of the boxes.
    ///
    /// What is near is asked first: a hit there saves looking through all that is around.
    private func hasCompany(in boxes: [PositionBox], besides record: RecordID) throws -> Bool {
        var query = BankStore.RecordQuery()
        query.limit = 1
        query.matches = { state in
            state.id != record
                && state.places.contains { place in
                    boxes.contains { $0.contains(Position(place)) }
                }
        }
        for part in [Int32(32), 4, 1] {
            query.near = boxes.compactMap { PlaceBox($0.core(part)) }
            for kind in numbers(.site, .target) {
                query.kind = kind
                if try !bank.page(query).records.isEmpty { return true }
            }
        }
        return false
    }

    private func view(_ record: FoundRecord) -> RecordView {
        view(record.state, named: record.id)
    }

    private func view(_ state: RecordState) throws -> RecordView {
        view(state, named: try bank.shortID(of: state))
    }

    private func view(_ state: RecordState, named name: SpokenID) -> RecordView {
        if let known = views[state.id] { return known }
        let view = RecordView.read(state, spoken: name.description, charter: charter)
        views[state.id] = view
        return view
    }

    private func words(about record: RecordID) throws -> [StatementView] {
        try bank.records(referringTo: record, kind: Kind.statement.number)
            .compactMap { try bank.record($0) }
            .filter { Statement($0)?.isWord == true }
            .compactMap { StatementView($0, spoken: try bank.shortID(of: $0).description) }
    }

    private func links(of view: RecordView) throws -> [LinkView] {
        try bank.records(referringTo: view.id, kind: Kind.link.number)
            .compactMap { try bank.record($0) }.compactMap { LinkView($0) }
    }
}

extension PlaceBox {
    fileprivate init?(_ box: PositionBox) {
        self.init(south: box.south, north: box.north, west: box.west, east: box.east)
    }
}

extension PositionBox {
    /// The part of the box around its middle that is a `part`-th of it each way.
    fileprivate func core(_ part: Int32) -> Self {
        let (height, width) = (Int64(north) - Int64(south), Int64(east) - Int64(west))
        let (rows, columns) = (height - height / Int64(part), width - width / Int64(part))
        return Self(
            south: Int32(Int64(south) + rows / 2),
            north: Int32(Int64(north) - rows / 2),
            west: Int32(Int64(west) + columns / 2),
            east: Int32(Int64(east) - columns / 2)
        )
    }
}
