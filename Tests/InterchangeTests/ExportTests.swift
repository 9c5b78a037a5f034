import BankModel
import Testing

@testable import Interchange

/// What goes out comes in again as it was.
struct ExportTests {
    private static let keys = [
        "a", "B c", "=k", "é", "x,y", "q\"", "lat", "id", "name", "'=", "a.b",
    ]

    /// A record of hostile values, of which each register has one value or two that differ.
    private func record(
        _ number: Int,
        _ kind: Kind,
        _ maker: inout ValueMaker
    ) throws -> ExportRecord {
        var fields: [ExportRecord.ExportField] = []
        for field in kind.fields where !field.isKeyed && field.type != .life {
            var values: [Value] = []
            for _ in 0..<maker.pick([0, 1, 1, 1, 2, 3]) {
                values.append(try maker.value(of: field))
            }
            values.removeAll { field.refusal(of: $0, under: charter) != nil }
            if values.isEmpty, field.isRequired { values = [try maker.value(of: field)] }
            fields.append(ExportRecord.ExportField(FieldID(field.number), values))
        }
        for partner in charter.partners.map(\.id) where kind.has(FieldID.allowedNumber) {
            let words = Permission.allCases.map { Value.word($0.rawValue) }
            let values = (0..<maker.pick([0, 1, 1, 2])).map { _ in maker.pick(words) }
            fields.append(ExportRecord.ExportField(.allowed(partner), values))
        }
        for key in Self.keys where Bool.random(using: &maker.dice) {
            fields.append(ExportRecord.ExportField(.attribute(key), [.text(maker.text())]))
        }
        return ExportRecord(
            id: "us-\(kind.letter)\(number)",
            kind: kind,
            version: "v\(number)",
            isWithdrawn: number.isMultiple(of: 7),
            fields: fields
        )
    }

    private func export(_ records: [ExportRecord], _ format: ExchangeFormat) -> [UInt8] {
        var exporter = Exporter(
            format: format,
            kinds: RuleSet.first.kinds,
            attributeKeys: Self.keys,
            partners: charter.partners.map(\.id)
        )
        return exporter.opening() + records.flatMap { exporter.record($0) } + exporter.closing()
    }

    /// What a record has to say that a file has room for: no conflict, nothing cleared.
    private func sayable(_ record: ExportRecord) -> Set<FieldValue> {
        var values: Set<FieldValue> = []
        for field in record.fields {
            let distinct = Set(field.values)
            let isRegister = record.kind.field(field.id)?.merge == .register
            guard !isRegister || distinct.count == 1 else { continue }
            for value in distinct where value != .cleared {
                values.insert(FieldValue(field.id, value))
            }
        }
        return values
    }

    @Test(
        arguments: ExchangeFormat.allCases,
        ["target", "site", "sector", "notice", "incident"]
    )
    func `an export imports as exactly what it said`(format: ExchangeFormat, name: String) throws {
        let kind = try #require(RuleSet.first.kinds.first { $0.name == name })
        var maker = ValueMaker(seed: 11)
        let records = try (1...150).map { try record($0, kind, &maker) }
        let bytes = export(records, format)
        for idColumn in [nil, "id"] {
            let outcomes = try imported(bytes, format, as: kind, idColumn: idColumn, chunk: 1000)
            #expect(outcomes.rejected.isEmpty && outcomes.refusal == nil, "\(outcomes.rejected)")
            #expect(outcomes.rows.map(\.identity?.spokenID?.description) == records.map(\.id))
            for (row, record) in zip(outcomes.rows, records) {
                #expect(Set(row.values) == sayable(record), "\(record.id)")
            }
        }
    }

    @Test(arguments: ExchangeFormat.allCases)
    func `of a file of several kinds, those of another are rejected`(format: ExchangeFormat) throws
    {
        var maker = ValueMaker(seed: 3)
        let records = [try record(1, .site, &maker), try record(2, .target, &maker)]
        let outcomes = try imported(export(records, format), format, as: .target)
        #expect(outcomes.rows.count == 1)
        #expect(Set(outcomes.rejected.map(\.reason)) == ["is a site, not a target"])
    }

    @Test func `the columns are the record's fields`() throws {
        let values: [(FieldID, [Value])] = [
            (.name, [.text("=1+1")]), (.category, [.word("medical"), .word("school")]),
            (.place, [.place(try place(-345_000_000, 382_500_000, 100_500))]),
            (.buffer, [.cleared]), (.tags, [.word("a"), .word("b")]),
            (.externalIDs, [.word("x:a;b")]), (.remarks, [.text("one"), .text("two")]),
            (.attribute("k"), [.text("a\r\n\"b\"")]), (.life, [.life(.inBank)]),
        ]
        let record = ExportRecord(
            id: "us-s9",
            kind: .site,
            version: "abc",
            fields: values.map { .init($0.0, $0.1) }
        )
        var csv = Exporter(format: .csv, kinds: [.site], attributeKeys: ["k", "bad\u{7}"])
        #expect(
            String(decoding: csv.opening() + csv.record(record) + csv.closing(), as: UTF8.self)
                == """
                id,jig:kind,name,category,lat,lon,uncertainty_m,radius_m,shape,buffer_m,function,verified,\
                validity,review_by,grade,tags,external_ids,remarks,attributes.k,jig:conflicted,\
                jig:protective,jig:conflicts,jig:withdrawn,jig:version\r
                us-s9,site,'=1+1,,-34.5,38.25,100.5,,,,,,,,,a;b,"[""x:a;b""]","[""one"",""two""]",\
                "a\r
                ""b""\",category,,"{""category"":[""medical"",""school""]}",false,abc\r

                """
        )
        var geojson = Exporter(format: .geojson, kinds: [.site], attributeKeys: [])
        #expect(
            String(
                decoding: geojson.opening() + geojson.record(record) + geojson.closing(),
                as: UTF8.self
            )
                == #"""
                {"type":"FeatureCollection","features":[
                {"type":"Feature","id":"us-s9","geometry":{"type":"Point","coordinates":[38.25,-34.5]},\#
                "properties":{"jig:kind":"site","name":"=1+1","uncertainty_m":100.5,\#
                "tags":["a","b"],"external_ids":["x:a;b"],"remarks":["one","two"],\#
                "attributes.k":"a\u000d\n\"b\"","jig:conflicted":["category"],\#
                "jig:conflicts":{"category":["medical","school"]},\#
                "jig:version":"abc"}}
                ]}

                """#
        )
    }

    @Test func `a place in conflict leaves no position to read`() throws {
        let places: [Value] = [.place(try place(1, 2, 3)), .place(try place(4, 5, 6))]
        let record = ExportRecord(
            id: "us-s9",
            kind: .site,
            version: "abc",
            fields: [.init(.name, [.text("a")]), .init(.place, places)]
        )
        for format in ExchangeFormat.allCases {
            let rows = try imported(export([record], format), format).rows
            #expect(rows.first?.values == [FieldValue(.name, .text("a"))])
        }
    }

    @Test func `an empty export is a file`() throws {
        for format in ExchangeFormat.allCases {
            #expect(try imported(export([], format), format).isEmpty)
        }
    }

    @Test func `a guarded cell begins with no formula and comes back`() {
        let texts = [
            "=1", "+1", "-1", "@x", "\tx", "\nx", "'=1", "''", "''x", "'", "'x", "x=1", "", "'\t",
        ]
        for text in texts {
            let cell = FormulaGuard.guarding(text)
            #expect(!(cell.utf8.first.map("=+-@\t\r\n".utf8.contains) ?? false))
            let back = Array(cell.utf8).withUnsafeBufferPointer {
                String(decoding: FormulaGuard.unguarding($0), as: UTF8.self)
            }
            #expect(back == text)
        }
        #expect(FormulaGuard.guarding("'s-Hertogenbosch") == "'s-Hertogenbosch")
    }

    @Test func `several values in one cell come back as they were`() {
        let table: [(Merge, [String], String)] = [
            (.set, ["a", "b"], "a;b"), (.set, ["x:a|b"], #"["x:a|b"]"#), (.set, ["x: 1"], "x: 1"),
            (.list, ["one"], "one"), (.list, ["a;b"], "a;b"), (.list, ["[1]"], "[1]"),
            (.list, [#"["a"]"#], #"["[\"a\"]"]"#), (.list, ["a", "b"], #"["a","b"]"#),
            (.list, [" "], " "), (.set, ["x:\u{301};"], "[\"x:\u{301};\"]"),
        ]
        for (merge, texts, cell) in table {
            #expect(ListCell.join(texts, of: merge) == cell)
            #expect(ListCell.split(cell, of: merge) == texts)
        }
        #expect(ListCell.split(" a |b;; ", of: .set) == ["a", "b"])
        #expect(ListCell.split("a;\u{301}b", of: .set) == ["a", "\u{301}b"])
    }

    @Test func `fields of one name share a column, and each kind fills it with its own`() {
        var csv = Exporter(format: .csv, kinds: RuleSet.first.kinds, attributeKeys: ["k"])
        let header = String(decoding: csv.opening(), as: UTF8.self).split(separator: ",")
        #expect(Set(header).count == header.count)
        #expect(header.contains("category"))
        for (kind, field) in [(Kind.incident, FieldID.incidentCategory), (.site, .category)] {
            let record = ExportRecord(
                id: "us-x1",
                kind: kind,
                version: "v",
                fields: [.init(field, [.word("other")])]
            )
            let row = String(decoding: csv.record(record), as: UTF8.self)
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            #expect(header.firstIndex(of: "category").map { cells[$0] } == "other")
            #expect(cells.count == header.count)
        }
    }
}
