import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct CharterFlipTests {
    private let charter: CharterDocument

    init() throws {
        let parties = [try Party("us"), try Party("ru")]
        let categories = [Charter.Category(word: "facility", buffer: 0)]
        var made = try CharterDocument(
            bank: "test",
            cards: parties.map(\.card),
            categories: categories
        )
        for party in parties { try made.sign(as: party.card, with: party.rootKey) }
        charter = made
    }

    private func isTaken(_ file: [UInt8]) -> Bool {
        refusal { try CharterDocument(file: file).check() } == nil
    }

    @Test func `a flipped bit anywhere in a signed charter is noticed`() throws {
        let file = Array(charter.text.utf8)
        try #require(isTaken(file))
        for index in file.indices {
            for bit in [index % 8, (index + 3) % 8] {
                var changed = file
                changed[index] ^= 1 << bit
                if isTaken(changed) { Issue.record("bit \(bit) of byte \(index) does not count") }
            }
        }
    }

    @Test func `a byte that is lost or doubled anywhere is noticed`() throws {
        let file = Array(charter.text.utf8)
        for index in file.indices.dropLast() {
            var (lost, doubled) = (file, file)
            lost.remove(at: index)
            doubled.insert(file[index], at: index)
            #expect(!isTaken(lost))
            #expect(!isTaken(doubled))
        }
    }
}
