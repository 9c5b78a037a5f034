import BankModel
import BankStore
import Foundation

/// A directory for one test, gone when the test is.
final class TestHome {
    let path: String

    init() throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("bankstore-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var file: String { "\(path)/\(BankDatabase.fileName)" }

    func open() throws -> BankDatabase {
        try BankDatabase.open(home: path, decoding: TestCodec())
    }
}

/// The charter that the tests' entries name.
enum TestCharter {
    static let charter = Charter(
        bank: .zero,
        number: 1,
        name: "Test",
        partners: ["ru", "us"].compactMap(PartnerID.init).map {
            Charter.Member(id: $0, name: $0.text, rootKey: [])
        },
        ruleSet: 1,
        categories: Charter.builtInCategories
    )
}

extension BankDatabase {
    /// Applies entries in one transaction; `receivedAt` counts up from 1000.
    @discardableResult
    func apply(_ entries: [Entry]) throws -> [Application] {
        try write { bank in
            try entries.enumerated().map { index, entry in
                try bank.apply(
                    entry,
                    charter: TestCharter.charter,
                    receivedAt: 1000 + Int64(index)
                )
            }
        }
    }
}
