import BankModel
import Deconfliction
import Interchange

/// Positions that somebody has just typed, said in other words: what was mistyped is then seen.
enum EchoedPositions {
    /// One line for each position that the edits write, in their order; nil where they write none.
    ///
    /// Then one for those beyond `Limits.positionsEchoedMax`, and one for each form that says
    /// something else.
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
        return lines + (rest > 0 ? ["and \(rest) more"] : []) + edits.flatMap(strangers)
    }

    /// What was typed for a position and is another.
    private static func strangers(in edit: FieldEdit) -> [String] {
        guard let value = edit.value else { return [] }
        return edit.typed.compactMap { text in
            guard let written = PositionText.written(text), !written.agrees(with: value) else {
                return nil
            }
            return "\(text) is another position: \(PositionEcho.text(written.position))"
        }
    }
}

extension FieldEdit {
    /// The value that it sets a register to.
    fileprivate var value: Value? {
        if case .set(let value) = action { value } else { nil }
    }

    /// The places in what it writes.
    fileprivate var places: [Place] {
        switch action {
        case .set(.place(let place)): [place]
        case .set(.volumes(let volumes)): volumes.map(\.place)
        case .set, .add, .remove, .append: []
        }
    }
}
