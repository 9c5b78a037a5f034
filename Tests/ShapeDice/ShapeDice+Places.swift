package import BankModel
internal import Deconfliction
internal import Simulation

extension ShapeDice {
    /// A place of any shape, of some hundred metres, within so many metres of a centre.
    package mutating func place(around centre: Position, within metres: Int) -> Place {
        let middle = vertex(
            from: centre,
            bearing: Double(dice.below(360)),
            metres: Double(dice.below(metres))
        )
        let size = 10 + Double(dice.below(1_000))
        let uncertainty = Int64(dice.below(3)) * 50_000
        let shape: Place.Shape
        let first: Position
        switch skeleton(around: middle, size: size) {
        case .point(let position):
            first = position
            shape = dice.chance(50) ? .point : .circle(radius: Int64(size * 1_000))
        case .path(let positions):
            first = positions[0]
            shape = .corridor(positions, halfWidth: Int64(size * 100))
        case .ring(let positions):
            first = positions[0]
            shape = .polygon(positions)
        }
        return place(first, uncertainty, shape) ?? point(middle)
    }

    /// Null Island, and the centre as it is when somebody swaps its numbers or a sign.
    package func mistyped(_ centre: Position) -> [Place] {
        let positions = [
            Position(latitude: 0, longitude: 0),
            Position(latitude: centre.longitude, longitude: centre.latitude),
            Position(latitude: -centre.latitude, longitude: centre.longitude),
        ]
        return positions.compactMap(\.self).map { point($0) }
    }

    private func place(
        _ position: Position,
        _ uncertainty: Int64,
        _ shape: Place.Shape
    ) -> Place? {
        Place(
            latitude: position.latitude,
            longitude: position.longitude,
            uncertainty: uncertainty,
            shape: shape
        )
    }

    private func point(_ position: Position) -> Place {
        guard let place = place(position, 0, .point) else { preconditionFailure("\(position)") }
        return place
    }
}
