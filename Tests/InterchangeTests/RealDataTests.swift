import BankModel
import Foundation
import Testing

@testable import Interchange

/// The 283 populated places of the demo (data © GeoNames, CC BY 4.0).
struct RealDataTests {
    private func places() throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "deploy/data/places-sy.csv")))
    }

    @Test func `every place is taken as a site`() throws {
        let outcomes = try imported(try places())
        #expect(outcomes.rows.count == 283 && outcomes.count == 283)
        #expect(outcomes.rows.map(\.line) == Array(2...284))
        for row in outcomes.rows {
            let values = try row.valuesForCreation(of: .site).get()
            #expect(row.values(of: .place).count == 1)
            for value in values {
                let field = try #require(Kind.site.field(value.field))
                #expect(field.refusal(of: value.value, under: charter) == nil)
            }
        }
    }

    @Test(arguments: ExchangeFormat.allCases)
    func `the places go out and come in unchanged`(format: ExchangeFormat) throws {
        let rows = try imported(try places()).rows
        var exporter = Exporter(
            format: format,
            kinds: [.site],
            attributeKeys: ["admin1", "admin2", "cc"]
        )
        var bytes = exporter.opening()
        for (index, row) in rows.enumerated() {
            let fields = row.values.map { ExportRecord.ExportField($0.field, [$0.value]) }
            bytes += exporter.record(
                ExportRecord(id: "us-s\(index + 1)", kind: .site, version: "v", fields: fields)
            )
        }
        let again = try imported(bytes + exporter.closing(), format).rows
        #expect(again.map { Set($0.values) } == rows.map { Set($0.values) })
    }
}
