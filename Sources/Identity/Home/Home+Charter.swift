import BankModel

extension Home {
    /// Reads a charter's file, signed or not yet: what `charter show` looks at.
    package static func readCharter(_ path: String) throws(IdentityError) -> CharterDocument {
        try CharterDocument(file: try SafeFile.read(path, bytesMax: Armour.bytesMax))
    }

    /// Reads a card's file.
    package static func readCard(_ path: String) throws(IdentityError) -> Card {
        try Card(file: try SafeFile.read(path, bytesMax: Armour.bytesMax))
    }

    /// Adds this partner's signature to the charter in a file, replacing the file.
    package func signCharter(_ path: String) throws(IdentityError) -> CharterDocument {
        var charter = try Self.readCharter(path)
        try charter.sign(as: try readCard(), with: try readRootKey())
        try SafeFile.write(Array(charter.text.utf8), to: path, mode: 0o644)
        return charter
    }

    /// Makes the charter's bank this home's, once everything about it has been checked.
    ///
    /// `fingerprint` is what was compared by voice. Refused is a charter that does not name this
    /// home's card (`stranger`, `anothersKey`, `notOurCard`), that lacks a signature, was changed
    /// after signing or names another's key, that has another fingerprint, or where the home
    /// belongs to another bank. Adopting the same charter again changes nothing.
    package func adopt(
        _ charter: CharterDocument,
        confirming fingerprint: Fingerprint
    ) throws(IdentityError) {
        try charter.checkNames(try readCard())
        try charter.check()
        guard charter.fingerprint == fingerprint else {
            throw .otherFingerprint(confirmed: fingerprint, found: charter.fingerprint)
        }
        if let adopted = try adoptedCharter() {
            guard adopted.charter.bank == charter.charter.bank else {
                throw .adoptedAnother(bank: adopted.charter.name, fingerprint: adopted.fingerprint)
            }
            return
        }
        for roster in charter.rosters { try store(roster) }
        // The charter comes last: where it is, its rosters are.
        try SafeFile.write(Array(charter.text.utf8), to: self.charter, mode: 0o600)
    }

    /// The charter that this home adopted, every signature checked again; nil before `adopt`.
    package func adoptedCharter() throws(IdentityError) -> CharterDocument? {
        guard SafeFile.exists(charter) else { return nil }
        let adopted = try Self.readCharter(charter)
        try adopted.check()
        return adopted
    }

    /// Whom this home trusts: the adopted charter and the newest roster of each partner.
    package func trust() throws(IdentityError) -> Trust {
        guard let adopted = try adoptedCharter() else { throw .noCharter(home: path) }
        try adopted.checkNames(try readCard())
        var trust = Trust(adopted)
        for entry in adopted.entries {
            for roster in try storedRosters(of: entry.partner) { _ = try trust.take(roster) }
        }
        return trust
    }
}
