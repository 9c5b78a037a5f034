import BankModel
import Deconfliction
import Foundation
import Testing

@testable import Interchange

/// Our grids beside GeographicLib's: 300 rows in every run, and as many as `Tests/Oracles/coordinates`
/// asks for.
struct CoordinateOracleTests {
    /// What GeoConvert says of one position, and of the square around it at some precision.
    private struct Row {
        let position: Position
        let mgrs: String
        let grid: [Substring]
        let square: String
        /// Degrees × 1e-9.
        let middle: [Int64]

        init(_ line: Substring) throws {
            let cells = line.split(separator: ",")
            try #require(cells.count == 5, "\(line)")
            let degrees = cells[0].split(separator: " ").map { ExactDecimal($0.utf8) }
            let latitude = try #require(degrees[0]?.degrees(max: 90))
            let longitude = try #require(degrees[1]?.degrees(max: 180))
            position = try #require(Position(latitude: latitude, longitude: longitude))
            mgrs = String(cells[1])
            grid = cells[2].split(separator: " ")
            square = String(cells[3])
            middle = try cells[4].split(separator: " ").map { text in
                try #require(ExactDecimal(text.utf8)?.scaled(toDigits: 9, rounding: .nearest))
            }
        }
    }

    private static func rows() throws -> [Row] {
        let golden = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Oracles/coordinates.csv")
        let asked = ProcessInfo.processInfo.environment["JIG_COORDINATE_ORACLE"]
        let table = try String(
            contentsOf: asked.map { URL(filePath: $0) } ?? golden,
            encoding: .utf8
        )
        return try table.split(separator: "\n").dropFirst().map { try Row($0) }
    }

    @Test func `there are 300 rows or more`() throws {
        #expect(try Self.rows().count >= 300)
    }

    @Test func `every position has the letters and digits that GeographicLib gives it`() throws {
        for row in try Self.rows() {
            #expect(MGRS.text(of: row.position) == row.mgrs, "\(row.position)")
        }
    }

    @Test func `every position is on the plane where GeographicLib has it, to two micrometres`()
        throws
    {
        for row in try Self.rows() {
            let point = GridPoint(row.position)
            let name = row.grid[0]
            let isNorthern = name.hasSuffix("n")
            #expect(point.zone.number == Int(name.dropLast()) ?? 0, "\(row.position)")
            #expect(point.zone.isNorthern == isNorthern, "\(row.position)")
            for (ours, theirs) in zip([point.easting, point.northing], row.grid[1...]) {
                let expected = try #require(
                    ExactDecimal(theirs.utf8)?.scaled(toDigits: 6, rounding: .nearest)
                )
                #expect(abs(ours - expected) <= 2, "\(row.position): \(ours), \(expected)")
            }
        }
    }

    @Test func `the middle of every square is where GeographicLib has it, to the last unit`() throws
    {
        for row in try Self.rows() {
            let typed = try PositionText.parse(row.square)
            let position = typed.position
            #expect(abs(Int64(position.latitude) * 100 - row.middle[0]) <= 51, "\(row.square)")
            let turn = (Int64(position.longitude) * 100 - row.middle[1]) % 360_000_000_000
            #expect(min(abs(turn), 360_000_000_000 - abs(turn)) <= 51, "\(row.square)")
            #expect(Sphere.distance(position, row.position) <= typed.leastUncertainty)
        }
    }

    @Test func `every position comes back from its coordinates`() throws {
        for row in try Self.rows() {
            let angles = try PositionText.parse(SexagesimalText.text(of: row.position))
            #expect(angles.position == row.position)
            let grid = try PositionText.parse(UTM.text(of: row.position))
            #expect(Sphere.distance(grid.position, row.position) <= 1, "\(row.position)")
            let square = try PositionText.parse(MGRS.text(of: row.position))
            #expect(Sphere.distance(square.position, row.position) <= square.leastUncertainty)
        }
    }
}
