import BankModel
import Deconfliction
import Testing

/// The order of findings, their names, their digest and how they explain themselves.
@Suite struct FindingSetTests {
    private typealias S = Sketch

    @Test func `the rules have the names and the order that were agreed`() {
        #expect(
            FindingRule.allCases.map(\.rawValue) == [
                "site_in_notice", "notice_overlap", "sector_not_permitted", "sector_straddled",
                "sector_needs_acknowledgement", "statement_stale", "statement_overdue",
                "possible_duplicate", "coordinates_suspect", "review_passed", "notice_outlived",
                "site_changed_under_notice", "target_at_site", "lists_disagree", "partner_silent",
            ]
        )
        #expect(FindingRule.allCases == FindingRule.allCases.sorted())
    }

    @Test func `a charter's stages can name each rule, and no other`() {
        #expect(RuleSet.first.checks == FindingRule.allCases.map(\.rawValue))
    }

    @Test func `the certain stands before the possible, then the sooner, then rule and records`() {
        let buffer: [FieldID: [Value]] = [.buffer: [.millimetres(100_000)]]
        let passed: [FieldID: [Value]] = [.reviewBy: [.instant(S.noon - 1)]]
        let bank = S(
            records: [
                S.site(1, [S.place(0)], buffer), S.site(2, [S.place(100.2)], buffer),
                S.site(3, [S.place(0)], buffer.merging(passed) { $1 }),
                S.notice(4, [S.volume(S.place(0), 10, 20)]),
                S.notice(5, [S.volume(S.place(0), 5, 9)]),
                S.notice(6, by: "us", [S.volume(S.place(0), 6, 30)]),
                S.site(7, by: "ru", [S.place(3_000)], [.name: [.text("Same")]]),
                S.site(8, by: "us", [S.place(3_000)], [.name: [.text("Same")]]),
                S.target(9, [S.place(60_000)], [.externalIDs: [.word("a:1")]]),
                S.target(10, [S.place(70_000)], [.externalIDs: [.word("a:1")]]),
            ]
        )
        let found = bank.findings().findings
        let keys = found.map { finding in
            let start = finding.overlap.map { $0.from ?? .min }
            return (finding.certainty, start == nil ? 1 : 0, start ?? 0, finding.rule)
        }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(Set(found.map(\.rule)).count == 4)
        for (one, next) in zip(found, found.dropFirst())
        where one.rule == next.rule && one.overlap?.from == next.overlap?.from
            && one.certainty == next.certainty
        {
            let records = (one.records.map(\.record), next.records.map(\.record))
            #expect(records.0.lexicographicallyPrecedes(records.1))
        }
        #expect(found.first?.rule == .reviewPassed)
        #expect(found.last?.certainty == .possible && found.last?.overlap == nil)
    }

    @Test func `a set holds each finding once, and its digest does not ask in which order`() {
        let bank = S(records: [S.site(), S.site(2), S.notice(), S.notice(2, by: "us")])
        let found = bank.findings().findings
        #expect(found.count >= 5)
        let again = FindingSet(found.reversed() + found)
        #expect(again.findings == found)
        #expect(again.digest == FindingSet(found).digest)
        for index in found.indices {
            var fewer = found
            fewer.remove(at: index)
            #expect(FindingSet(fewer).digest != again.digest)
        }
        #expect(FindingSet([]).digest == .zero)
    }

    @Test func `silence is each side's own, so it is in no digest`() {
        var bank = S(records: [S.notice(1, [S.volume(S.place(0))], [.state: [.word("active")]])])
        let without = bank.findings()
        bank.contacts = [PartnerContact(partner: S.partner("us"), lastHeard: nil)]
        let with = bank.findings()
        #expect(with.findings.count == without.findings.count + 1)
        #expect(with.digest == without.digest)
    }

    @Test func `another version is another finding, another overlap another digest`() throws {
        func finding(_ metres: Double, until: Int64 = 60) throws -> (Finding, Hash256) {
            let notice = S.notice(1, [S.volume(S.place(metres), 0, until)])
            let site = S.site(1, [S.place(0)], [.category: [.word("camp")]])
            let bank = S(records: [site, notice])
            return (try bank.only(.siteInNotice), bank.findings().digest)
        }
        let (first, digest) = try finding(10)
        #expect(try finding(10) == (first, digest))
        for (other, otherDigest) in [try finding(11), try finding(10, until: 61)] {
            #expect(other.id != first.id && other.canonicalBytes != first.canonicalBytes)
            #expect(otherDigest != digest)
        }
        #expect(first.id.description.utf8.count == 8)
        #expect(first.id.description.utf8.allSatisfy { (97...122).contains($0) })
    }

    @Test func `one identity with another certainty has other bytes`() throws {
        // The same versions at another time: what is over is left out, so the overlap is another.
        let volumes = [S.volume(S.place(0), 0, 10), S.volume(S.place(0.1), 20, 30)]
        let notice = S.notice(1, [], [.volumes: [.volumes(volumes)]])
        let bank = S(records: [S.site(1, [S.place(0)]), notice])
        let noon = try bank.only(.siteInNotice)
        let later = try bank.only(.siteInNotice, at: S.noon + 15 * S.minute)
        #expect(noon.id == later.id)
        #expect(noon.canonicalBytes != later.canonicalBytes)
        #expect(noon.certainty == .certain && later.certainty == .possible)
    }

    @Test func `a finding explains itself in two lines`() throws {
        let site = S.site(
            1,
            [S.place(50), S.place(40)],
            [.buffer: [.millimetres(500_000)]]
        )
        let notice = S.notice(
            3,
            [S.volume(S.place(0, radius: 20, uncertainty: 1.5), 0, 10)]
        )
        let finding = try S(records: [site, notice]).only(.siteInNotice)
        let lines = finding.explanation { "\(($0 - S.noon) / S.minute)" }
        let distance = try #require(finding.distance)
        #expect(lines.count == 2)
        let (first, second) = (lines[0], lines[1])
        #expect(!lines.joined().contains("site_in_notice") && !lines.joined().contains("certain:"))
        #expect(
            first.contains("us-s1 (version \(site.version.id), in conflict: all siblings count)")
        )
        #expect(first.contains("ru-n3 (version \(notice.version.id))"))
        #expect(
            second
                == "\(distance / 1_000).\(String(distance % 1_000 + 1_000).dropFirst()) m apart; "
                + "from 0 to 10; kept 521.500 m (extents 20.000 m, uncertainties 1.500 m, "
                + "buffer 500.000 m)"
        )
    }

    @Test func `every rule explains itself without a peer's text`() throws {
        let hostile = "\u{1B}[2Jname"
        let passed: [FieldID: [Value]] = [
            .name: [.text(hostile)], .reviewBy: [.instant(S.noon - 1)],
            .externalIDs: [.word("x:\(hostile)")], .buffer: [.millimetres(9)],
        ]
        let notice = S.notice(
            1,
            [S.volume(S.place(0, radius: 2_000), -9, nil, S.band(1, 2, .fl))],
            [
                .title: [.text(hostile)], .respondBy: [.instant(S.noon - 1)],
                .state: [.word("active")],
            ]
        )
        var bank = S(
            records: [
                notice, S.notice(2, by: "us", [S.volume(S.place(0), nil, 9, S.band(1, 2, .agl))]),
                S.notice(3, [S.volume(S.place(0), -9, -8)]), S.site(1, [S.place(0)], passed),
                S.site(2, by: "ru", [S.place(0)], passed.merging([.buffer: []]) { $1 }),
                S.target(), S.sector(["ru": ["not_permitted"]]),
                S.sector(2, [Volume(place: S.box(-1_000, 0))], ["ru": ["notify_first"]]),
                S.site(9, [S.place(latitude: 0, longitude: 0)]),
            ]
        )
        bank.statements = [
            S.statement(1, by: "us", .objected, S.notice(1, [])),
            S.statement(2, by: "ru", .agreed, S.site()),
        ]
        bank.contacts = [PartnerContact(partner: S.partner("us"), lastHeard: nil)]
        let found = bank.findings().findings
        #expect(Set(FindingRule.allCases).subtracting(found.map(\.rule)) == [])
        for finding in found {
            let lines = finding.explanation { "\($0)" }
            #expect(lines.count == 2 && !lines[0].isEmpty, "\(finding.rule)")
            #expect(!lines.joined().unicodeScalars.contains("\u{1B}"))
        }
        let overlap = try #require(found.first { $0.rule == .noticeOverlap })
        #expect(overlap.explanation { "\($0)" }[1].hasSuffix("altitudes not comparable"))
    }
}
