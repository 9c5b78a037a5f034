import BankModel

/// The members of a charter's body.
struct CharterBody {
    var name: String
    var nonce: [UInt8]
    var rules: UInt32
    var categories: [Charter.Category]
    var entries: [Card.Entry]
    var stages: [Stage] = []

    var bytes: [UInt8] {
        let categories = categories.map {
            CanonicalJSON.members([("buffer", .integer($0.buffer)), ("word", .text($0.word))])
        }
        var members: [(key: String, value: CanonicalJSON)] = [
            ("bank", .text(name)), ("categories", .list(categories)), ("format", .integer(1)),
            ("nonce", .text(Hex.encode(nonce))), ("number", .integer(1)),
            ("partners", .list(entries.map(\.json))), ("rules", .integer(Int64(rules))),
        ]
        if !stages.isEmpty { members.append(("stages", .list(stages.map(\.json)))) }
        return CanonicalJSON.members(members).bytes
    }
}

extension CharterBody {
    init(_ body: [UInt8]) throws(IdentityError) {
        var reader = try BodyReader(.charter, body: body)
        name = try reader.name("bank")
        nonce = try reader.bytes32("nonce")
        guard try reader.integer("number") == 1 else {
            throw reader.fault("it is no founding charter, and this release knows no other")
        }
        guard let rules = UInt32(exactly: try reader.integer("rules")) else {
            throw reader.fault("rules is no rule set")
        }
        guard RuleSet.released.contains(where: { $0.number == rules }) else {
            throw reader.fault("it needs rule set \(rules), which a newer release has")
        }
        self.rules = rules
        categories = try Self.categories(try reader.list("categories"))
        entries = try Self.entries(try reader.list("partners"))
        stages = try Self.stages(try reader.optionalList("stages"), rules)
        try reader.end()
    }

    private static func entries(_ list: [CanonicalJSON]) throws(IdentityError) -> [Card.Entry] {
        var entries: [Card.Entry] = []
        for json in list {
            var reader = try BodyReader(.charter, json)
            guard try reader.integer("format") == 1 else {
                throw reader.fault("a card of a newer format")
            }
            entries.append(try Card.Entry(reader))
        }
        try check(entries)
        return entries
    }

    private static func stages(
        _ list: [CanonicalJSON],
        _ number: UInt32
    ) throws(IdentityError) -> [Stage] {
        let rules = RuleSet.released.first { $0.number == number } ?? .first
        var stages: [Stage] = []
        for json in list {
            var reader = try BodyReader(.charter, json)
            let stage = Stage(
                name: try reader.text("name"),
                kinds: try reader.texts("kinds"),
                checks: try reader.texts("checks")
            )
            try reader.end()
            if let reason = stage.fault(after: stages, under: rules) { throw reader.fault(reason) }
            stages.append(stage)
        }
        return stages
    }

    /// The rules for the partners of a bank, asked alike when making a charter and when reading it.
    static func check(_ entries: [Card.Entry]) throws(IdentityError) {
        guard (2...Limits.partnersMax).contains(entries.count) else {
            throw .partnerCount(entries.count)
        }
        for (entry, next) in zip(entries, entries.dropFirst()) {
            if entry.partner == next.partner { throw .duplicatePartner(entry.partner) }
            guard entry.partner < next.partner else {
                throw .damagedDocument(kind: .charter, reason: "its partners are out of order")
            }
        }
        var owners: [[UInt8]: PartnerID] = [:]
        for entry in entries {
            if let other = owners.updateValue(entry.partner, forKey: entry.rootKey) {
                throw .duplicateKey(other.text, entry.partner.text)
            }
        }
    }

    private static func categories(
        _ list: [CanonicalJSON]
    ) throws(IdentityError) -> [Charter.Category] {
        var categories: [Charter.Category] = []
        for json in list {
            var reader = try BodyReader(.charter, json)
            let category = Charter.Category(
                word: try reader.text("word"),
                buffer: try reader.integer("buffer")
            )
            try reader.end()
            if let reason = fault(category, among: categories) { throw reader.fault(reason) }
            categories.append(category)
        }
        return categories
    }

    /// Why a category may not follow these; nil if it may.
    static func fault(
        _ category: Charter.Category,
        among categories: [Charter.Category]
    ) -> String? {
        let letters = category.word.utf8
        let isWord = letters.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
        }
        guard isWord, (1...Limits.tagBytesMax).contains(letters.count) else {
            return "a category is no word of a to z, 0 to 9 and _"
        }
        guard (0...Limits.distanceMillimetresMax).contains(category.buffer) else {
            return "the buffer of \(category.word) is out of range"
        }
        if categories.contains(where: { $0.word == category.word }) {
            return "the category \(category.word) is there twice"
        }
        return nil
    }
}

extension Stage {
    /// The stage in a charter's body.
    fileprivate var json: CanonicalJSON {
        CanonicalJSON.members([
            ("name", .text(name)), ("kinds", .list(kinds.map { .text($0) })),
            ("checks", .list(checks.map { .text($0) })),
        ])
    }
}
