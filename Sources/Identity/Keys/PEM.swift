import BankModel
import SwiftASN1

/// Reads and writes the PEM files of a home.
enum PEM {
    /// The blocks of a file, which must be PEM and not encrypted.
    static func read(
        _ path: String,
        isSecret: Bool,
        wanted: String
    ) throws(IdentityError) -> [PEMDocument] {
        let bytes = try SafeFile.read(path, bytesMax: Limits.keyFileBytesMax, isSecret: isSecret)
        let text = String(decoding: bytes, as: UTF8.self)
        let documents = try? PEMDocument.parseMultiple(pemString: text)
        // An old-style encrypted key is a plain label over a header that says so.
        let isEncrypted =
            text.utf8.contains("Proc-Type: 4,ENCRYPTED".utf8)
            || documents?.contains { $0.discriminator == "ENCRYPTED PRIVATE KEY" } == true
        if isEncrypted { throw .encryptedKey(path: path) }
        guard let documents, !documents.isEmpty else { throw .badKey(path: path, wanted: wanted) }
        return documents
    }

    /// The only private key of a file.
    static func readPrivateKey(_ path: String, wanted: String) throws(IdentityError) -> [UInt8] {
        let documents = try read(path, isSecret: true, wanted: wanted)
        guard documents.count == 1, documents[0].discriminator == "PRIVATE KEY" else {
            throw .badKey(path: path, wanted: wanted)
        }
        return documents[0].derBytes
    }

    /// The file's text: one block a document.
    static func text(_ documents: [PEMDocument]) -> String {
        documents.map { $0.pemString + "\n" }.joined()
    }
}
