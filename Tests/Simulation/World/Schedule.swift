/// What is to happen, in the order of its time; at one time, in the order of scheduling.
struct Schedule<Happening> {
    private var queue: [Item] = []
    private var serial = 0

    fileprivate struct Item {
        let time: Int64
        let serial: Int
        let happening: Happening

        func isAfter(_ other: Self) -> Bool {
            (time, serial) > (other.time, other.serial)
        }
    }

    mutating func add(_ happening: Happening, at time: Int64) {
        serial += 1
        let item = Item(time: time, serial: serial, happening: happening)
        var low = 0
        var high = queue.count
        while low < high {
            let middle = (low + high) / 2
            if queue[middle].isAfter(item) { low = middle + 1 } else { high = middle }
        }
        queue.insert(item, at: low)
    }

    /// The next happening, unless it is later than `end`.
    mutating func next(until end: Int64) -> (time: Int64, happening: Happening)? {
        guard let item = queue.last, item.time <= end else { return nil }
        queue.removeLast()
        return (item.time, item.happening)
    }
}

extension Schedule: Sendable where Happening: Sendable {}

extension Schedule.Item: Sendable where Happening: Sendable {}
