import BankModel
import ControlAPI
import Testing

/// Tables on terminals that are too narrow for them.
struct TableTests {
    private func lines(width: Int) -> [String] {
        var table = Table([
            .init("ID"), .init("NAME", widthMax: 40, isElastic: true),
            .init("COUNT", isNumber: true),
            .init("WHERE"),
        ])
        table.add([
            Line("us-t1"), Line("A depot of a long name"), Line("7"), Line("here and there"),
        ])
        table.add([Line("us-t12"), Line("東京"), Line(), Line()])
        return table.lines(indent: 2, width: width).map { $0.text(colour: false) }
    }

    @Test func `a table that fits is as it was`() {
        #expect(
            lines(width: 100) == [
                "  ID      NAME                    COUNT  WHERE",
                "  us-t1   A depot of a long name      7  here and there",
                "  us-t12  東京",
            ]
        )
        #expect(lines(width: 55) == lines(width: .max))
    }

    @Test func `what may be cut is cut before anything is broken`() {
        #expect(
            lines(width: 45) == [
                "  ID      NAME          COUNT  WHERE",
                "  us-t1   A depot of …      7  here and there",
                "  us-t12  東京",
            ]
        )
    }

    @Test func `on a still narrower terminal each row is a block that says all of it`() {
        #expect(
            lines(width: 30) == [
                "  ID       us-t1", "    NAME   A depot of a long ", "           name",
                "    COUNT  7",
                "    WHERE  here and there", "  ID       us-t12", "    NAME   東京",
            ]
        )
    }

    @Test(arguments: [30, 40, 60, 80])
    func `no line of an answer's table is longer than the terminal`(width: Int) {
        let display = Display(width: width)
        let record = RecordSummary(
            id: "us-s1",
            kind: "site",
            owner: "us",
            version: "v",
            withdrawn: false,
            conflicted: true,
            fields: [
                "name": .text(String(repeating: "name ", count: 20)),
                "category": .text("populated_place"), "place": Sample.place(345),
            ]
        )
        let list = display.lines(of: RecordList(records: [record], next: nil))
        let history = display.lines(of: History(entries: [Sample.cleared]))
        let peers = display.lines(ofPeers: [Sample.connectedPeer])
        for line in list + history + peers { #expect(line.width <= width, "\(line)") }
    }

    @Test func `where no terminal breaks lines a row stays one line`() {
        let display = Display(width: 40, tableWidth: .max)
        #expect(display.lines(ofPeers: [Sample.connectedPeer]).count == 2)
    }
}
