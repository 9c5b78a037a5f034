import BankModel
import Foundation
import Simulation
import SwiftProtobuf
import Testing

@testable import PeerProtocol

/// Whatever a peer sends, it is refused in words or read as something that can be written again.
///
/// Any trap is a defect.
/// `JIG_FUZZ_ROUNDS=1000000 swift test --filter FuzzTests` looks longer, and
/// `JIG_FUZZ_SEED=2` elsewhere.
@Suite struct FuzzTests {
    @Test func `entries with changed bytes`() throws {
        let seeds = try EntryShape.all.map { try $0.signed().entry.bytes }
        try fuzz(share: 10) { dice in
            let bytes = Mutator.mutated(oneOf: seeds, &dice)
            guard let entry = try? EntryCodec().read(bytes).entry else { return false }
            try Self.expectWhole(entry)
            return true
        }
    }

    /// The hashes are made again, so that the parsers behind them get to see what was changed.
    @Test func `entries with changed parts that were hashed and signed again`() throws {
        let forges = try EntryShape.all.map { try Forge($0) }
        let pieces = forges.flatMap { [$0.ops] + $0.leaves }
        try fuzz(share: 40) { dice in
            guard var forge = dice.pick(forges) else { return false }
            let part = dice.below(forge.leaves.count + 1)
            if part < forge.leaves.count {
                forge.leaves[part] = Mutator.mutate(forge.leaves[part], among: pieces, &dice)
            } else {
                forge.ops = Mutator.mutate(forge.ops, among: pieces, &dice)
            }
            let whole: [UInt8] = try forge.signed().serializedBytes()
            guard let entry = try? EntryCodec().read(whole).entry else { return false }
            try Self.expectWhole(entry)
            return true
        }
    }

    @Test func `entries with changed headers that were signed again`() throws {
        let forges = try EntryShape.all.map { try Forge($0) }
        let headers = try forges.map { Array(try $0.signed().header) }
        try fuzz(share: 20) { dice in
            let index = dice.below(forges.count)
            let header = Mutator.mutate(headers[index], among: headers, &dice)
            let whole: [UInt8] = try forges[index].signed(header: header).serializedBytes()
            guard let entry = try? EntryCodec().read(whole).entry else { return false }
            try Self.expectWhole(entry)
            return true
        }
    }

    @Test func `messages with changed bytes, and what a session makes of them`() throws {
        let seeds = try (MessageSample.all + MessageSample.others).map {
            MessageCodec.bytes(of: try $0.make())
        }
        let scenes = try Scene.Stage.allCases.map { try Scene($0) }
        fuzz(share: 20) { dice in
            let bytes = Mutator.mutated(oneOf: seeds, &dice)
            if var scene = dice.pick(scenes) {
                _ = try? scene.session.receive(ReceivedFrame(bytes), keys: scene.keys)
            }
            guard let message = try? MessageCodec.read(bytes) else { return false }
            let again = try? MessageCodec.read(MessageCodec.bytes(of: message))
            #expect(again == message, "\(Hex.encode(bytes))")
            return true
        }
    }

    @Test func `drafts with changed bytes`() {
        let seeds = [DraftCodec.bytes(of: DraftSample.changes, channel: .bank)]
        fuzz(share: 5) { dice in
            let bytes = Mutator.mutated(oneOf: seeds, &dice)
            guard let draft = try? DraftCodec.read(bytes) else { return false }
            let again = DraftCodec.bytes(of: draft.changes, channel: draft.channel)
            let read = try? DraftCodec.read(again)
            #expect(
                read?.changes == draft.changes && read?.channel == draft.channel,
                "\(Hex.encode(bytes))"
            )
            return true
        }
    }

    @Test func `streams of frames with changed bytes give the same wherever they are cut`() throws {
        let payloads = try MessageSample.all.map { MessageCodec.bytes(of: try $0.make()) }
        let seeds = payloads.map { FrameEncoder.encode($0) + FrameEncoder.encode([1, 2]) }
        fuzz(share: 5) { dice in
            let bytes = Mutator.mutated(oneOf: seeds, &dice)
            let whole = Self.frames(of: [bytes])
            let cut = dice.below(bytes.count + 1)
            let cuts = [Array(bytes[..<cut]), Array(bytes[cut...])]
            #expect(Self.frames(of: cuts) == whole, "cut at \(cut): \(Hex.encode(bytes))")
            return whole.violation == nil
        }
    }

    /// The entry, written from what was read, is read as the same.
    private static func expectWhole(_ entry: Entry) throws {
        var writer = EntryWriter(header: entry.header, salt: Sample.salt)
        for change in entry.changes where !writer.add(change) {
            Issue.record("it cannot be written: \(Hex.encode(entry.bytes))")
        }
        let again = writer.finish(sign: { _ in [UInt8](repeating: 0, count: 64) }).entry
        let read = try EntryCodec().read(again.bytes).entry
        let name = entry.header.operatorName.utf8
        let isWhole =
            read == again && read.header == entry.header && read.changes == entry.changes
            && read.header.operatorName.utf8.elementsEqual(name)
        if !isWhole { Issue.record("it is written as another: \(Hex.encode(entry.bytes))") }
    }

    private struct Frames: Equatable {
        var payloads: [[UInt8]] = []
        var violation: FrameViolation?
    }

    private static func frames(of pieces: [[UInt8]]) -> Frames {
        var frames = Frames()
        var decoder = FrameDecoder()
        for piece in pieces where frames.violation == nil {
            decoder.feed(piece)
            do throws(FrameViolation) {
                while let payload = try decoder.next() { frames.payloads.append(payload) }
            } catch {
                frames.violation = error
            }
        }
        return frames
    }

    /// Tries so many hundredths of all rounds.
    ///
    /// Where hardly any of them is accepted, nothing but the first check would be tried.
    private func fuzz(share: Int, _ isAccepted: (inout Dice) throws -> Bool) rethrows {
        var dice = Dice(seed: Self.number("JIG_FUZZ_SEED") ?? 1)
        let rounds = Int(Self.number("JIG_FUZZ_ROUNDS") ?? 20_000) * share / 100
        var accepted = 0
        for _ in 0..<rounds where try isAccepted(&dice) { accepted += 1 }
        #expect((rounds / 100..<rounds).contains(accepted))
    }

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
