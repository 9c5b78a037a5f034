import BankModel

/// The column that tells the records of a file apart, and the external ids that it makes.
struct IdentityColumn: Equatable {
    /// The column's name as it was asked for.
    let name: String
    /// The scheme of the external ids: the column's name in lower case.
    private let scheme: String

    init(_ name: String) throws(ImportRefusal) {
        var letters = name[...].trimmed.utf8.map(Self.letter)
        while letters.first == UInt8(ascii: "_") { letters.removeFirst() }
        while let last = letters.last, !Self.isAlphanumeric(last) { letters.removeLast() }
        while let first = letters.first, !Self.isAlphanumeric(first) { letters.removeFirst() }
        scheme = String(decoding: letters, as: UTF8.self)
        self.name = name
        if let refusal = TagRule.refusal(of: scheme) {
            throw ImportRefusal(
                reason: "`\(Excerpt.of(name))` cannot be an id column: \(refusal)",
                next: "rename the column, and give its new name to --id-column"
            )
        }
    }

    /// The record that the cell names.
    func identity(_ cell: String) -> Result<ImportRow.Identity, ImportFault> {
        let value = EnteredText.of(cell[...].trimmed)
        guard !value.utf8.isEmpty else {
            return .failure(ImportFault("has no `\(Excerpt.of(name))`, by which records are found"))
        }
        let externalID = "\(scheme):\(value)"
        if let refusal = ExternalIDRule.refusal(of: externalID) {
            return .failure(
                ImportFault("`\(Excerpt.of(cell))` in `\(Excerpt.of(name))` is no id: \(refusal)")
            )
        }
        let spokenID = scheme == OwnColumn.id ? SpokenID(value) : nil
        return .success(ImportRow.Identity(externalID: externalID, spokenID: spokenID))
    }

    private static func letter(_ byte: UInt8) -> UInt8 {
        if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) { return byte | 0x20 }
        return isAlphanumeric(byte) || "-.".utf8.contains(byte) ? byte : UInt8(ascii: "_")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// Why a row is not taken: a clause whose subject is the row.
struct ImportFault: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }

    init(_ error: ValueError) { reason = error.message }
}
