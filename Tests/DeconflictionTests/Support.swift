import BankModel
import Deconfliction
import Simulation
import Testing

/// A position in degrees, for tables of cases.
func at(_ latitude: Double, _ longitude: Double) throws -> Position {
    try #require(
        Position(
            latitude: Int32((latitude * 1e7).rounded()),
            longitude: Int32((longitude * 1e7).rounded())
        )
    )
}

/// Several positions in degrees.
func at(_ degrees: [(Double, Double)]) throws -> [Position] {
    try degrees.map { try at($0.0, $0.1) }
}

extension Skeleton {
    /// A footprint of the skeleton alone.
    var bare: Footprint { Footprint(self, reach: Reach(extent: 0, uncertainty: 0)) }

    /// The same shape drawn the other way round.
    var reversed: Self {
        switch self {
        case .point: self
        case .path(let positions): .path(positions.reversed())
        case .ring(let positions): .ring(positions.reversed())
        }
    }

    /// The same ring begun at another vertex.
    func rotated(by count: Int) -> Self {
        guard case .ring(let positions) = self else { return self }
        let first = count % positions.count
        return .ring(Array(positions[first...] + positions[..<first]))
    }
}
