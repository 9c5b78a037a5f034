/// That a field of a record refers to another record.
package struct Mention: Hashable, Sendable {
    /// The field.
    package let field: FieldID
    /// The record that is meant, which need not be held.
    package let record: RecordID

    package init(field: FieldID, record: RecordID) {
        self.field = field
        self.record = record
    }
}

extension RecordState {
    /// What the record's live values refer to, siblings included; each once, by field and then dot.
    ///
    /// A statement about the bank refers to `RecordID.bank`, so that it is found without a search.
    package var mentions: [Mention] {
        if BankStatement(self) != nil { return [Mention(field: .about, record: .bank)] }
        var found: [Mention] = []
        let fields = fields.span
        for position in fields.indices {
            let live = fields[position].live.span
            for sibling in live.indices {
                guard case .reference(let reference) = live[sibling].value else { continue }
                let mention = Mention(field: fields[position].field, record: reference.record)
                if !found.contains(mention) { found.append(mention) }
            }
        }
        return found
    }
}

extension RecordID {
    /// Stands for the bank itself where a record is named: no record has this id.
    package static let bank = Self(entry: .zero, index: 0)
}
