import BankModel
import Deconfliction
import Testing

@testable import Interchange

/// MGRS, UTM and UPS at their edges; the expected texts are GeographicLib's.
struct GridTextTests {
    private func position(_ text: String) throws -> Position {
        try PositionText.parse(text).position
    }

    private func check(
        _ text: String,
        isRefused part: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        do {
            let typed = try PositionText.parse(text)
            Issue.record("\(text) is read as \(typed)", sourceLocation: location)
        } catch {
            #expect(error.rule.contains(part), "\(text): \(error.rule)", sourceLocation: location)
        }
    }

    @Test(arguments: [
        ("34.5,38.25", "37SDU3114617852"), ("34.5,36", "37SBU2454421684"),
        ("34.5,35.9999999", "36SYD7545521684"), ("34.5,42", "38SKD2454421684"),
        ("40,39", "37TEE0000027757"), ("39.9999999,39", "37SEE0000027757"),
        ("-34.6,-58.38", "21HUB7345870448"), ("0,0", "31NAA6602100000"),
        ("-0.0000001,0", "31MAV6602199999"), ("0,45", "38NNF0000000000"),
        ("0,180", "01NAA6602100000"), ("0,-180", "01NAA6602100000"),
        ("0,179.9999999", "60NZF3397800000"), ("-80,0", "31CDM4186716915"),
        ("-72,20", "34DDF6551010781"), ("-72.0000001,20", "34CDF6551010781"),
        ("83.9999999,10", "33XVP4172130624"),
    ])
    func `zones and bands begin at their western and southern edges`(
        degrees: String,
        expected: String
    ) throws {
        #expect(try MGRS.text(of: position(degrees)) == expected)
    }

    @Test(arguments: [
        ("60,2.9999999", "31VDG9999951411"), ("60,3", "32VJM6564066593"),
        ("60.39299,5.32415", "32VKN9747700830"), ("55.9999999,3", "31UEC0000006079"),
        ("56,3", "32VJH2604922336"), ("63.9999999,3", "32VKS0685710827"),
        ("64,3", "31WEL0000097014"), ("78,8.9999999", "31XFG3902665496"),
        ("78,9", "33XUG6097365496"), ("78,20.9999999", "33XXG3902665496"),
        ("78,21", "35XLG6097365496"), ("78,32.9999999", "35XPG3902665496"),
        ("78,33", "37XCG6097365496"), ("78,42", "38XMM3039960152"),
        ("71.9999999,9", "32WNE0000088932"), ("72,9", "33XTV9336399233"),
    ])
    func `Norway and Svalbard have zones of their own`(degrees: String, expected: String) throws {
        #expect(try MGRS.text(of: position(degrees)) == expected)
    }

    @Test(arguments: [
        ("84,10", "ZBA1577643401"), ("84,-10", "YYA8422343401"), ("90,0", "ZAH0000000000"),
        ("-90,77", "BAN0000000000"), ("-80.0000001,0", "BAZ0000012951"),
        ("89.9999999,180", "ZAH0000000000"), ("-89.9999999,-90", "AZN9999900000"),
    ])
    func `beyond 84 north and 80 south the grid is polar`(degrees: String, expected: String) throws
    {
        #expect(try MGRS.text(of: position(degrees)) == expected)
    }

    @Test(arguments: [
        ("34.5,38.25", "37 north 431146.855 3817852.504"),
        ("-34.5,38.25", "37 south 431146.855 6182147.496"),
        ("0,45", "38 north 500000 0"), ("-0.0000001,0", "31 south 166021.443 9999999.989"),
        ("84,-10", "UPS north 1884223.949 1343401.388"), ("-90,0", "UPS south 2000000 2000000"),
    ])
    func `a grid coordinate is written with its hemisphere in full, and read back`(
        degrees: String,
        expected: String
    ) throws {
        let position = try position(degrees)
        #expect(UTM.text(of: position) == expected)
        #expect(try PositionText.parse(expected).position == position)
        #expect(try PositionText.parse(expected).form == .utm)
    }

    @Test(arguments: [
        ("37SDU3114617852", 344_999_999, 382_499_961, 720),
        ("37SDU31141785", 345_000_224, 382_499_796, 7_122),
        ("37sdu311178", 344_999_776, 382_500_345, 71_148),
        ("37S DU 31 17", 344_968_449, 382_538_747, 711_408),
        ("37 S D U 3 1", 344_745_279, 382_921_858, 7_114_008),
        ("37SDU", 347_909_799, 384_534_538, 71_140_008),
        ("zah", 893_631_098, 1_350_000_000, 71_140_008),
        ("B AN", -893_631_098, 450_000_000, 71_140_008),
        ("31XEA", 725_418_983, 44_933_194, 71_140_008),
        ("1NAA6602100000", 45, -1_799_999_995, 720),
    ])
    func `a square is its middle, and as uncertain as its corners are far`(
        text: String,
        latitude: Int32,
        longitude: Int32,
        uncertainty: Int64
    ) throws {
        let typed = try PositionText.parse(text)
        let expected = try #require(Position(latitude: latitude, longitude: longitude))
        #expect(Sphere.distance(typed.position, expected) <= 12, "\(typed.position)")
        #expect(typed.leastUncertainty == uncertainty)
        #expect(typed.form == .mgrs && typed.typed == text)
    }

    @Test func `no corner of a square is further away than its least uncertainty`() throws {
        var dice = SeededDice(seed: 12)
        for step in 0..<5_000 {
            let degrees = Int32.random(in: -900_000_000...900_000_000, using: &dice)
            let latitude = step % 5 == 0 ? degrees / 1_000 : degrees
            let longitude = Int32.random(in: -1_800_000_000...1_800_000_000, using: &dice)
            let position = try #require(Position(latitude: latitude, longitude: longitude))
            let full = MGRS.text(of: position)
            let keep = step % 6
            let digits = full.suffix(10)
            let text =
                full.dropLast(10) + digits.prefix(keep) + digits.dropFirst(5).prefix(keep)
            let tokens = try CoordinateToken.tokens(of: String(text))
            let spelling = try #require(MGRS.Spelling(tokens))
            let square = try MGRS.square(spelling, of: String(text))
            let centre = try #require(square.centre)
            for corner in square.corners {
                let distance = Sphere.distance(centre, corner.position)
                #expect(distance <= square.leastUncertainty + 8, "\(text)")
                #expect(distance * 100 >= square.side * 1000 * 70 - 2_000, "\(text)")
            }
            #expect(Sphere.distance(centre, position) <= square.leastUncertainty, "\(text)")
        }
    }

    @Test func `what is no square is refused with the rule`() {
        check("37SDU1", isRefused: "as many digits to the north")
        check("37SDU123", isRefused: "as many digits to the north")
        check("37SDU 12 345", isRefused: "as many digits to the north")
        check("37SDU 1 2 3", isRefused: "as many digits to the north")
        check("37SDU123456123456", isRefused: "more than five digits")
        check("37SDU 123456 123456", isRefused: "more than five digits")
        check("37SDU 12.5 34.5", isRefused: "decimal point")
        check("61SDU1234", isRefused: "from 1 to 60")
        check("0SDU1234", isRefused: "from 1 to 60")
        check("SDU1234", isRefused: "does not begin with the number of its zone")
        check("37SIU1234", isRefused: "the letter I")
        check("37ODU1234", isRefused: "the letter O")
        check("37SDW1234", isRefused: "the row W: rows have A to V")
        check("37SJU1234", isRefused: "the column J: zone 37 has A to H")
        check("38SAU1234", isRefused: "the column A: zone 38 has J to R")
        check("37ADU1234", isRefused: "the band A, which is a pole's")
        check("37SD", isRefused: "names no square")
        check("37SDL1234", isRefused: "which zone 37 has not in band S")
        check("37NDU1234", isRefused: "which zone 37 has not in band N")
        check("37WAU1234", isRefused: "which zone 37 has not in band W")
        check("32XMG1234", isRefused: "names zone 32X, which there is not")
        check("34XDG1234", isRefused: "names zone 34X")
        check("36XVG1234", isRefused: "names zone 36X")
        check("31VEG1234", isRefused: "which zone 31 has not in band V")
        check("ZZA1234", isRefused: "which the polar zone Z has not")
        check("ZJA1234", isRefused: "which the polar zone Z has not")
        check("ZAQ1234", isRefused: "which the polar zone Z has not")
        check("YRA1234", isRefused: "which the polar zone Y has not")
        check("BDN1234", isRefused: "which the polar zone B has not")
    }

    @Test(arguments: [
        "37N 431147 3817853", "37n 431147 3817853", "37 north 431147 3817853",
        "37north 431147 3817853", "37 N 431147mE 3817853mN", "37N 431147E 3817853N",
        "37N 431147 m 3817853 m", "37 n 431147 3817853",
        "37N 431147.0 3817853.00", "37 NORTH 431147 3817853",
    ])
    func `every spelling of a grid coordinate means the same position`(text: String) throws {
        let expected = try #require(Position(latitude: 345_000_045, longitude: 382_500_015))
        #expect(try PositionText.parse(text).position == expected)
        #expect(try PositionText.parse(text).leastUncertainty == 0)
    }

    @Test func `S is refused as ambiguous with advice, other bands decide the hemisphere`() throws {
        for text in ["37S 431147 3817853", "37s 431147 6182147", "37 S 431147 3817853"] {
            do {
                let typed = try PositionText.parse(text)
                Issue.record("\(text) is read as \(typed)")
            } catch {
                #expect(error.rule.contains("is ambiguous"))
                #expect(error.next == "write 37 south or 37 north instead of 37S")
            }
        }
        #expect(try position("37T 431147 4517853").latitude > 400_000_000)
        #expect(try position("21H 373458.607 6170448.511").latitude == -346_000_000)
        check("37T 431147 3817853", isRefused: "lies in band S, not in band T")
        check("37H 431147 3817853", isRefused: "lies in band F, not in band H")
        check("37R 431147 3817853", isRefused: "lies in band S, not in band R")
    }

    @Test func `what is no grid coordinate is refused with the rule`() {
        check("61N 431147 3817853", isRefused: "from 1 to 60")
        check("0N 431147 3817853", isRefused: "from 1 to 60")
        check("37A 431147 3817853", isRefused: "no band of a zone")
        check("37I 431147 3817853", isRefused: "no band of a zone")
        check("UPS X 2000000 2000000", isRefused: "no band of a zone")
        check("37N 99999.9 3817853", isRefused: "easting that does not lie from 100000 to 900000 m")
        check("37N 900000.000001 3817853", isRefused: "easting that does not lie")
        check(
            "37N 431147 9400000.000001",
            isRefused: "northing that does not lie from 0 to 9400000"
        )
        check("37 south 431147 999999", isRefused: "from 1000000 to 10000000 m")
        check("37 south 431147 10000001", isRefused: "from 1000000 to 10000000 m")
        check("UPS north 1299999 2000000", isRefused: "easting that does not lie from 1300000")
        check("UPS south 2000000 3200001", isRefused: "northing that does not lie from 800000")
        check("37N 431147.1.1 3817853", isRefused: "that is no number")
        check("37N 800000 6617853", isRefused: "lies far outside zone 37: there the zone is 38")
        check("31N 300000 8617853", isRefused: "lies far outside zone 31: there the zone is 30")
    }
}
