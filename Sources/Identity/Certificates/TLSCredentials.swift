package import BankModel

/// What a node shows in a TLS handshake.
package struct TLSCredentials: Equatable, Sendable {
    /// The author that the leaf names.
    package let author: AuthorID
    /// The leaf alone: every peer knows its CA from the roster.
    package let certificateChainDER: [[UInt8]]
    /// The leaf's P-256 key, PKCS#8 DER.
    package let privateKeyDER: [UInt8]
    /// From and until when the leaf is valid, in milliseconds since 1970.
    package let validity: ClosedRange<Int64>

    package init(
        author: AuthorID,
        certificateChainDER: [[UInt8]],
        privateKeyDER: [UInt8],
        validity: ClosedRange<Int64>
    ) {
        self.author = author
        self.certificateChainDER = certificateChainDER
        self.privateKeyDER = privateKeyDER
        self.validity = validity
    }
}
