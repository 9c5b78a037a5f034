import BankModel
import Identity
import Logging
import NIOCore

extension Journal {
    func tellRefused(_ remoteAddress: String, _ reason: RefusalReason) {
        tell(
            .notice,
            "a connection was refused",
            word: reason.word,
            ["peer": "\(remoteAddress)", "detail": "\(reason.detail)"]
        )
    }

    func tellDialFailed(_ partner: PartnerID, _ failure: DialFailure) {
        tell(
            .notice,
            "a call failed",
            word: "\(partner) \(failure.word)",
            ["partner": "\(partner)", "detail": "\(failure.detail)"]
        )
    }

    func tellClosed(_ connection: Connection, _ reason: CloseReason) {
        tell(
            reason == .outputOverflow ? .error : .info,
            "a connection ended",
            word: reason.word,
            ["peer": "\(connection.remoteAddress)", "detail": "\(reason.detail)"]
        )
    }

    func tellAcceptFailed(_ error: IOError) {
        tell(
            .error,
            "no connection can be accepted for now",
            word: "accept_failed",
            ["errno": "\(error.errnoCode)"]
        )
    }
}

extension RefusalReason {
    /// More about the reason, in words of ours or of BoringSSL's.
    var detail: String {
        switch self {
        case .certificate(let error): error.description
        case .otherPartnersAuthority(let named, let issuer):
            "the certificate names \(named), but the CA of \(issuer) issued it"
        case .otherAuthor(let author): author.description
        case .alert(let text), .tls(let text): text
        default: word
        }
    }
}

extension DialFailure {
    var detail: String {
        switch self {
        case .unreachable(let text): text
        case .refused(let reason): reason.detail
        }
    }
}

extension CloseReason {
    var detail: String {
        switch self {
        case .local(let text), .alert(let text), .badFrame(let text), .badTLS(let text): text
        default: word
        }
    }
}
