import NIOSSL

/// BoringSSL's reason for an error, as its constant is called: `WRONG_VERSION_NUMBER`.
///
/// NIOSSL gives it only inside a description, `error:…:SSL routines:OPENSSL_internal:REASON at …`.
struct TLSFailure: Equatable {
    let word: String

    /// Nil for an error that is not BoringSSL's.
    init?(_ error: any Error) {
        switch error {
        case NIOSSLError.handshakeFailed(let inner), NIOSSLError.shutdownFailed(let inner):
            word = Self.word(in: inner)
        case let inner as BoringSSLError:
            word = Self.word(in: inner)
        default:
            return nil
        }
    }

    init(word: String) {
        self.word = word
    }

    /// The alert with which the peer ended the connection; nil if it was not that.
    ///
    /// BoringSSL names an alert received after the version of TLS that defined it:
    /// `SSLV3_ALERT_BAD_CERTIFICATE`, `TLSV1_ALERT_UNKNOWN_CA`, `TLSV1_CERTIFICATE_REQUIRED`.
    var alert: String? {
        guard let prefix = ["SSLV3_ALERT_", "TLSV1_ALERT_", "TLSV1_"].first(where: word.hasPrefix)
        else { return nil }
        return word.dropFirst(prefix.count).lowercased()
    }

    /// Why a handshake failed.
    var refusal: RefusalReason {
        switch word {
        case "PEER_DID_NOT_RETURN_A_CERTIFICATE": .noCertificate
        case "UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION": .oldTLS
        case "HTTP_REQUEST", "HTTPS_PROXY_REQUEST": .plainText
        case "WRONG_VERSION_NUMBER", "UNEXPECTED_RECORD", "UNEXPECTED_MESSAGE": .garbage
        case "NO_APPLICATION_PROTOCOL", "TLSV1_ALERT_NO_APPLICATION_PROTOCOL": .otherProtocol
        default: if let alert { .alert(alert) } else { .tls(word) }
        }
    }

    /// The peer went away in the middle.
    var isCut: Bool { word == Self.endOfInput }

    private static let endOfInput = "EOF"

    private static func word(in error: BoringSSLError) -> String {
        switch error {
        case .sslError(let stack) where stack.first == .eofDuringHandshake: endOfInput
        case .sslError(let stack), .unknownError(let stack):
            stack.first.map { word(in: $0.description) } ?? "UNKNOWN"
        case .syscallError: "SYSCALL"
        case .zeroReturn: "CLOSED"
        default: "UNKNOWN"
        }
    }

    private static func word(in description: String) -> String {
        let message = description.split(separator: " at ", maxSplits: 1).first ?? ""
        let last = message.split(separator: ":").last ?? ""
        let isConstant = last.utf8.allSatisfy {
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
        }
        return isConstant && !last.isEmpty ? String(last) : "UNKNOWN"
    }
}
