import BankModel
import BankStore
import Foundation
import Testing

/// What is near is found, everywhere on Earth; what is far may be found, and what is near never
/// missed.
@Suite struct PlaceTests {
    @Test(arguments: 0..<8)
    func `whatever is within reach is among the candidates`(seed: Int) throws {
        var dice = SeededDice(seed: UInt64(seed))
        for _ in 0..<3000 {
            let centre = position(&dice)
            let other = position(&dice)
            let reach = [0, 1, 10_000, 500_000_000, 1_000_000_000].randomElement(using: &dice) ?? 0
            let otherReach = Int64([0, 100_000, 800_000_000].randomElement(using: &dice) ?? 0)
            let boxes = PlaceBox.boxes(
                latitude: centre.latitude,
                longitude: centre.longitude,
                reach: Int64(reach)
            )
            let others = PlaceBox.boxes(
                latitude: other.latitude,
                longitude: other.longitude,
                reach: otherReach
            )
            guard millimetres(centre, other) <= Double(reach) + Double(otherReach) else { continue }
            #expect(boxes.contains { box in others.contains { overlap(box, $0) } })
        }
    }

    @Test(arguments: [
        (1_800_000_000, -1_800_000_000), (1_799_999_999, -1_799_999_999),
        (1_800_000_000, 1_800_000_000),
    ])
    func `180° east is 180° west`(east: Int32, west: Int32) {
        let boxes = PlaceBox.boxes(latitude: 0, longitude: east, reach: 100)
        let others = PlaceBox.boxes(latitude: 0, longitude: west, reach: 100)
        #expect(boxes.contains { box in others.contains { overlap(box, $0) } })
    }

    @Test(arguments: [900_000_000, -900_000_000, 899_999_000, -899_999_000] as [Int32])
    func `around a pole all longitudes are near`(latitude: Int32) {
        let boxes = PlaceBox.boxes(latitude: latitude, longitude: 0, reach: 1_000_000)
        #expect(boxes.map(\.west) == [-1_800_000_000])
        #expect(boxes.map(\.east) == [1_800_000_000])
    }

    @Test func `no box is wider than it need be`() throws {
        let box = try #require(
            PlaceBox.boxes(latitude: 600_000_000, longitude: 0, reach: 1_000_000).first
        )
        #expect(Double(box.north - box.south) < 1.02 * 2 * 1000 / 111_195 * 1e7)
        #expect(Double(box.east - box.west) < 1.02 * 2 * 1000 / 111_195 / 0.5 * 1e7)
    }

    @Test func `a record is found at every place that is claimed for it, withdrawn claims apart`()
        throws
    {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        var ru = TestWriter("ru")
        let here = try #require(Place(latitude: 10_000_000, longitude: 0, uncertainty: 1000))
        let there = try #require(Place(latitude: -10_000_000, longitude: 0, uncertainty: 1000))
        let creation = us.entry([us.target("Depot", at: here)])
        let record = DotReference.exact(head: 0, dot: Dot(entry: creation.hash, index: 0))
        let moved = ru.entry(
            [.edit(record, .place, .place(there), over: [])],
            seeing: [us.seen()]
        )
        try bank.apply([creation, moved])
        #expect(try found(bank, at: here) == 1)
        #expect(try found(bank, at: there) == 1)

        let both = [
            DotReference.exact(head: 0, dot: Dot(entry: creation.hash, index: 3)),
            .exact(head: 1, dot: Dot(entry: moved.hash, index: 0)),
        ]
        let settled = us.entry(
            [.edit(record, .place, .place(there), over: both)],
            seeing: [ru.seen()]
        )
        #expect(try bank.apply([settled]).first?.invalid.isEmpty == true)
        #expect(try found(bank, at: here) == 0)
        #expect(try found(bank, at: there) == 1)
    }

    @Test func `a bank that was rebuilt while it was open finds what it found before`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        let places = [0, 9_000_000, 18_000_000].compactMap {
            Place(latitude: 0, longitude: $0, uncertainty: 1000)
        }
        try bank.apply(places.map { us.entry([us.target("Depot", at: $0)]) })
        _ = try bank.rebuild(charter: { _ in TestCharter.charter })
        for place in places { #expect(try found(bank, at: place) == 1) }
        try bank.apply([us.entry([us.target("Depot", at: places[0])])])
        #expect(try found(bank, at: places[0]) == 2)
    }

    @Test func `a notice is found at every volume, and a sector at every area`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        var ops = TestWriter("us", .ops)
        let corners = [(0, 0), (0, 20_000_000), (20_000_000, 20_000_000)] as [(Int32, Int32)]
        let vertices = corners.compactMap { Position(latitude: $0, longitude: $1) }
        let ring = try #require(
            Place(latitude: 0, longitude: 0, uncertainty: 0, shape: .polygon(vertices))
        )
        let far = try #require(Place(latitude: -500_000_000, longitude: 0, uncertainty: 0))
        let inside = try #require(Place(latitude: 5_000_000, longitude: 15_000_000, uncertainty: 0))
        let away = try #require(
            Place(latitude: -500_000_000, longitude: 900_000_000, uncertainty: 0)
        )
        let time = Interval(from: 1, until: 2)
        let sector = us.creation(
            Kind.sector.number,
            [(.name, .text("S")), (.areas, .volumes([Volume(place: ring), Volume(place: far)]))]
        )
        try bank.apply([us.entry([sector])])
        for (place, count) in [(inside, 1), (ring, 1), (far, 1), (away, 0)] {
            #expect(try found(bank, at: place) == count)
        }
        let notice = ops.creation(
            Kind.notice.number,
            [(.title, .text("N")), (.volumes, .volumes([Volume(place: ring, time: time)]))]
        )
        try bank.apply([ops.entry([notice])])
        for (place, count) in [(inside, 2), (ring, 2), (far, 1), (away, 0)] {
            #expect(try found(bank, at: place) == count)
        }
    }

    /// More boxes than a record has numbers for share the last one.
    @Test func `of many volumes none is missed`() throws {
        let bank = try TestHome().open()
        var us = TestWriter("us")
        let places = (0..<Int32(Limits.volumesMax)).compactMap {
            Place(latitude: $0 * 10_000_000, longitude: 1_800_000_000, uncertainty: 1_000)
        }
        let areas = Value.volumes(places.map { Volume(place: $0) })
        let sector = us.creation(Kind.sector.number, [(.name, .text("S")), (.areas, areas)])
        try bank.apply([us.entry([sector])])
        for place in places { #expect(try found(bank, at: place) == 1) }
    }

    private func found(_ bank: BankDatabase, at place: Place) throws -> Int {
        var query = RecordQuery()
        query.near = PlaceBox.boxes(
            latitude: place.latitude,
            longitude: place.longitude,
            reach: 10_000
        )
        return try bank.read { try $0.page(query).records.count }
    }

    private func overlap(_ left: PlaceBox, _ right: PlaceBox) -> Bool {
        left.south <= right.north && right.south <= left.north
            && left.west <= right.east && right.west <= left.east
    }

    private func position(_ dice: inout SeededDice) -> Place {
        let near: Int32 = Int32.random(in: -90_000_000...90_000_000, using: &dice)
        let latitude = [
            near, 900_000_000 - abs(near), -900_000_000 + abs(near),
            Int32.random(in: -900_000_000...900_000_000, using: &dice),
        ].randomElement(using: &dice)
        let longitude = [
            near, 1_800_000_000 - abs(near), -1_800_000_000 + abs(near),
            Int32.random(in: -1_800_000_000...1_800_000_000, using: &dice),
        ].randomElement(using: &dice)
        let place = Place(latitude: latitude ?? 0, longitude: longitude ?? 0, uncertainty: 0)
        guard let place else { preconditionFailure("a position out of range") }
        return place
    }

    /// The great circle's length on a sphere of the mean radius (haversine).
    private func millimetres(_ left: Place, _ right: Place) -> Double {
        let radians = { (units: Int32) in Double(units) / 1e7 * .pi / 180 }
        let south = radians(left.latitude)
        let north = radians(right.latitude)
        let rise = sin((north - south) / 2)
        let turn = sin((radians(right.longitude) - radians(left.longitude)) / 2)
        let half = rise * rise + cos(south) * cos(north) * turn * turn
        return 2 * 6_371_008_771 * asin(min(1, half.squareRoot()))
    }
}
