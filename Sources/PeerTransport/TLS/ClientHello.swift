/// The first message of a TLS handshake, as far as it tells why the handshake will fail.
///
/// BoringSSL judges the handshake; this only finds the right words for the log, and the one thing
/// that BoringSSL would let pass: the offer to resume a session (RFC 8446 §2.2), which an honest
/// node never makes and which would skip the check of its certificate.
enum ClientHello: Equatable {
    /// More bytes are needed.
    case incomplete
    /// Letters, digits and the like: another protocol.
    case plainText
    /// Not a handshake of any TLS.
    case garbage
    /// A whole ClientHello.
    case complete(offersTLS13: Bool, offersSession: Bool)

    /// Four times what an honest ClientHello needs; a longer one is called garbage.
    static let bytesMax = 1 << 13

    /// Reads the bytes that a connection began with.
    init(reading bytes: [UInt8]) {
        guard let first = bytes.first else {
            self = .incomplete
            return
        }
        guard first == Self.handshakeRecord else {
            self = Self.isText(bytes) ? .plainText : .garbage
            return
        }
        var handshake: [UInt8] = []
        var isFull = bytes.count >= Self.bytesMax
        var records = ByteCursor(bytes)
        while let type = records.integer(bytes: 1), let version = records.integer(bytes: 2),
            let length = records.integer(bytes: 2)
        {
            guard version >> 8 == 3, length > 0, length <= Self.recordBytesMax else {
                self = .garbage
                return
            }
            guard type == Int(Self.handshakeRecord) else {
                isFull = true
                break
            }
            handshake += records.take(min(length, records.count)) ?? []
        }
        self = Self.read(handshake, isFull: isFull)
    }

    /// Reads `struct Handshake` of RFC 8446 §4: type, length in three bytes, body.
    ///
    /// `isFull` says that no more of it can come.
    private static func read(_ handshake: [UInt8], isFull: Bool) -> Self {
        var cursor = ByteCursor(handshake)
        guard let type = cursor.integer(bytes: 1) else { return isFull ? .garbage : .incomplete }
        guard type == clientHello else { return .garbage }
        guard let length = cursor.integer(bytes: 3) else { return isFull ? .garbage : .incomplete }
        guard length <= bytesMax else { return .garbage }
        guard let body = cursor.take(length) else { return isFull ? .garbage : .incomplete }
        return readBody(body) ?? .garbage
    }

    /// Reads `struct ClientHello` of RFC 8446 §4.1.2.
    private static func readBody(_ body: [UInt8]) -> Self? {
        var cursor = ByteCursor(body)
        guard cursor.take(2 + 32) != nil, cursor.vector(lengthBytes: 1) != nil,
            cursor.vector(lengthBytes: 2) != nil, cursor.vector(lengthBytes: 1) != nil
        else { return nil }
        if cursor.count == 0 { return .complete(offersTLS13: false, offersSession: false) }
        guard let block = cursor.vector(lengthBytes: 2), cursor.count == 0 else { return nil }
        var extensions = ByteCursor(block)
        var offersTLS13 = false
        var offersSession = false
        while extensions.count > 0 {
            guard let type = extensions.integer(bytes: 2),
                let content = extensions.vector(lengthBytes: 2)
            else { return nil }
            if type == supportedVersions { offersTLS13 = lists(tls13, in: content) }
            if type == preSharedKey { offersSession = true }
        }
        return .complete(offersTLS13: offersTLS13, offersSession: offersSession)
    }

    private static func lists(_ version: Int, in content: [UInt8]) -> Bool {
        var outer = ByteCursor(content)
        var versions = ByteCursor(outer.vector(lengthBytes: 1) ?? [])
        while let offered = versions.integer(bytes: 2) {
            if offered == version { return true }
        }
        return false
    }

    /// Whether a person could have typed the first line.
    static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.prefix(16).allSatisfy { (0x20...0x7e).contains($0) || (0x09...0x0d).contains($0) }
    }

    static let handshakeRecord: UInt8 = 22
    static let alertRecord: UInt8 = 21
    private static let clientHello = 1
    private static let recordBytesMax = 1 << 14
    private static let supportedVersions = 43
    private static let preSharedKey = 41
    private static let tls13 = 0x0304
}

/// Takes big-endian integers and counted vectors off the front of some bytes; nil past the end.
private struct ByteCursor {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var count: Int { bytes.count - index }

    mutating func take(_ wanted: Int) -> [UInt8]? {
        guard wanted <= count else { return nil }
        defer { index += wanted }
        return Array(bytes[index..<index + wanted])
    }

    mutating func integer(bytes wanted: Int) -> Int? {
        take(wanted)?.reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func vector(lengthBytes: Int) -> [UInt8]? {
        guard let length = integer(bytes: lengthBytes) else { return nil }
        return take(length)
    }
}
