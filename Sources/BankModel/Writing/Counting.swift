extension Pen {
    /// Throws `WriteRefusal.tooMany` where operations would add to more of something than a record
    /// may hold.
    ///
    /// What several authors added while apart merges, whatever it comes to: that is no obstacle to
    /// any other write, nor to taking some of it away.
    func checkCounts(of fields: [FieldState], after operations: [AuthoredOperation]) throws {
        let limits: [(number: UInt32, name: String, max: Int)] = [
            (FieldID.tags.number, "tags", Limits.tagsMax),
            (FieldID.externalIDs.number, "external_ids", Limits.externalIDsMax),
            (FieldID.remarks.number, "remarks", Limits.remarksMax),
            (FieldID.links.number, "links", Limits.linksMax),
            (FieldID.attributesNumber, "attributes", Limits.attributesMax),
        ]
        for limit in limits {
            let added = operations.filter { $0.field.number == limit.number }
                .reduce(0) { $0 + growth(by: $1, of: fields) }
            guard added > 0 else { continue }
            let held = fields.filter { $0.field.number == limit.number }
                .reduce(0) { $0 + count(of: $1) }
            if held + added > limit.max {
                throw WriteRefusal.tooMany(limit.name, max: limit.max)
            }
        }
    }

    /// How many more values an operation makes; an addition is of an element that is not there yet.
    private func growth(by operation: AuthoredOperation, of fields: [FieldState]) -> Int {
        guard operation.merge == .register else { return operation.value == nil ? -1 : 1 }
        let held = fields.first { $0.field == operation.field }.map { count(of: $0) } ?? 0
        return (operation.value == .cleared ? 0 : 1) - held
    }

    /// How many values people see in a field.
    private func count(of field: FieldState) -> Int {
        switch field.merge {
        case .register: field.live.contains { $0.value != .cleared } ? 1 : 0
        case .set: field.distinctValues.count
        case .list: field.live.count
        }
    }
}
