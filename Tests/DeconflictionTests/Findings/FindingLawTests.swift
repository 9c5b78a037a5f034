import BankModel
import Deconfliction
import ShapeDice
import Simulation
import Testing

/// What holds for every bank: findings are a function of the records, and of nothing else.
@Suite struct FindingLawTests {
    private static let seeds: ClosedRange<UInt64> = 1...40

    @Test(arguments: seeds) func `records in any order give the same findings`(seed: UInt64) {
        var draw = SketchDice(seed: seed)
        let bank = draw.bank()
        let found = bank.findings()
        #expect(!found.findings.isEmpty)
        for _ in 0..<3 {
            var other = bank
            other.records.shuffle(using: &draw.shapes.dice)
            other.statements.shuffle(using: &draw.shapes.dice)
            other.links.shuffle(using: &draw.shapes.dice)
            other.records.append(other.records[0])
            let again = other.findings()
            #expect(again == found)
            #expect(again.digest == found.digest)
        }
    }

    @Test(arguments: seeds) func `swapping the partners' names mirrors the findings`(seed: UInt64) {
        var draw = SketchDice(seed: seed)
        let bank = draw.bank()
        let names = ["us": "ru", "ru": "us", "fr": "zz"]
        let found = bank.findings()
        let other = bank.renamed(names).findings()
        let mirrored = found.findings.map { finding in
            Mirrored(finding) { Sketch.partner(names[$0.text] ?? $0.text) }
        }
        #expect(mirrored == other.findings.map(Mirrored.init))
        #expect(found.digest == other.digest)
    }

    @Test(arguments: seeds) func `what indexes give is what looking at every pair gives`(
        seed: UInt64
    ) throws {
        var draw = SketchDice(seed: seed)
        let bank = draw.bank()
        let input = bank.input
        let views = input.records.filter(\.isStanding)
        let everything = Surroundings(
            near: { _, _, kinds in views.filter { kinds.contains($0.kind) } },
            bearing: { _ in views },
            named: { _ in views },
            hasCompany: { boxes, record in
                views.contains { view in
                    [Kind.site.number, Kind.target.number].contains(view.kind)
                        && view.id != record
                        && view.extents.contains { extent in
                            boxes.contains { $0.contains(Position(extent.volume.place)) }
                        }
                }
            }
        )
        let findings = Findings(
            in: everything,
            words: input.words,
            links: Links(input.links),
            terms: bank.terms(at: Sketch.noon)
        )
        let found = FindingSet(try views.flatMap { try findings.about($0) })
        #expect(found == bank.findings())
    }

    @Test(arguments: seeds) func `about one record come just the findings that it is in`(
        seed: UInt64
    ) throws {
        var draw = SketchDice(seed: seed)
        let bank = draw.bank()
        let input = bank.input
        let findings = Findings(
            in: Surroundings(input.records),
            words: input.words,
            links: Links(input.links),
            terms: bank.terms(at: Sketch.noon)
        )
        let all = bank.findings().findings
        for view in input.records {
            let about = FindingSet(try findings.about(view)).findings
            #expect(about == all.filter { $0.records.contains { $0.record == view.id } })
        }
    }

    @Test(arguments: seeds) func `another place or volume beside a record's only adds findings`(
        seed: UInt64
    ) {
        var draw = SketchDice(seed: seed)
        var bank = draw.bank()
        let rules: Set<FindingRule> = [.siteInNotice, .targetAtSite, .noticeOverlap]
        func pairs(_ set: FindingSet) -> Set<[RecordID]> {
            Set(set.findings.filter { rules.contains($0.rule) }.map { $0.records.map(\.record) })
        }
        let before = pairs(bank.findings())
        for index in bank.records.indices { bank.records[index] = draw.torn(bank.records[index]) }
        #expect(pairs(bank.findings()).isSuperset(of: before))
    }
}

/// A finding as the other side would see it, had all partners each other's names.
private struct Mirrored: Equatable {
    let rule: FindingRule
    let records: [RecordID]
    let versions: [Version]
    let certainty: Finding.Certainty
    let distance: Int64?
    let overlap: Interval?
    let note: Finding.AltitudeNote?
    let facts: Set<String>

    init(_ finding: Finding) { self.init(finding) { $0 } }

    init(_ finding: Finding, _ name: (PartnerID) -> PartnerID) {
        rule = finding.rule
        records = finding.records.map(\.record)
        versions = finding.records.map(\.version)
        certainty = finding.certainty
        distance = finding.distance
        overlap = finding.overlap
        note = finding.altitudeNote
        facts = Set(
            finding.facts.map { fact in
                switch fact {
                case .permission(let partner, let permission):
                    "\(name(partner)) \(permission)"
                case .missing(let partners): "missing \(partners.map(name).sorted())"
                case .said(let partner, let saying, let version):
                    "\(name(partner)) \(saying) \(version)"
                default: "\(fact)"
                }
            }
        )
    }
}
