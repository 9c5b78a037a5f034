package import BankModel

/// Why an identity, a document or a home was refused.
///
/// Each case holds what its message needs: what was wrong and where. `message`, `next` and
/// `exitCode` say it to people and to shells.
package enum IdentityError: Error, Equatable, Sendable {
    // MARK: Files

    /// No such file or directory.
    case missingFile(path: String)
    /// A link, a directory, a pipe or a device where a plain file was asked for.
    case notAPlainFile(path: String)
    /// More bytes than such a file ever has.
    case tooLarge(path: String, bytesMax: Int)
    /// Others may read what only its owner may; `wanted` is the mode to set.
    case openToOthers(path: String, mode: UInt32, wanted: UInt32)
    /// A call to the system failed.
    case failed(doing: String, path: String, errno: Int32)

    // MARK: Home

    /// The home has no identity yet.
    case notInitialised(home: String)
    /// The home has an identity already.
    case alreadyInitialised(home: String)
    /// The home lacks its card but holds things that only a finished home has.
    case damagedHome(home: String, found: String)
    /// A file of the home contradicts another.
    case contradiction(path: String, reason: String)

    // MARK: Keys

    /// The key file is protected by a passphrase.
    case encryptedKey(path: String)
    /// Not a key of the wanted kind.
    case badKey(path: String, wanted: String)
    /// Not a certificate, or not one that fits.
    case badCertificate(of: String, reason: String)

    // MARK: Arguments

    /// A value that was typed is not what it has to be.
    case badArgument(name: String, reason: String)
    /// Not a fingerprint at all.
    case badFingerprint(text: String)

    // MARK: Documents

    /// Not a card, charter or roster, or a damaged one.
    case damagedDocument(kind: DocumentKind, reason: String)
    /// A document of another kind than was asked for.
    case otherDocument(found: DocumentKind, wanted: DocumentKind)
    /// A partner has not signed.
    case lacksSignature(kind: DocumentKind, partner: PartnerID)
    /// The document names, for this partner, a key that is not this partner's.
    case anothersKey(kind: DocumentKind, partner: PartnerID)
    /// The partner's signature is not of these bytes.
    case changedAfterSigning(kind: DocumentKind, partner: PartnerID)
    /// A partner that the document does not name signed it, or wants to.
    case stranger(partner: PartnerID)
    /// The charter's entry for this home's partner is not this home's card.
    case notOurCard(partner: PartnerID)
    /// The fingerprint that was confirmed is not this charter's.
    case otherFingerprint(confirmed: Fingerprint, found: Fingerprint)
    /// The home belongs to another bank.
    case adoptedAnother(bank: String, fingerprint: Fingerprint)
    /// The home has no charter yet.
    case noCharter(home: String)
    /// A bank of fewer than two partners, or of too many.
    case partnerCount(Int)
    /// Two cards of one partner.
    case duplicatePartner(PartnerID)
    /// Two partners with one root key, or two authors with one log key.
    case duplicateKey(String, String)
    /// A roster that may not follow the one that is held.
    case badSuccession(partner: PartnerID, number: UInt64, reason: String)
}
