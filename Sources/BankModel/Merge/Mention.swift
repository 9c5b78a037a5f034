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
    package var mentions: [Mention] {
        var found: [Mention] = []
        for field in fields {
            for sibling in field.live {
                guard case .reference(let reference) = sibling.value else { continue }
                let mention = Mention(field: field.field, record: reference.record)
                if !found.contains(mention) { found.append(mention) }
            }
        }
        return found
    }
}
