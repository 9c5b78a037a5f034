import BankModel
import Glibc

extension IdentityError {
    /// What to do about it.
    package var next: String {
        switch self {
        case .missingFile: "check the path"
        case .notAPlainFile: "give the file itself, not a link to it"
        case .tooLarge: "check that it is the right file"
        case .openToOthers(let path, _, let wanted):
            "type: chmod \(Self.octal(wanted)) '\(path)'"
        case .failed: "check the disk, the path and who owns it"
        case .notInitialised(let home): "type: jigctl --home '\(home)' init"
        case .alreadyInitialised: "choose another home, or go on with this one"
        case .damagedHome: "put the card back from a backup, or choose another home"
        case .contradiction, .badCertificate: "put the right file back from a backup"
        case .encryptedKey(let path): "decrypt it: openssl pkey -in '\(path)' -out NEW"
        case .badKey: "check that it is the right file"
        case .badArgument: "correct it and try again"
        case .badFingerprint: "type the eight groups that `charter show` prints"
        default: documentNext
        }
    }

    private var documentNext: String {
        switch self {
        case .damagedDocument, .otherDocument: "ask for the file again"
        case .lacksSignature(_, let partner): "have \(partner) sign it: jigctl charter sign FILE"
        case .anothersKey(_, let partner): "trust nothing of it; ask \(partner) for its card"
        case .changedAfterSigning(_, let partner):
            "trust nothing of it; ask \(partner) for the file it signed"
        case .stranger: "make a charter with this partner's card, or use its own home"
        case .notOurCard: "make the charter again with: jigctl card"
        case .otherFingerprint: "compare by voice what each partner's `charter show` prints"
        case .adoptedAnother: "use another home for another bank"
        case .noCharter: "type: jigctl charter adopt FILE --confirm FINGERPRINT"
        case .partnerCount, .duplicatePartner: "give one card of each partner"
        case .duplicateKey: "ask both for new cards: each makes its own keys"
        case .badSuccession(let partner, _, _): "ask \(partner) for its newest roster"
        default: "try again"
        }
    }

    /// The sysexits(3) code that a command ends with.
    package var exitCode: Int32 {
        switch self {
        case .badArgument, .badFingerprint, .partnerCount, .duplicatePartner: 64
        case .missingFile, .notInitialised: 66
        case .openToOthers, .stranger: 77
        case .failed(_, _, let errno): errno == EACCES || errno == EPERM ? 77 : 74
        case .alreadyInitialised, .damagedHome, .contradiction, .adoptedAnother, .noCharter: 78
        default: 65
        }
    }
}
