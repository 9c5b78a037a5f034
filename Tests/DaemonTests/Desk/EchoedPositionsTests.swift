import BankModel
import Testing

@testable import Daemon

/// Whoever typed a position reads it again in other words.
struct EchoedPositionsTests {
    private func ring(_ vertices: Int) throws -> FieldEdit {
        let positions = try (0..<vertices).map { index in
            try #require(
                Position(latitude: Int32(index) * 1_000, longitude: Int32(index * index) * 10)
            )
        }
        let place = try #require(
            Place(latitude: 0, longitude: 0, uncertainty: 1, shape: .polygon(positions))
        )
        return FieldEdit(.place, .set(.place(place)))
    }

    @Test func `a position is said in degrees, in the grid and by the nearest place`() throws {
        let place = try #require(
            Place(latitude: 345_000_000, longitude: 382_500_000, uncertainty: 1)
        )
        let lines = try #require(
            EchoedPositions.lines(of: [FieldEdit(.place, .set(.place(place)))])
        )
        #expect(lines.count == 1)
        #expect(lines[0].hasPrefix("34.5000000, 38.2500000 · 37SDU"))
        #expect(lines[0].contains(" km "))
    }

    @Test func `a form that is another position is said beside it`() throws {
        let place = try #require(
            Place(latitude: 345_000_000, longitude: 382_500_000, uncertainty: 10_000)
        )
        let forms = ["37SDU3114617852", "37SDU3115617852", "221200Z SEP 16", "37SDU3114717852"]
        let edit = FieldEdit(.place, .set(.place(place)), typed: forms)
        let lines = try #require(EchoedPositions.lines(of: [edit]))
        #expect(lines.count == 1)
        let strange = FieldEdit(.place, .set(.place(place)), typed: forms + ["37SDU4114617852"])
        let more = try #require(EchoedPositions.lines(of: [strange]))
        #expect(more.count == 2)
        #expect(more[1].hasPrefix("37SDU4114617852 is another position: 34.5"))
    }

    @Test func `every volume and every vertex is said once`() throws {
        let place = try #require(Place(latitude: 0, longitude: 0, uncertainty: 1))
        let volumes = FieldEdit(.volumes, .set(.volumes([Volume(place: place)])))
        #expect(EchoedPositions.lines(of: [volumes, volumes])?.count == 1)
        #expect(EchoedPositions.lines(of: [try ring(5), volumes])?.count == 5)
    }

    @Test func `of many positions the first are said, and how many more there are`() throws {
        let most = Limits.positionsEchoedMax
        #expect(EchoedPositions.lines(of: [try ring(most - 1)])?.count == most - 1)
        #expect(EchoedPositions.lines(of: [try ring(most)])?.count == most)
        let lines = try #require(EchoedPositions.lines(of: [try ring(most + 1)]))
        #expect(lines.count == most + 1)
        #expect(lines.last == "and 1 more")
    }

    @Test func `what writes no position says none`() {
        #expect(EchoedPositions.lines(of: [FieldEdit(.name, .set(.text("x")))]) == nil)
        #expect(EchoedPositions.lines(of: [FieldEdit(.validity, .set(.cleared))]) == nil)
        #expect(EchoedPositions.lines(of: []) == nil)
    }
}
