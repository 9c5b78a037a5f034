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
        let good: @Sendable (Scene) throws -> EntryChange
    }

    @Test(arguments: authority + references + shapes + values)
    func `each fault has its reason, and its good twin none`(twins: Twins) throws {
        let scene = try Scene()
        let bad = try twins.bad(scene)
        let refused = try apply(bad, by: twins.author, in: twins.channel, to: scene)
        #expect(refused.reasons == [twins.reason])
        #expect(refused.digest == scene.circle.scribes[twins.author].bank.digest())
        let good = try apply(try twins.good(scene), by: twins.goodAuthor, in: .bank, to: scene)
        #expect(good.reasons == [])
    }

    @Test func `no fault is left out`() {
        let twins = Self.authority + Self.references + Self.shapes + Self.values
        #expect(Set(twins.map { Self.number(of: $0.reason) }) == Set(0...7))
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
        }
        return (applied.invalid.map(\.reason), circle.scribes[author].bank.digest())
    }
}
