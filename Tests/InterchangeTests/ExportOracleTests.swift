import BankModel
import Foundation
import Testing

@testable import Interchange

/// Files for other readers to judge: what `Tests/Oracles/exports` asks for.
struct ExportOracleTests {
    private static let folder = ProcessInfo.processInfo.environment["JIG_EXPORT_ORACLE"]

    /// Records of every kind, hostile texts and every shape among them.
    private func records() throws -> [ExportRecord] {
        var maker = ValueMaker(seed: 17)
        return try RuleSet.first.kinds.flatMap { kind in
            try (1...200).map { number in
                var fields: [ExportRecord.ExportField] = []
                for field in kind.fields where !field.isKeyed && field.type != .life {
                    guard field.isRequired || Bool.random(using: &maker.dice) else { continue }
                    var values = [try maker.value(of: field)]
                    if number.isMultiple(of: 9) { values.append(try maker.value(of: field)) }
                    fields.append(.init(FieldID(field.number), values))
                }
                return ExportRecord(
                    id: "us-\(kind.letter)\(number)",
                    kind: kind,
                    version: "v",
                    isWithdrawn: number.isMultiple(of: 20),
                    fields: fields
                )
            }
        }
    }

    @Test(.enabled(if: folder != nil)) func `every format is written for other readers`() throws {
        let folder = URL(filePath: try #require(Self.folder))
        let records = try records()
        var exporters = [
            "kml": Exporter(format: .kml, kinds: [], attributeKeys: []),
            "geojson": Exporter(format: .geojson, kinds: [], attributeKeys: []),
            "cot": Exporter(eventsOf: BankID(hashing: [1]), at: 1_473_686_400_000),
        ]
        for name in exporters.keys.sorted() {
            guard var exporter = exporters.removeValue(forKey: name) else { continue }
            let bytes =
                exporter.opening() + records.flatMap { exporter.record($0) } + exporter.closing()
            try Data(bytes).write(to: folder.appending(path: "records.\(name)"))
        }
    }
}
