internal import BankModel

/// A line on a chart, cut at ±180° and at the poles.
struct ChartLine {
    /// Each of two points or more.
    private(set) var pieces: [[ChartPoint]] = []
    private var piece: [ChartPoint] = []
    /// The turns that the piece is shifted by, to be on the chart.
    private var turns: Int64 = 0

    init(_ points: [Position]) {
        var last: Position?
        for position in Position.withPoles(points, isClosed: false) {
            if position.isPole {
                if let point = piece.last {
                    append(ChartPoint(x: point.x, y: Int64(position.latitude)))
                }
                end()
            } else if piece.isEmpty {
                begin(position, after: last)
            } else {
                let next = ChartPoint(position, near: piece[piece.count - 1].x)
                append(to: next)
            }
            last = position
        }
        end()
    }

    private mutating func begin(_ position: Position, after last: Position?) {
        let point = ChartPoint(x: Int64(position.longitude), y: Int64(position.latitude))
        if let last, last.isPole { append(ChartPoint(x: point.x, y: Int64(last.latitude))) }
        append(point)
    }

    /// Goes on to a point that may lie beyond the chart.
    private mutating func append(to next: ChartPoint) {
        let start = piece[piece.count - 1]
        let edge = next.x > 0 ? PositionBox.antimeridian : -PositionBox.antimeridian
        guard abs(next.x) > PositionBox.antimeridian else { return append(next) }
        let crossing = start.crossing(to: next, at: edge)
        append(crossing)
        end()
        let turns: Int64 = next.x > 0 ? -1 : 1
        append(crossing.shifted(turns: turns))
        append(next.shifted(turns: turns))
    }

    private mutating func append(_ point: ChartPoint) {
        if piece.last != point { piece.append(point) }
    }

    private mutating func end() {
        if piece.count > 1 { pieces.append(piece) }
        piece = []
    }
}
