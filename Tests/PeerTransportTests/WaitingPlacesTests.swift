import BankModel
import Testing

@testable import PeerTransport

/// Who makes room when too many have not authenticated.
struct WaitingPlacesTests {
    private static let attacker = SourceAddress("192.0.2.1")
    private static let partner = SourceAddress("198.51.100.7")

    private func id(_ number: UInt64) -> ConnectionID { ConnectionID(number: number) }

    /// Admits connections 1, 2, … from these sources, and answers who made room for each.
    private func crowdedOut(
        by sources: [SourceAddress],
        placesMax: Int,
        places: inout WaitingPlaces
    ) -> [UInt64?] {
        sources.enumerated().map { index, source in
            places.admit(id(UInt64(index + 1)), from: source, placesMax: placesMax)?.number
        }
    }

    @Test func `one address has half of the places, and then the oldest of its own makes room`() {
        var places = WaitingPlaces()
        let sources = Array(repeating: Self.attacker, count: 6) + [Self.partner, Self.attacker]
        let answers = crowdedOut(by: sources, placesMax: 8, places: &places)
        #expect(answers == [nil, nil, nil, nil, 1, 2, nil, 3])
    }

    @Test func `when all places are taken the address with most of them makes room`() {
        var places = WaitingPlaces()
        let others = (1...3).map { SourceAddress("203.0.113.\($0)") }
        let sources = [others[0], Self.attacker, Self.attacker, others[1], others[2], Self.partner]
        let answers = crowdedOut(by: sources, placesMax: 5, places: &places)
        #expect(answers == [nil, nil, nil, nil, nil, 2])
    }

    @Test func `of addresses with as many places the oldest makes room`() {
        var places = WaitingPlaces()
        let sources = (1...5).map { SourceAddress("203.0.113.\($0)") }
        #expect(crowdedOut(by: sources, placesMax: 4, places: &places) == [nil, nil, nil, nil, 1])
    }

    @Test func `a place that was given back is free`() {
        var places = WaitingPlaces()
        _ = crowdedOut(by: [Self.attacker, Self.partner], placesMax: 2, places: &places)
        places.free(id(1))
        #expect(places.admit(id(3), from: Self.attacker, placesMax: 2) == nil)
        places.free(id(7))
        #expect(places.admit(id(4), from: Self.attacker, placesMax: 2) == id(3))
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("::ffff:192.0.2.1", "192.0.2.1", true), ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
        ("", "unknown", true),
    ])
    func `one caller is told from another by its address`(
        left: String,
        right: String,
        isSame: Bool
    ) {
        #expect((SourceAddress(left) == SourceAddress(right)) == isSame)
    }
}
