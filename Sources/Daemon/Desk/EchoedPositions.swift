import BankModel
import Interchange

/// Positions that somebody has just typed, said in other words: what was mistyped is then seen.
enum EchoedPositions {
    /// One line for each position that the edits write, in their order, and one for those beyond
    /// `Limits.positionsEchoedMax`; nil where they write none.
    static func lines(of edits: [FieldEdit]) -> [String]? {
        var positions: [Position] = []
        var known: Set<Position> = []
        for place in edits.flatMap(\.places) {
            let written = place.vertices.isEmpty ? [Position(place)] : place.vertices
            positions += written.filter { known.insert($0).inserted }
        }
        if positions.isEmpty { return nil }
        let lines = positions.prefix(Limits.positionsEchoedMax).map { PositionEcho.text($0) }
        let rest = positions.count - lines.count
        return rest > 0 ? lines + ["and \(rest) more"] : lines
    }
}

extension FieldEdit {
    /// The places in what it writes.
    fileprivate var places: [Place] {
        switch action {
        case .set(.place(let place)): [place]
        case .set(.volumes(let volumes)): volumes.map(\.place)
        case .set, .add, .remove, .append: []
        }
    }
}
