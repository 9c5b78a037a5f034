import Simulation
import Testing

@testable import BankModel

/// What has no effect and why, each fault beside its good twin.
@Suite struct InvalidityTests {
    /// Two changes that differ in one thing.
    struct Twins: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let reason: Invalidity
        var author = 0
        var channel = Channel.bank
        let bad: @Sendable (Scene) throws -> EntryChange
        var goodAuthor = 0
        var goodChannel = Channel.bank
        /// Whether the bad change has good operations beside its bad one.
        var isPartlyGood = false
        let good: @Sendable (Scene) throws -> EntryChange
    }

    @Test(arguments: all)
    func `each fault has its reason, and its good twin none`(twins: Twins) throws {
        let scene = try Scene()
        let bad = try twins.bad(scene)
        let refused = try apply(bad, by: twins.author, in: twins.channel, to: scene)
        #expect(refused.reasons == [twins.reason])
        if !twins.isPartlyGood {
            #expect(refused.digest == scene.circle.scribes[twins.author].bank.digest())
        }
        let good = try apply(
            try twins.good(scene),
            by: twins.goodAuthor,
            in: twins.goodChannel,
            to: scene
        )
        #expect(good.reasons == [])
    }

    static let all = authority + references + shapes + values + saidOnce + keys

    @Test func `no fault is left out`() {
        let numbers = Self.all.map { Self.number(of: $0.reason) }
        #expect(Set(numbers) == Set(0...7).union([9]))
        let ninth = Self.number(of: .tooManySiblings)
        #expect(ninth == 8, "SiblingTests stand on both sides of it")
    }

    /// The compiler finds the case that was forgotten here; whoever adds it adds its twins.
    private static func number(of reason: Invalidity) -> Int {
        switch reason {
        case .foreignRecord: 0
        case .wrongChannel: 1
        case .unknownRecord: 2
        case .dotNotInPast: 3
        case .foreignDot: 4
        case .wrongMerge: 5
        case .wrongShape: 6
        case .badValue: 7
        case .tooManySiblings: 8
        case .immutableRecord: 9
        }
    }

    private func apply(
        _ change: EntryChange,
        by author: Int,
        in channel: Channel,
        to scene: Scene
    ) throws -> (reasons: [Invalidity], digest: Digest) {
        var circle = scene.circle
        let header = circle.scribes[author].header(for: channel)
        let applied = try circle.sign([change], under: header, by: author)
        for operation in applied.invalid {
            let kept = circle.scribes[author].bank.invalidity(of: operation.dot)
            #expect(kept == operation.reason.description)
            let live = circle.scribes[author].bank.allRecords.flatMap(\.fields).flatMap(\.live)
            #expect(!live.contains { $0.dot == operation.dot })
        }
        return (applied.invalid.map(\.reason), circle.scribes[author].bank.digest())
    }
}
