package import BankModel

extension Oracle {
    /// How a storage that holds the same entries differs from what it must be; nil if it does not.
    package func differenceInParts(from storage: some BankReading) throws -> String? {
        if try storage.frontier() != frontier { return "the frontiers differ" }
        for record in records {
            guard let held = try storage.record(record.id) else {
                return "record \(record.id) is not there"
            }
            if held != record { return "record \(record.id) is \(held), must be \(record)" }
        }
        for dispute in disputes {
            let conflict = try storage.conflict(ConflictID(hash: dispute.id))
            guard let conflict, conflict.dots == dispute.dots, conflict.kind == dispute.kind,
                conflict.field == dispute.field, conflict.record == dispute.record
            else { return "conflict \(dispute) is \(String(describing: conflict))" }
        }
        for dot in deeds.keys {
            let reason = try storage.invalidity(of: dot)
            if reason != invalid[dot]?.description {
                return "\(dot) is invalid for \(reason ?? "nothing"), must be for "
                    + (invalid[dot]?.description ?? "nothing")
            }
        }
        return try storage.digest() == digest ? nil : "the digests differ"
    }

    /// The same for a bank in memory, which can also be asked for what it should not hold.
    package func difference(from bank: MemoryBank) -> String? {
        if bank.allRecords.map(\.id) != records.map(\.id) { return "other records are there" }
        if Set(bank.allConflicts.map(\.id.hash)) != Set(disputes.map(\.id)) {
            return "other conflicts are open"
        }
        if bank.allInvalidities.mapValues(\.self) != invalid.mapValues(\.description) {
            return "other operations are invalid"
        }
        do {
            return try differenceInParts(from: bank)
        } catch {
            return "the bank in memory threw \(error)"
        }
    }
}
