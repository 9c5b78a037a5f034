import BankModel
import Glibc

extension IdentityError: CustomStringConvertible {
    /// What was wrong and what to do next, as one text.
    package var description: String { "\(message); \(next)" }

    /// What was wrong, and where.
    package var message: String {
        switch self {
        case .missingFile, .notAPlainFile, .tooLarge, .openToOthers, .failed: fileMessage
        case .notInitialised, .alreadyInitialised, .damagedHome, .contradiction, .noCharter,
            .adoptedAnother:
            homeMessage
        case .encryptedKey(let path): "\(path) holds a key protected by a passphrase"
        case .badKey(let path, let wanted): "\(path) holds no \(wanted) as PKCS#8 PEM"
        case .badCertificate(let of, let reason): "the certificate of \(of) \(reason)"
        case .badArgument(let name, let reason): "\(name) \(reason)"
        case .badFingerprint(let text): "“\(Printable.escape(text))” is not a fingerprint"
        default: documentMessage
        }
    }

    private var fileMessage: String {
        switch self {
        case .missingFile(let path): "there is no \(path)"
        case .notAPlainFile(let path): "\(path) is not a plain file"
        case .tooLarge(let path, let bytesMax): "\(path) is larger than \(bytesMax) bytes"
        case .openToOthers(let path, let mode, let wanted):
            "\(path) has mode \(Self.octal(mode)) and is open to others than its owner; "
                + "it must have \(Self.octal(wanted))"
        case .failed(let doing, let path, let errno):
            "\(doing) \(path) failed: \(String(cString: strerror(errno)))"
        default: ""
        }
    }

    private var homeMessage: String {
        switch self {
        case .notInitialised(let home): "\(home) has no identity: there is no card in it"
        case .alreadyInitialised(let home): "\(home) already has an identity"
        case .damagedHome(let home, let found): "\(home) has no card, but it holds \(found)"
        case .contradiction(let path, let reason): "\(path) \(reason)"
        case .noCharter(let home): "\(home) has adopted no charter"
        case .adoptedAnother(let bank, let fingerprint):
            "this home belongs to the bank “\(bank)” already, with the fingerprint \(fingerprint)"
        default: ""
        }
    }

    private var documentMessage: String {
        switch self {
        case .damagedDocument(let kind, let reason): "this is no sound \(kind): \(reason)"
        case .otherDocument(let found, let wanted): "this is a \(found), not a \(wanted)"
        case .lacksSignature(let kind, let partner): "the \(kind) lacks the signature of \(partner)"
        case .anothersKey(let kind, let partner):
            "the \(kind) names for \(partner) a key that is not the key of \(partner)"
        case .changedAfterSigning(let kind, let partner):
            "the \(kind) was changed after \(partner) signed it"
        case .stranger(let partner): "the charter does not name \(partner) as a partner"
        case .notOurCard(let partner):
            "what the charter says of \(partner) is not the card of this home"
        case .otherFingerprint(let confirmed, let found):
            "the charter's fingerprint is \(found), but \(confirmed) was confirmed"
        case .partnerCount(let count):
            "a bank has 2 to \(Limits.partnersMax) partners, and these are \(count)"
        case .duplicatePartner(let partner): "there are two cards of \(partner)"
        case .duplicateKey(let one, let other): "\(one) and \(other) have the same key"
        case .badSuccession(let partner, let number, let reason):
            "roster \(number) of \(partner) \(reason)"
        default: ""
        }
    }

    static func octal(_ mode: UInt32) -> String { "0" + String(mode & 0o7777, radix: 8) }
}
