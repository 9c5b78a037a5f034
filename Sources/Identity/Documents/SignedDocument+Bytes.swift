import BankModel

/// The bytes of a signed document, as they travel; integers are big-endian.
///
///     offset  bytes  what
///     0       4      "JIG" and the format, 1
///     4       1      kind: 1 card, 2 charter, 3 roster
///     5       4      n, bytes of the body
///     9       n      body
///     9+n     1      number of signatures, sorted by partner
///     …              each: 1 byte p, p bytes of partner id, 32 of public key, 64 of signature
extension SignedDocument {
    private static let magic = Array("JIG".utf8) + [1]

    /// The document as bytes, at most `Limits.documentBytesMax`.
    package var bytes: [UInt8] {
        var bytes = Self.magic + [kind.rawValue]
        bytes += Bytes.bigEndian(UInt32(body.count)) + body
        bytes.append(UInt8(signatures.count))
        for signature in signatures { bytes += signature.bytes }
        return bytes
    }

    /// Reads the bytes of a document; nothing about its signatures is checked yet.
    package init(bytes: [UInt8]) throws(IdentityError) {
        guard bytes.starts(with: Self.magic), bytes.count >= 10,
            let kind = DocumentKind(rawValue: bytes[4])
        else { throw .damagedDocument(kind: .card, reason: "these are not a document's bytes") }
        func fault(_ reason: String) -> IdentityError {
            .damagedDocument(kind: kind, reason: reason)
        }
        guard bytes.count <= Limits.documentBytesMax else {
            throw fault("it is larger than \(Limits.documentBytesMax) bytes")
        }
        let length = bytes[5..<9].reduce(0) { $0 << 8 | Int($1) }
        guard length < bytes.count - 9 else { throw fault("it is cut short") }
        let body = Array(bytes[9..<9 + length])
        var rest = bytes[(9 + length)...]
        let count = rest.removeFirst()
        var signatures: [DocumentSignature] = []
        for _ in 0..<count {
            guard let signature = DocumentSignature(taking: &rest) else {
                throw fault("a signature is damaged")
            }
            signatures.append(signature)
        }
        guard rest.isEmpty else { throw fault("there is more after its end") }
        try self.init(kind: kind, body: body, checking: signatures)
    }

    init(
        kind: DocumentKind,
        body: [UInt8],
        checking signatures: [DocumentSignature]
    ) throws(IdentityError) {
        let pairs = zip(signatures, signatures.dropFirst())
        guard pairs.allSatisfy({ $0.partner < $1.partner }),
            signatures.count <= Limits.partnersMax
        else { throw .damagedDocument(kind: kind, reason: "its signatures are out of order") }
        self.init(kind: kind, body: body, signatures: signatures)
    }
}

extension DocumentSignature {
    var bytes: [UInt8] {
        [UInt8(partner.text.utf8.count)] + Array(partner.text.utf8) + key + signature
    }

    /// Takes a signature from the front of `rest`; nil where there is none.
    init?(taking rest: inout ArraySlice<UInt8>) {
        guard let length = rest.popFirst().map(Int.init), rest.count >= length + 96,
            let partner = PartnerID(String(decoding: rest.prefix(length), as: UTF8.self))
        else { return nil }
        rest = rest.dropFirst(length)
        self.init(
            partner: partner,
            key: Array(rest.prefix(32)),
            signature: Array(rest.dropFirst(32).prefix(64))
        )
        rest = rest.dropFirst(96)
    }
}
