import BankModel

/// Documents as a text file that survives mail and copying: blocks of base64 between dashes.
///
///     -----BEGIN JIG CHARTER-----
///     base64 of the body, 64 letters a line
///     -----END JIG CHARTER-----
///     -----BEGIN JIG SIGNATURE-----
///     base64 of one signature, as in `SignedDocument.bytes`
///     -----END JIG SIGNATURE-----
///
/// The signatures follow the document that they are under. Line ends may be CRLF and the last one
/// may be missing; every other change of the text is refused.
enum Armour {
    /// Bytes of the largest file: a charter, and a roster for each partner.
    static let bytesMax = Limits.documentBytesMax * Limits.documentsMax

    static func text(_ documents: [SignedDocument]) -> String {
        var text = ""
        for document in documents {
            write(document.kind.description.uppercased(), document.body, to: &text)
            for signature in document.signatures { write("SIGNATURE", signature.bytes, to: &text) }
        }
        return text
    }

    /// The documents of a file, which must begin with one of kind `kind`.
    static func read(_ bytes: [UInt8], kind: DocumentKind) throws(IdentityError) -> [SignedDocument]
    {
        guard bytes.count <= bytesMax else {
            throw .damagedDocument(kind: kind, reason: "it is larger than \(bytesMax) bytes")
        }
        var lines = ArmourLines(bytes: bytes, kind: kind)
        var documents: [SignedDocument] = []
        while let block = try lines.block() {
            if block.label.utf8.elementsEqual("SIGNATURE".utf8) {
                guard let last = documents.popLast() else {
                    throw lines.fault("a signature stands before any document")
                }
                documents.append(try last.adding(block.bytes))
            } else {
                documents.append(try document(block, among: lines))
            }
        }
        guard let first = documents.first else { throw lines.fault("it is empty") }
        guard first.kind == kind else { throw .otherDocument(found: first.kind, wanted: kind) }
        return documents
    }

    private static func document(
        _ block: ArmourLines.Block,
        among lines: ArmourLines
    ) throws(IdentityError) -> SignedDocument {
        guard
            let kind = DocumentKind.allCases.first(where: {
                block.label.utf8.elementsEqual($0.description.uppercased().utf8)
            })
        else { throw lines.fault("a block of unknown kind") }
        return SignedDocument(kind: kind, body: block.bytes)
    }

    private static func write(_ label: String, _ bytes: [UInt8], to text: inout String) {
        let letters = Array(Base64.encode(bytes).utf8)
        text += "-----BEGIN JIG \(label)-----\n"
        for start in stride(from: 0, to: letters.count, by: 64) {
            let line = letters[start..<min(start + 64, letters.count)]
            text += String(decoding: line, as: UTF8.self) + "\n"
        }
        text += "-----END JIG \(label)-----\n"
    }
}

extension SignedDocument {
    fileprivate func adding(_ bytes: [UInt8]) throws(IdentityError) -> Self {
        var rest = bytes[...]
        guard let signature = DocumentSignature(taking: &rest), rest.isEmpty else {
            throw .damagedDocument(kind: kind, reason: "a signature is damaged")
        }
        return try Self(kind: kind, body: body, checking: signatures + [signature])
    }
}

/// The blocks of an armoured text, read line by line.
struct ArmourLines {
    struct Block {
        let label: String
        let bytes: [UInt8]
    }

    private let kind: DocumentKind
    private var lines: ArraySlice<ArraySlice<UInt8>>

    init(bytes: [UInt8], kind: DocumentKind) {
        self.kind = kind
        let newline = UInt8(ascii: "\n")
        var lines = bytes.split(separator: newline, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.lines = lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }[...]
    }

    func fault(_ reason: String) -> IdentityError { .damagedDocument(kind: kind, reason: reason) }

    /// The next block; nil at the end of the text.
    mutating func block() throws(IdentityError) -> Block? {
        guard let first = lines.popFirst() else { return nil }
        guard let label = Self.label(of: first, "BEGIN") else {
            throw fault("a line that begins no block: this is not a file of jig")
        }
        var letters: [UInt8] = []
        while let line = lines.popFirst() {
            if let end = Self.label(of: line, "END") {
                guard end.utf8.elementsEqual(label.utf8),
                    let bytes = Base64.decode(String(decoding: letters, as: UTF8.self))
                else { throw fault("the block \(Printable.escape(label)) is damaged") }
                return Block(label: label, bytes: bytes)
            }
            // Every line but the last is full, so a text has one way to be broken into lines.
            guard letters.count.isMultiple(of: 64), (1...64).contains(line.count) else {
                throw fault("the lines of \(Printable.escape(label)) are damaged")
            }
            letters += line
        }
        throw fault("it is cut short")
    }

    private static func label(of line: ArraySlice<UInt8>, _ word: String) -> String? {
        let start = Array("-----\(word) JIG ".utf8)
        let end = Array("-----".utf8)
        guard line.count > start.count + end.count, line.starts(with: start),
            line.suffix(end.count).elementsEqual(end)
        else { return nil }
        let label = line.dropFirst(start.count).dropLast(end.count)
        return String(decoding: label, as: UTF8.self)
    }
}
