import Testing

@testable import PeerTransport

@Suite struct ClientHelloTests {
    private typealias Extension = (type: Int, content: [UInt8])

    private static func counted(_ bytes: [UInt8], in width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
    }

    private static func hello(_ extensions: [Extension]) -> [UInt8] {
        let block = extensions.flatMap { extra in
            [UInt8(extra.type >> 8), UInt8(extra.type & 255)] + counted(extra.content, in: 2)
        }
        let body =
            [3, 3] + Array(repeating: 5, count: 32) + counted([], in: 1)
            + counted([0x13, 0x01], in: 2) + counted([0], in: 1) + counted(block, in: 2)
        return [1] + counted(body, in: 3)
    }

    /// The handshake in records of at most `size` bytes.
    private static func records(_ handshake: [UInt8], of size: Int = 16_384) -> [UInt8] {
        stride(from: 0, to: handshake.count, by: size).flatMap { index in
            [22, 3, 1]
                + counted(Array(handshake[index..<min(index + size, handshake.count)]), in: 2)
        }
    }

    private static let modern: Extension = (43, [4, 3, 4, 3, 3])
    private static let old: Extension = (43, [2, 3, 3])
    private static let ticket: Extension = (41, [0, 1, 2, 3])

    @Test func `what is offered is read`() {
        let modern = Self.records(Self.hello([Self.modern]))
        #expect(
            ClientHello(reading: modern) == .complete(offersTLS13: true, offersSession: false)
        )
        #expect(
            ClientHello(reading: Self.records(Self.hello([Self.old])))
                == .complete(offersTLS13: false, offersSession: false)
        )
        #expect(
            ClientHello(reading: Self.records(Self.hello([])))
                == .complete(offersTLS13: false, offersSession: false)
        )
        #expect(
            ClientHello(reading: Self.records(Self.hello([Self.modern, Self.ticket])))
                == .complete(offersTLS13: true, offersSession: true)
        )
    }

    @Test(arguments: [1, 2, 7, 40, 16_384])
    func `any beginning is incomplete, however it is cut into records`(size: Int) {
        let bytes = Self.records(Self.hello([Self.modern, Self.ticket]), of: size)
        for count in 0..<bytes.count {
            #expect(ClientHello(reading: Array(bytes[..<count])) == .incomplete)
        }
        #expect(
            ClientHello(reading: bytes + [23, 3, 3, 0, 1, 0])
                == .complete(offersTLS13: true, offersSession: true)
        )
    }

    @Test func `a handshake that goes on and on is garbage`() {
        let endless = [22, 3, 1, 0x40, 0, 1, 0, 0x3f, 0] + [UInt8](repeating: 0, count: 1 << 13)
        #expect(ClientHello(reading: endless) == .garbage)
        #expect(ClientHello(reading: [22, 3, 1, 0, 0]) == .garbage)
        #expect(ClientHello(reading: [22, 2, 1, 0, 9]) == .garbage)
        #expect(ClientHello(reading: [22, 3, 1, 0, 4, 2, 0, 0, 0]) == .garbage)
    }

    @Test func `other protocols are told from garbage`() {
        #expect(ClientHello(reading: Array("GET / HTTP/1.1\r\n".utf8)) == .plainText)
        #expect(ClientHello(reading: [0x80, 0x2e, 1, 0, 2]) == .garbage)
    }

    @Test func `no bytes trap`() {
        var dice = SystemRandomNumberGenerator()
        let honest = Self.records(Self.hello([Self.modern, Self.ticket]), of: 30)
        for _ in 0..<5_000 {
            var bytes = honest
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                let index = Int.random(in: bytes.indices, using: &dice)
                bytes[index] = UInt8.random(in: 0...255, using: &dice)
            }
            _ = ClientHello(reading: Array(bytes.prefix(Int.random(in: 0...200, using: &dice))))
        }
    }
}
