import BankModel
import Identity
import NIOCore
import NIOSSL

/// Our leaf in the form that NIOSSL takes, for either side of a connection.
struct TLSContexts: Sendable {
    /// SHA-256 of the leaf's DER form.
    let leafHash: Hash256
    private let server: TLSConfiguration
    private let client: TLSConfiguration

    /// The only application protocol on this port (RFC 7301).
    static let applicationProtocol = "jig/1"

    /// Throws if a certificate or the key cannot be read.
    init(_ credentials: TLSCredentials, farewellMilliseconds: Int64) throws {
        let chain = try credentials.certificateChainDER.map {
            NIOSSLCertificateSource.certificate(try NIOSSLCertificate(bytes: $0, format: .der))
        }
        let key = try NIOSSLPrivateKey(bytes: credentials.privateKeyDER, format: .der)
        leafHash = Hash256(hashing: credentials.certificateChainDER.first ?? [])
        server = Self.strict(
            .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)),
            farewellMilliseconds: farewellMilliseconds
        )
        var client = TLSConfiguration.makeClientConfiguration()
        client.certificateChain = chain
        client.privateKey = .privateKey(key)
        self.client = Self.strict(client, farewellMilliseconds: farewellMilliseconds)
        // A key that is not the leaf's shows only now.
        _ = try NIOSSLContext(configuration: server)
    }

    /// What both sides have in common.
    ///
    /// `.noHostnameVerification` makes a certificate compulsory and calls our own callback, which
    /// replaces all of BoringSSL's checks; under `.none` the callback would never be called. The
    /// trust roots are empty so that nothing depends on the machine's own.
    private static func strict(
        _ configuration: TLSConfiguration,
        farewellMilliseconds: Int64
    ) -> TLSConfiguration {
        var strict = configuration
        strict.minimumTLSVersion = .tlsv13
        strict.maximumTLSVersion = .tlsv13
        strict.certificateVerification = .noHostnameVerification
        strict.trustRoots = .certificates([])
        strict.applicationProtocols = [applicationProtocol]
        strict.shutdownTimeout = .milliseconds(farewellMilliseconds)
        strict.renegotiationSupport = .none
        return strict
    }

    /// A handler for one connection, with a context of its own.
    ///
    /// Keys of session tickets live in the context: a fresh one cannot resume anybody's session,
    /// and so none skips the check of its certificate.
    func makeHandler(
        role: Role,
        verifying: @escaping NIOSSLCustomVerificationCallback
    ) throws -> NIOSSLHandler {
        switch role {
        case .accepted:
            NIOSSLServerHandler(
                context: try NIOSSLContext(configuration: server),
                customVerificationCallback: verifying
            )
        case .dialled:
            try NIOSSLClientHandler(
                context: try NIOSSLContext(configuration: client),
                serverHostname: nil,
                customVerificationCallback: verifying
            )
        }
    }
}
