package import BankModel

/// Where the records of a simulated bank lie, near enough to get in each other's way.
package struct Terrain: Equatable, Sendable {
    /// The only places that there are.
    package var places: [Place]

    package init(places: [Place]) { self.places = places }

    /// When the world begins, in milliseconds since 1970.
    static let dawn: Int64 = 1_700_000_000_000
    /// The time about which findings are asked: some terms have passed by then, others have not.
    static let noon = dawn + 5 * minute
    static let minute: Int64 = 60_000

    static func time(_ dice: inout Dice) -> Int64 { dawn + Int64(dice.below(11)) * minute }

    static func interval(_ dice: inout Dice) -> Interval? {
        let from = time(&dice)
        return Interval(from: from, until: from + Int64(dice.below(6)) * minute)
    }

    func place(_ dice: inout Dice) -> Value {
        guard let place = dice.pick(places) else { preconditionFailure("no places") }
        return .place(place)
    }

    func volumes(areTimed: Bool, _ dice: inout Dice) -> Value {
        let volumes = (0...dice.below(2)).compactMap { _ -> Volume? in
            guard let place = dice.pick(places) else { return nil }
            return Volume(
                place: place,
                altitude: band(&dice),
                time: areTimed ? Self.interval(&dice) : nil
            )
        }
        return .volumes(volumes)
    }

    private func band(_ dice: inout Dice) -> AltitudeBand {
        let reference = dice.pick(Altitude.Reference.allCases) ?? .msl
        let height = reference == .fl ? Int64(dice.below(3)) * 30_480 : 100_000
        let bound = Altitude(millimetres: height, reference: reference)
        return dice.chance(30) ? AltitudeBand(lower: bound, upper: nil) ?? .unbounded : .unbounded
    }
}
