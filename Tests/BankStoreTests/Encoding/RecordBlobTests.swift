import BankModel
import Testing

@testable import BankStore

/// A record's state goes into its row and comes out the same.
@Suite struct RecordBlobTests {
    private let home: TestHome
    private let bank: BankDatabase
    private let entries: [Entry]

    init() throws {
        home = try TestHome()
        bank = try home.open()
        var writers = ["us", "ru", "us.2"].map { TestWriter($0) }
        entries = writers.indices.map { writers[$0].entry([writers[$0].target("A")]) }
        try bank.apply(entries)
    }

    @Test func `a random state comes back the same`() throws {
        var dice = SeededDice(seed: 4)
        try bank.write { bank in
            for _ in 0..<500 {
                let state = randomState(&dice)
                let key = try #require(try bank.connection.key(of: state.id))
                let blob = try RecordBlob.encode(state, key: key, in: bank.connection)
                #expect(try decode(blob, as: state, key, in: bank.connection) == state)
            }
        }
    }

    @Test func `a state that is cut short is an error`() throws {
        var dice = SeededDice(seed: 5)
        try bank.write { bank in
            let state = randomState(&dice)
            let key = try #require(try bank.connection.key(of: state.id))
            let blob = try RecordBlob.encode(state, key: key, in: bank.connection)
            for count in blob.indices {
                #expect(throws: StoreError.self) {
                    try decode(Array(blob.prefix(count)), as: state, key, in: bank.connection)
                }
            }
            #expect(throws: StoreError.self) {
                try decode(blob + [0], as: state, key, in: bank.connection)
            }
        }
    }

    @Test func `a state with flipped bits is an error or another state, never a trap`() throws {
        var dice = SeededDice(seed: 6)
        try bank.write { bank in
            for _ in 0..<200 {
                let state = randomState(&dice)
                let key = try #require(try bank.connection.key(of: state.id))
                var blob = try RecordBlob.encode(state, key: key, in: bank.connection)
                for _ in 0..<20 {
                    let position = Int.random(in: blob.indices, using: &dice)
                    blob[position] = UInt8.random(in: 0...255, using: &dice)
                    do {
                        _ = try decode(blob, as: state, key, in: bank.connection)
                    } catch is StoreError {}
                }
            }
        }
    }

    @Test func `another layout is refused by its first byte`() throws {
        var dice = SeededDice(seed: 7)
        try bank.write { bank in
            let state = randomState(&dice)
            let key = try #require(try bank.connection.key(of: state.id))
            var blob = try RecordBlob.encode(state, key: key, in: bank.connection)
            blob[0] = 3
            #expect(throws: StoreError.damaged("a record in the layout 3")) {
                try decode(blob, as: state, key, in: bank.connection)
            }
        }
    }

    private func decode(
        _ blob: [UInt8],
        as state: RecordState,
        _ key: DotKey,
        in connection: StoreConnection
    ) throws -> RecordState {
        let row = RecordRow(
            key: key,
            id: state.id,
            kind: state.kind,
            creator: state.creator,
            counter: state.counter
        )
        return try RecordBlob.decode(blob, of: row, in: connection)
    }

    private func randomState(_ dice: inout SeededDice) -> RecordState {
        var fields: [FieldID: FieldState] = [:]
        for _ in 0..<Int.random(in: 0...8, using: &dice) {
            let number = UInt32.random(in: 1...40, using: &dice)
            let key = ["", "", "k", "é", "e\u{301}"].randomElement(using: &dice) ?? ""
            let field = FieldID(number, key: key)
            fields[field] = randomField(field, &dice)
        }
        let creation = entries[Int.random(in: 0..<3, using: &dice)]
        return RecordState(
            id: Dot(entry: creation.hash, index: UInt32.random(in: 0..<65_536, using: &dice)),
            kind: UInt32.random(in: 0...(.max), using: &dice),
            creator: creation.header.log.author,
            counter: UInt64.random(in: 0...(.max), using: &dice),
            fields: fields.values.sorted { $0.field < $1.field }
        )
    }

    private func randomField(_ field: FieldID, _ dice: inout SeededDice) -> FieldState {
        let live = (0..<Int.random(in: 0...4, using: &dice)).map { _ in
            Sibling(
                dot: randomDot(&dice),
                author: randomAuthor(&dice),
                value: RandomValues.value(&dice),
                aware: (0..<Int.random(in: 0...3, using: &dice)).map { _ in randomDot(&dice) },
                typed: Array(
                    ["37SDU3114617852", "", "34°30'"]
                        .prefix(max(0, Int.random(in: -9...3, using: &dice)))
                )
            )
        }
        let ghosts = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
            Ghost(dot: randomDot(&dice), author: randomAuthor(&dice))
        }
        return FieldState(
            field: field,
            merge: [.register, .set, .list].randomElement(using: &dice) ?? .register,
            live: live,
            ghosts: ghosts
        )
    }

    private func randomDot(_ dice: inout SeededDice) -> Dot {
        Dot(
            entry: entries[Int.random(in: 0..<3, using: &dice)].hash,
            index: [0, 1, 65_535, UInt32.random(in: 0..<65_536, using: &dice)]
                .randomElement(using: &dice) ?? 0
        )
    }

    private func randomAuthor(_ dice: inout SeededDice) -> AuthorID {
        entries[Int.random(in: 0..<3, using: &dice)].header.log.author
    }
}
