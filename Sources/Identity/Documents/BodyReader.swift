import BankModel
import FoundationEssentials

/// Takes the members of an object one by one, each of its type, and refuses what is left over.
struct BodyReader {
    private let kind: DocumentKind
    private var members: [CanonicalJSON.Member]

    /// The members of a document's body.
    init(_ kind: DocumentKind, body: [UInt8]) throws(IdentityError) {
        let json: CanonicalJSON
        do throws(NotCanonical) {
            json = try CanonicalJSON(bytes: body)
        } catch {
            throw .damagedDocument(kind: kind, reason: "\(error.reason), at byte \(error.offset)")
        }
        try self.init(kind, json)
        guard try integer("format") == 1 else { throw fault("it is of a newer format") }
    }

    init(_ kind: DocumentKind, _ json: CanonicalJSON) throws(IdentityError) {
        guard case .object(let members) = json else {
            throw .damagedDocument(kind: kind, reason: "an object was expected")
        }
        self.kind = kind
        self.members = members
    }

    func fault(_ reason: String) -> IdentityError { .damagedDocument(kind: kind, reason: reason) }

    /// Refuses members that nobody asked for.
    func end() throws(IdentityError) {
        if let first = members.first {
            throw fault("unknown member \(Printable.escape(first.key))")
        }
    }

    private mutating func take(_ key: String) -> CanonicalJSON? {
        guard let index = members.firstIndex(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
            return nil
        }
        return members.remove(at: index).value
    }

    mutating func integer(_ key: String) throws(IdentityError) -> Int64 {
        guard case .integer(let value)? = take(key) else { throw fault("\(key) is no integer") }
        return value
    }

    /// An integer that is there only where it is not 0.
    mutating func optionalInteger(_ key: String) throws(IdentityError) -> Int64 {
        guard members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) else { return 0 }
        let value = try integer(key)
        guard value != 0 else { throw fault("\(key) is 0") }
        return value
    }

    mutating func text(_ key: String) throws(IdentityError) -> String {
        guard case .text(let text)? = take(key) else { throw fault("\(key) is no text") }
        return text
    }

    mutating func name(_ key: String) throws(IdentityError) -> String {
        let name = try text(key)
        if let reason = PlainName.fault(name) { throw fault("\(key) \(reason)") }
        return name
    }

    mutating func list(_ key: String) throws(IdentityError) -> [CanonicalJSON] {
        guard case .list(let values)? = take(key) else { throw fault("\(key) is no list") }
        return values
    }

    /// A list that is there only where it is not empty.
    mutating func optionalList(_ key: String) throws(IdentityError) -> [CanonicalJSON] {
        guard members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) else { return [] }
        let values = try list(key)
        guard !values.isEmpty else { throw fault("\(key) is empty") }
        return values
    }

    /// A list of texts.
    mutating func texts(_ key: String) throws(IdentityError) -> [String] {
        var texts: [String] = []
        for value in try list(key) {
            guard case .text(let text) = value else { throw fault("\(key) is no list of texts") }
            texts.append(text)
        }
        return texts
    }

    mutating func partner(_ key: String) throws(IdentityError) -> PartnerID {
        guard let partner = PartnerID(try text(key)) else { throw fault("\(key) is no partner id") }
        return partner
    }

    /// A key or hash: 64 lower-case hexadecimal digits.
    mutating func bytes32(_ key: String) throws(IdentityError) -> [UInt8] {
        let digits = try text(key)
        guard let bytes = Hex.decode(digits), bytes.count == 32, Hex.encode(bytes) == digits else {
            throw fault("\(key) is not 32 bytes in lower-case hexadecimal")
        }
        return bytes
    }

    mutating func base64(_ key: String) throws(IdentityError) -> [UInt8] {
        guard let bytes = Base64.decode(try text(key)) else { throw fault("\(key) is no base64") }
        return bytes
    }
}

/// Base64 (RFC 4648 §4) of which each byte string has one spelling.
enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    /// Nil unless `text` is exactly what `encode` gives.
    static func decode(_ text: String) -> [UInt8]? {
        guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else {
            return nil
        }
        return Array(data)
    }
}

/// The rule for names of partners and banks.
enum PlainName {
    /// Why `name` may not be one; nil if it may.
    static func fault(_ name: String) -> String? {
        if name.utf8.isEmpty { return "is empty" }
        if name.utf8.count > Limits.nameBytesMax {
            return "is longer than \(Limits.nameBytesMax) bytes"
        }
        if !Printable.isPlain(name) { return "has a character that cannot be shown" }
        if !name.utf8.elementsEqual(NormalForm.of(name).utf8) {
            return "is not in Unicode's form NFC"
        }
        let space = UInt8(ascii: " ")
        if name.utf8.first == space || name.utf8.last == space {
            return "begins or ends with a space"
        }
        return nil
    }
}
