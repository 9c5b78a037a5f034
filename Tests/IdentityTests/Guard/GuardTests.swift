import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct GuardTests {
    private let scratch: Scratch
    private var path: String { scratch.path("guard") }

    init() throws { scratch = try Scratch() }

    private func head(_ seq: UInt64) -> Head {
        Head(seq: seq, hash: Hash256(hashing: [UInt8(seq)]))
    }

    private func made() throws -> Guard {
        try Guard.create(path, author: try author("us"))
        return try opened()
    }

    private func opened() throws -> Guard {
        guard case .found(let found) = Guard.open(path) else {
            throw IdentityError.missingFile(path: path)
        }
        return found
    }

    @Test func `a new guard has no heads`() throws {
        #expect(try made().heads == GuardedHeads(author: try author("us")))
    }

    @Test func `heads are there after opening again`() throws {
        let kept = try made()
        for seq in 1...5 as ClosedRange<UInt64> {
            try kept.advance(to: head(seq), of: .bank)
            if seq.isMultiple(of: 2) { try kept.advance(to: head(seq), of: .ops) }
            #expect(try opened().heads == kept.heads)
        }
        let heads = GuardedHeads(author: try author("us"), bank: head(5), ops: head(4))
        #expect(kept.heads == heads)
        #expect(heads.logs.map(\.log.channel) == [.bank, .ops])
    }

    @Test func `a write leaves the slot that counted as it was`() throws {
        let kept = try made()
        for seq in 1...4 as ClosedRange<UInt64> {
            let before = try Scratch.bytes(of: path)
            let counted = try #require(GuardLayout.newest(before)).slot
            try kept.advance(to: head(seq), of: .bank)
            let after = try Scratch.bytes(of: path)
            let slot = GuardLayout.slotOffsets[counted]..<GuardLayout.slotOffsets[counted] + 152
            #expect(before[slot] == after[slot])
            #expect(before != after)
            #expect(GuardLayout.newest(after)?.slot == 1 - counted)
        }
    }

    @Test func `both channels advance in one write`() throws {
        let kept = try made()
        try kept.advance(to: [(.bank, head(3)), (.ops, head(2))])
        #expect(try opened().heads == kept.heads)
        #expect(kept.heads.bank == head(3))
        #expect(GuardLayout.newest(try Scratch.bytes(of: path))?.generation == 2)
    }

    @Test func `a head that does not come after the held one is refused`() throws {
        let kept = try made()
        try kept.advance(to: head(5), of: .bank)
        for other in [head(4), Head(seq: 5, hash: .zero)] {
            guard case .contradiction? = refusal({ try kept.advance(to: other, of: .bank) }) else {
                Issue.record("\(other.seq) was taken after 5")
                return
            }
        }
        try kept.advance(to: head(5), of: .bank)
        #expect(GuardLayout.newest(try Scratch.bytes(of: path))?.generation == 2)
        #expect(try opened().heads.bank == head(5))
    }

    @Test func `a guard is made once`() throws {
        _ = try made()
        guard case .contradiction? = refusal({ try Guard.create(path, author: try author("us")) })
        else {
            Issue.record("a guard was made over another")
            return
        }
    }

    @Test func `a confirmed past gets a new guard`() throws {
        let heads = GuardedHeads(author: try author("us.2"), bank: head(3))
        try Guard.replace(path, with: heads)
        #expect(try opened().heads == heads)
    }

    @Test func `nothing is missing; a link, a short file and rubbish are damaged`() throws {
        guard case .missing = Guard.open(path) else {
            Issue.record("a guard was found in an empty directory")
            return
        }
        let whole = GuardLayout.file(GuardedHeads(author: try author("us")))
        try scratch.write(whole, to: "whole")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"),
            withDestinationPath: scratch.path("whole")
        )
        try scratch.write([], to: "empty")
        try scratch.write(Array(whole.dropLast()), to: "short")
        try scratch.write(whole + [0], to: "long")
        try scratch.write([UInt8](repeating: 0xFF, count: whole.count), to: "rubbish")
        for name in ["link", "empty", "short", "long", "rubbish"] {
            guard case .damaged(let reason) = Guard.open(scratch.path(name)) else {
                Issue.record("\(name) was taken for a guard")
                continue
            }
            #expect(reason.contains(scratch.path(name)))
        }
    }
}

@Suite struct GuardLayoutTests {
    private let old: GuardedHeads
    private let new: GuardedHeads

    init() throws {
        let author = try author("us")
        old = GuardedHeads(author: author, bank: Head(seq: 7, hash: Hash256(hashing: [7])))
        new = GuardedHeads(author: author, bank: Head(seq: 8, hash: Hash256(hashing: [8])))
    }

    /// A file whose slots have been written in turn up to `generation`, the last write being `old`.
    private func file(at generation: UInt64) -> [UInt8] {
        var file = GuardLayout.file(old)
        for next in stride(from: 2, through: generation, by: 1) {
            file.replaceSubrange(target(of: next), with: GuardLayout.slot(old, generation: next))
        }
        return file
    }

    private func target(of generation: UInt64) -> Range<Int> {
        let offset = GuardLayout.slotOffsets[generation.isMultiple(of: 2) ? 1 : 0]
        return offset..<offset + GuardLayout.slotBytes
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a write torn at any byte leaves the old heads or the new`(generation: UInt64) {
        let before = file(at: generation)
        let slot = GuardLayout.slot(new, generation: generation + 1)
        let target = target(of: generation + 1)
        for count in 0...slot.count {
            var front = before
            front.replaceSubrange(
                target.lowerBound..<target.lowerBound + count,
                with: slot.prefix(count)
            )
            var back = before
            back.replaceSubrange(
                target.upperBound - count..<target.upperBound,
                with: slot.suffix(count)
            )
            for torn in [front, back] {
                let heads = GuardLayout.newest(torn)?.heads
                #expect(heads == (torn[target] == slot[...] ? new : old))
            }
        }
    }

    @Test func `a slot that was overwritten by rubbish leaves the other`() {
        let target = target(of: 2)
        for byte in [0, 0xFF] as [UInt8] {
            var torn = file(at: 3)
            torn.replaceSubrange(target, with: repeatElement(byte, count: target.count))
            #expect(GuardLayout.newest(torn)?.heads == old)
        }
    }

    @Test func `every bit of a slot counts`() {
        let slot = GuardLayout.slot(new, generation: 9)
        for index in slot.indices {
            for bit in 0..<8 {
                var damaged = slot
                damaged[index] ^= 1 << bit
                #expect(GuardLayout.read(damaged[...]) == nil)
            }
        }
        #expect(GuardLayout.read(slot[...])?.heads == new)
    }

    @Test func `a slot is the bytes of the table`() throws {
        let slot = GuardLayout.slot(new, generation: 0x0102)
        #expect(slot.count == 152)
        #expect(
            Array(slot[..<19]) == Array("jigguard".utf8) + [0, 0, 0, 0, 0, 0, 1, 2, 2]
                + Array("us".utf8)
        )
        #expect(Array(slot[40..<80]) == [0, 0, 0, 0, 0, 0, 0, 8] + Hash256(hashing: [8]).bytes)
        #expect(Array(slot[80..<120]) == [UInt8](repeating: 0, count: 40))
        let checksum = Hash256(hashing: Array("jig guard 1".utf8), Array(slot[..<120]))
        #expect(Array(slot[120...]) == checksum.bytes)
    }

    @Test func `the longest author id fits`() throws {
        let heads = GuardedHeads(author: try author("abcdefghijklmnop.65535"))
        #expect(GuardLayout.newest(GuardLayout.file(heads))?.heads == heads)
    }
}
