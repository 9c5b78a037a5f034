import Testing

/// Random edits, withdrawals, resolutions and cuts, done to real nodes and to the model alike.
struct RandomHistory {
    private let bank: Bank
    private var model: MergeModel
    private var dice: Dice
    /// Pairs of partners whose link is paused, by the one who paused it.
    private var cuts: [(by: String, from: String)] = []

    init(bank: Bank, seed: UInt64, records: Int) throws {
        self.bank = bank
        dice = Dice(seed: seed)
        model = MergeModel(nodes: bank.nodes.map(\.partner))
        for number in 1...records {
            let node = bank.nodes[number % bank.nodes.count]
            model.create(try node.addTarget("Random \(number)"))
        }
        try bank.waitUntilConverged()
    }

    /// Takes random steps, compares after each that joined nodes, and at the end with all links up.
    mutating func run(steps: Int) throws {
        for _ in 0..<steps {
            switch dice.roll(10) {
            case 0, 1: try cut()
            case 2: try join()
            case 3: try withdraw()
            case 4, 5: try resolve()
            default: try edit()
            }
        }
        while !cuts.isEmpty { try join() }
        try settle()
        try compare()
    }

    // MARK: Steps

    private mutating func edit() throws {
        let node = dice.pick(bank.nodes)
        let record = dice.pick(model.records)
        let field = dice.pick(MergeModel.registers)
        guard isOpen(record, at: node), !isDisputed(record, field, at: node) else { return }
        let value = newValue(for: field, current: model.values(field, of: record, at: node.partner))
        try node.run("edit", record, "\(field)=\(value)", "--current")
        model.set(field, of: record, to: value, at: node.partner)
        try settle()
    }

    private mutating func withdraw() throws {
        let node = dice.pick(bank.nodes)
        let record = dice.pick(model.records)
        guard !model.disputes(at: node.partner).contains(where: { $0.record == record }) else {
            return
        }
        if isOpen(record, at: node) {
            try node.run("withdraw", record, "--reason", "random", "--current")
            model.set(MergeModel.life, of: record, to: "withdrawn", at: node.partner)
        } else {
            try node.run("reinstate", record, "--reason", "random")
            model.set(MergeModel.life, of: record, to: "in_bank", at: node.partner)
        }
        try settle()
    }

    private mutating func resolve() throws {
        let node = dice.pick(bank.nodes)
        let open = try node.ask("conflicts")["conflicts"].elements
        guard !open.isEmpty else { return }
        let conflict = dice.pick(open)
        let record = try #require(conflict["record"].string)
        let field = try #require(conflict["field"].string)
        let id = try #require(conflict["id"].string)
        let value =
            field == MergeModel.life
            ? dice.pick(["in_bank", "withdrawn"]) : newValue(for: field, current: [])
        try node.run("resolve", id, "--set", value, "--reason", "random")
        model.resolve(field, of: record, to: value, at: node.partner)
        try settle()
    }

    private mutating func cut() throws {
        let node = dice.pick(bank.nodes)
        let other = dice.pick(bank.nodes.filter { $0.partner != node.partner })
        let isCut = cuts.contains { Set([$0.by, $0.from]) == [node.partner, other.partner] }
        guard !isCut else { return }
        try node.run("peer", "pause", other.partner)
        cuts.append((by: node.partner, from: other.partner))
        try eventually("\(other.partner) notices the cut") {
            try [node, other].allSatisfy { one in
                let partner = one.partner == node.partner ? other.partner : node.partner
                let peer = try one.status()["peers"].elements.first {
                    $0["partner"] == .string(partner)
                }
                return peer?["state"] != "connected"
            }
        }
    }

    private mutating func join() throws {
        guard !cuts.isEmpty else { return }
        let cut = cuts.remove(at: dice.roll(cuts.count))
        try bank[cut.by].run("peer", "resume", cut.from)
        try settle()
        try compare()
    }

    // MARK: Comparing

    /// Lets every group of nodes that can hear each other come to one state.
    private mutating func settle() throws {
        for group in groups() where group.count > 1 {
            try eventually("\(group.sorted()) have one digest") {
                let nodes = bank.nodes.filter { group.contains($0.partner) }
                return Set(try nodes.map { try $0.status()["digest"].string }).count == 1
            }
            model.meet(group)
        }
    }

    private func compare() throws {
        for node in bank.nodes {
            for record in model.records {
                let shown = try node.ask("show", record)
                expectLife(shown, of: record, at: node)
                let fields = shown["fields"]
                for field in MergeModel.registers {
                    let shown = fields[field]["values"].elements.compactMap { $0["value"].string }
                    let expected = model.values(field, of: record, at: node.partner)
                    #expect(Set(shown) == expected, "\(record) \(field) at \(node.partner)")
                }
            }
            let open = try node.ask("conflicts")["conflicts"].elements
            let disputes = open.map {
                MergeModel.Dispute(
                    record: $0["record"].string ?? "",
                    field: $0["field"].string ?? ""
                )
            }
            let expected = model.disputes(at: node.partner)
            #expect(disputes.sorted() == expected.sorted(), "at \(node.partner)")
            #expect(try node.status()["conflicts_open"].integer == expected.count)
        }
    }

    /// While people disagree whether it is withdrawn, the protective reading is for them to show.
    private func expectLife(_ shown: JSON, of record: String, at node: Node) {
        guard !isDisputed(record, MergeModel.life, at: node) else { return }
        #expect(shown["withdrawn"] == .bool(!isOpen(record, at: node)), "\(record)")
    }

    // MARK: Tools

    /// The nodes in groups that are joined by links, directly or through others.
    private func groups() -> [Set<String>] {
        var groups: [Set<String>] = []
        var left = Set(bank.nodes.map(\.partner))
        while let first = left.min() {
            var group: Set = [first]
            while let next = left.subtracting(group).first(where: { candidate in
                group.contains { !isCut($0, candidate) }
            }) {
                group.insert(next)
            }
            left.subtract(group)
            groups.append(group)
        }
        return groups
    }

    private func isCut(_ left: String, _ right: String) -> Bool {
        cuts.contains { Set([$0.by, $0.from]) == [left, right] }
    }

    /// Whether the node shows the record as being in the bank, undisputed.
    private func isOpen(_ record: String, at node: Node) -> Bool {
        model.values(MergeModel.life, of: record, at: node.partner) == ["in_bank"]
    }

    private func isDisputed(_ record: String, _ field: String, at node: Node) -> Bool {
        model.disputes(at: node.partner).contains(.init(record: record, field: field))
    }

    /// A value that the field does not have; two nodes choose the same one now and then.
    private mutating func newValue(for field: String, current: Set<String>) -> String {
        let choices =
            switch field {
            case "status": ["reported", "confirmed", "disputed"]
            case "grade": ["A1", "B2", "C3", "D4"]
            default: ["nobody", "a council", "a company", "not known"]
            }
        return dice.pick(choices.filter { !current.contains($0) })
    }
}
