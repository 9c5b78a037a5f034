import BankModel
import Simulation
import Testing

@testable import PeerProtocol

@Suite struct FramingTests {
    /// Feeds the pieces one after another and takes all frames after each.
    private func decode(_ pieces: [[UInt8]]) throws(FrameViolation) -> [[UInt8]] {
        var decoder = FrameDecoder()
        var frames: [[UInt8]] = []
        for piece in pieces {
            decoder.feed(piece)
            while let frame = try decoder.next() { frames.append(frame) }
        }
        return frames
    }

    private func payload(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ count) }
    }

    @Test(arguments: [
        0, 1, 127, 128, 129, 16_383, 16_384, Limits.frameBytesMax - 1, Limits.frameBytesMax,
    ])
    func `a frame comes out as it went in`(count: Int) throws {
        let frame = FrameEncoder.encode(payload(count))
        #expect(try decode([frame]) == [payload(count)])
        #expect(try decode(frame.map { [$0] }) == [payload(count)])
    }

    @Test func `the length is a varint in the fewest bytes`() {
        #expect(FrameEncoder.prefix(ofPayloadBytes: 0) == [0])
        #expect(FrameEncoder.prefix(ofPayloadBytes: 127) == [0x7f])
        #expect(FrameEncoder.prefix(ofPayloadBytes: 128) == [0x80, 0x01])
        #expect(FrameEncoder.prefix(ofPayloadBytes: 16_384) == [0x80, 0x80, 0x01])
        #expect(FrameEncoder.prefix(ofPayloadBytes: Limits.frameBytesMax) == [0x80, 0x80, 0x03])
    }

    @Test func `frames come out wherever the stream is cut`() throws {
        let payloads = [payload(3), [], payload(200), payload(1), payload(300)]
        let stream = payloads.flatMap(FrameEncoder.encode)
        for cut in 0...stream.count {
            #expect(try decode([Array(stream[..<cut]), Array(stream[cut...])]) == payloads)
        }
    }

    @Test func `a length over the limit is refused before any of its payload has come`() {
        let limit = Limits.frameBytesMax
        let prefix: [UInt8] = [0x81, 0x80, 0x03]
        #expect(throws: FrameViolation.tooLong(bytes: limit + 1)) { try decode([prefix]) }
        #expect(throws: FrameViolation.tooLong(bytes: limit + 1)) {
            try decode(prefix.map { [$0] })
        }
        #expect(throws: FrameViolation.tooLong(bytes: (1 << 21) - 1)) {
            try decode([[0xff, 0xff, 0x7f]])
        }
    }

    @Test(arguments: [[0x80, 0x00], [0xff, 0x00], [0x80, 0x80, 0x00]] as [[UInt8]])
    func `a length in more bytes than it needs is refused`(prefix: [UInt8]) {
        #expect(throws: FrameViolation.notMinimal) { try decode([prefix]) }
    }

    @Test func `a length that goes on after three bytes is refused at the third`() {
        #expect(throws: FrameViolation.unterminated) { try decode([[0x80, 0x80, 0x80]]) }
    }

    @Test func `whole frames before a bad length still come out, and nothing after it`() throws {
        var decoder = FrameDecoder()
        decoder.feed(FrameEncoder.encode([1, 2, 3]) + [0x80, 0x00] + FrameEncoder.encode([4]))
        #expect(try decoder.next() == [1, 2, 3])
        for _ in 0..<3 {
            #expect(throws: FrameViolation.notMinimal) { try decoder.next() }
            decoder.feed(FrameEncoder.encode([5]))
        }
        #expect(decoder.bytesHeld == 0)
    }

    @Test func `less than one frame is held between feeds, whatever comes`() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<100 {
            var decoder = FrameDecoder()
            for _ in 0..<40 {
                let count = Int.random(in: 0...4096, using: &dice)
                let length = FrameEncoder.prefix(ofPayloadBytes: count / 2)
                decoder.feed(
                    length + Array(repeating: UInt8.random(in: 0...255, using: &dice), count: count)
                )
                do throws(FrameViolation) {
                    while let frame = try decoder.next() {
                        #expect(frame.count <= Limits.frameBytesMax)
                    }
                } catch {
                    #expect(decoder.bytesHeld == 0)
                }
                #expect(decoder.bytesHeld < Limits.frameBytesMax + 3)
            }
        }
    }

    @Test func `random frames survive random cuts`() throws {
        var dice = Dice(seed: 2)
        for _ in 0..<50 {
            let payloads = (0..<Int.random(in: 0...20, using: &dice)).map { _ in
                payload(Int.random(in: 0...600, using: &dice))
            }
            var rest = payloads.flatMap(FrameEncoder.encode)[...]
            var pieces: [[UInt8]] = []
            while !rest.isEmpty {
                let size = Int.random(in: 1...min(rest.count, 700), using: &dice)
                pieces.append(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(try decode(pieces) == payloads)
        }
    }
}
