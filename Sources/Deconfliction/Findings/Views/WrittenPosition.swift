package import BankModel

/// A position as somebody wrote it beside a value, in whatever form.
package struct WrittenPosition: Hashable, Sendable {
    /// The position; that of a square is its middle.
    package let position: Position
    /// How far off its form leaves it, in millimetres: 0 but for a square.
    package let uncertainty: Int64

    package init(_ position: Position, uncertainty: Int64) {
        self.position = position
        self.uncertainty = uncertainty
    }

    /// Whether it is certainly one of the value's positions, given the uncertainties of both and a metre
    /// for digits that were left out; a value without positions has nothing to disagree with.
    package func agrees(with value: Value) -> Bool {
        switch value {
        case .place(let place): agrees(with: place)
        case .volumes(let volumes): volumes.contains { agrees(with: $0.place) }
        case .suggestion(let suggestion): agrees(with: suggestion.value)
        default: true
        }
    }

    private func agrees(with place: Place) -> Bool {
        let apart = Sphere.distance(Position(place), position)
        let reaches = place.uncertainty + uncertainty + Self.digitsMillimetres
        return Nearness(separation: apart, reaches: reaches) == .certain
    }

    /// What digits that were left out may come to.
    private static let digitsMillimetres: Int64 = 1_000
}
