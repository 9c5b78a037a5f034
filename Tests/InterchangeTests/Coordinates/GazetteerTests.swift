import BankModel
import Deconfliction
import Foundation
import Testing

@testable import Interchange

/// The nearest known place, and the line that echoes a position.
struct GazetteerTests {
    private func position(_ latitude: Int32, _ longitude: Int32) throws -> Position {
        try #require(Position(latitude: latitude, longitude: longitude))
    }

    @Test(arguments: [
        ("34.5,38.25", "34.5000000, 38.2500000 · 37SDU3114617852 · 7.6 km SW of Tadmur"),
        ("34.5624,38.28402", "at Tadmur"), ("35.5,38.25", "km "),
        ("-34.5,38.25", "-34.5000000, 38.2500000 · 37HDB3114682147 · 7440 km S of Al Ghariyah"),
        ("0,-0.0000001", "0.0000000, -0.0000001 · 30NZF3397800000 · "),
        ("90,0", "90.0000000, 0.0000000 · ZAH0000000000 · 5"),
        ("-90,0", "-90.0000000, 0.0000000 · BAN0000000000 · 1"),
    ])
    func `a position is echoed in three ways`(text: String, part: String) throws {
        let echo = PositionEcho.text(try PositionText.parse(text).position)
        #expect(echo.contains(part), "\(echo)")
    }

    @Test func `distances have tenths below ten kilometres, and directions eight points`() throws {
        let home = Gazetteer([.init(name: "Home", position: try position(0, 0))])
        let table: [(Int32, Int32, String)] = [
            (0, 0, "at Home"), (4_000, 0, "at Home"), (5_000, 0, "0.1 km N of Home"),
            (-90_000, 0, "1 km S of Home"), (0, 890_000, "9.9 km E of Home"),
            (0, -900_000, "10 km W of Home"), (1_000_000, 1_000_000, "16 km NE of Home"),
            (-1_000_000, 1_000_000, "16 km SE of Home"),
            (-1_000_000, -1_000_000, "16 km SW of Home"),
            (1_000_000, -1_000_000, "16 km NW of Home"), (1_000_000, 410_000, "12 km N of Home"),
            (1_000_000, 420_000, "12 km NE of Home"), (410_000, 1_000_000, "12 km E of Home"),
            (0, 1_800_000_000, "20015 km from Home"),
        ]
        for (latitude, longitude, end) in table {
            let echo = PositionEcho.text(try position(latitude, longitude), in: home)
            #expect(echo.hasSuffix(" · " + end), "\(echo)")
        }
    }

    @Test func `where no place is known, two ways are left`() throws {
        #expect(
            PositionEcho.text(try position(0, 450_000_000), in: Gazetteer([]))
                == "0.0000000, 45.0000000 · 38NNF0000000000"
        )
    }

    @Test func `a name cannot act on a terminal`() throws {
        let hostile = Gazetteer([.init(name: "\u{1B}[2J\u{202E}", position: try position(0, 0))])
        #expect(
            PositionEcho.text(try position(0, 0), in: hostile).hasSuffix("at \\u{1b}[2J\\u{202e}")
        )
    }

    @Test func `the nearest is the nearest of all, poles and antimeridian included`() throws {
        var dice = SeededDice(seed: 14)
        func anywhere() throws -> Position {
            let isEdge = Int.random(in: 0..<3, using: &dice) == 0
            return try position(
                Int32.random(in: (isEdge ? 895_000_000 : -900_000_000)...900_000_000, using: &dice),
                Int32.random(
                    in: (isEdge ? 1_795_000_000 : -1_800_000_000)...1_800_000_000,
                    using: &dice
                )
            )
        }
        let entries = try (0..<300).map { Gazetteer.Entry(name: "\($0)", position: try anywhere()) }
        let gazetteer = Gazetteer(entries)
        for _ in 0..<1_000 {
            let here = try anywhere()
            let nearest = try #require(gazetteer.nearest(to: here))
            let distances = entries.map { Sphere.distance(here, $0.position) }
            #expect(nearest.distance == distances.min())
            #expect(nearest.distance == Sphere.distance(here, nearest.entry.position))
        }
    }

    @Test func `the built-in places are the named ones of the demo's`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "deploy/data/places-sy.csv")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
        let named = rows.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .filter { !$0[2].isEmpty }
        #expect(Gazetteer.builtIn.count == 282 && named.count == 282)
        for cells in named {
            let here = try PositionText.parse("\(cells[0]),\(cells[1])").position
            let nearest = try #require(Gazetteer.builtIn.nearest(to: here))
            #expect(nearest.distance == 0 && nearest.entry.name == cells[2])
        }
    }
}
