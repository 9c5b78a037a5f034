import BankModel

extension Oracle {
    /// Decides which operations of an entry have an effect, from what lies in its past.
    mutating func judge(_ entry: Entry) {
        for change in entry.changes {
            let dots = (0..<UInt32(change.dotCount)).map {
                Dot(entry: entry.hash, index: change.firstIndex + $0)
            }
            do throws(Invalidity) {
                let record = try record(of: change, in: entry)
                note(change, on: record, in: entry)
                if change.record.isCreation { birth(of: change, in: entry, record) }
                let first = change.record.isCreation ? 1 : 0
                for (operation, dot) in zip(change.operations, dots.dropFirst(first)) {
                    if let reason = fault(of: operation, at: dot, on: record, in: entry) {
                        refuse(dot, reason)
                    }
                }
            } catch {
                if let record = named(by: change, in: entry) { note(change, on: record, in: entry) }
                for dot in dots { refuse(dot, error) }
            }
        }
    }

    private func named(by change: EntryChange, in entry: Entry) -> RecordID? {
        switch change.record {
        case .create: Dot(entry: entry.hash, index: change.firstIndex)
        case .existing(let reference): dot(reference, from: entry)
        }
    }

    private func record(of change: EntryChange, in entry: Entry) throws(Invalidity) -> RecordID {
        let channel = entry.header.log.channel
        guard let id = named(by: change, in: entry) else { throw .unknownRecord }
        let kindNumber: UInt32
        switch change.record {
        case .create(let kind, _): kindNumber = kind
        case .existing:
            guard let birth = births[id] else { throw .unknownRecord }
            kindNumber = birth.kind
        }
        guard let kind = rules?.kind(kindNumber) else { return id }
        if kind.channel != channel { throw .wrongChannel(kind.channel) }
        if kind.authority == .immutable, !change.record.isCreation { throw .immutableRecord }
        if kind.authority == .ownerOnly, let birth = births[id],
            birth.creator.partner != entry.header.log.author.partner
        {
            throw .foreignRecord(owner: birth.creator.partner)
        }
        return id
    }

    private mutating func birth(of change: EntryChange, in entry: Entry, _ record: RecordID) {
        guard case .create(let kind, let counter) = change.record else { return }
        add(
            Birth(kind: kind, creator: entry.header.log.author, counter: counter),
            of: record
        )
    }

    /// Writes down what each operation says, so that others can name it.
    private mutating func note(_ change: EntryChange, on record: RecordID, in entry: Entry) {
        let author = entry.header.log.author
        if change.record.isCreation {
            add(
                Deed(
                    dot: record,
                    author: author,
                    register: Register(record: record, field: .life, merge: .register),
                    value: .life(.inBank),
                    names: [],
                    aware: []
                )
            )
        }
        for (position, operation) in change.operations.enumerated() {
            add(
                Deed(
                    dot: Dot(entry: entry.hash, index: change.index(ofOperation: position)),
                    author: author,
                    register: Register(
                        record: record,
                        field: operation.field,
                        merge: operation.merge
                    ),
                    value: operation.value,
                    typed: operation.typed,
                    names: operation.supersedes.compactMap { dot($0, from: entry) },
                    aware: operation.aware.compactMap { dot($0, from: entry) }
                )
            )
        }
    }

    /// The dot that a reference of an entry means, if it means exactly one in the entry's past.
    private func dot(_ reference: DotReference, from entry: Entry) -> Dot? {
        let heads = entry.header.dependencies
        switch reference {
        case .ancestor(let head, let seq, let index):
            guard Int(head) < heads.count, Int(index) < Limits.operationsMax else { return nil }
            let found = (below[heads[Int(head)]] ?? []).filter { entries[$0]?.header.seq == seq }
            return found.count == 1 ? found.first.map { Dot(entry: $0, index: index) } : nil
        case .exact(let head, let dot):
            guard Int(head) < heads.count, Int(dot.index) < Limits.operationsMax,
                below[heads[Int(head)]]?.contains(dot.entry) == true
            else { return nil }
            return dot
        }
    }

    private func fault(
        of operation: Operation,
        at dot: Dot,
        on record: RecordID,
        in entry: Entry
    ) -> Invalidity? {
        shapeFault(of: operation)
            ?? valueFault(of: operation, on: record)
            ?? repetitionFault(of: operation, at: dot, on: record)
            ?? referenceFault(of: operation, on: record, in: entry)
            ?? siblingFault(of: operation, at: dot, in: entry)
    }

    private func shapeFault(of operation: Operation) -> Invalidity? {
        let isBad =
            operation.kind == .put && operation.value == nil
            || operation.kind == .remove && (operation.value != nil || operation.merge != .set)
            || operation.merge == .list && !operation.supersedes.isEmpty
            || operation.merge != .register && !operation.aware.isEmpty
        return isBad ? .wrongShape : nil
    }

    private func valueFault(of operation: Operation, on record: RecordID) -> Invalidity? {
        if operation.field == .life, operation.merge != .register { return .wrongMerge }
        guard let kind = births[record]?.kind,
            let field = rules?.kind(kind)?.field(operation.field)
        else { return nil }
        if field.merge != operation.merge { return .wrongMerge }
        if field.keys == .partner, !charter.partners.map(\.id.text).contains(operation.field.key) {
            return .badValue("its key: the charter has no such partner")
        }
        guard operation.kind == .put, let value = operation.value else { return nil }
        if value == .cleared, field.merge != .register {
            return .badValue("only a register can be cleared")
        }
        return field.refusal(of: value, under: charter).map { .badValue($0) }
    }

    /// Of what is never changed, nothing is said twice: no register by what creates it, nor `@life`.
    private func repetitionFault(
        of operation: Operation,
        at dot: Dot,
        on record: RecordID
    ) -> Invalidity? {
        guard let kind = births[record]?.kind, rules?.kind(kind)?.authority == .immutable,
            operation.merge == .register, operation.value != nil
        else { return nil }
        let register = Register(record: record, field: operation.field, merge: .register)
        let isSaid = (deedsOfField[register] ?? []).compactMap { deeds[$0] }.contains { other in
            other.dot.index < dot.index && other.value != nil && invalid[other.dot] == nil
        }
        return isSaid ? .immutableRecord : nil
    }

    private func referenceFault(
        of operation: Operation,
        on record: RecordID,
        in entry: Entry
    ) -> Invalidity? {
        let register = Register(record: record, field: operation.field, merge: operation.merge)
        for reference in operation.supersedes {
            guard let dot = dot(reference, from: entry) else { return .dotNotInPast }
            if deeds[dot]?.register != register { return .foreignDot }
        }
        for reference in operation.aware {
            guard let dot = dot(reference, from: entry) else { return .dotNotInPast }
            guard let other = deeds[dot]?.register, other.record == record,
                (other.field == .life) != (operation.field == .life)
            else { return .foreignDot }
        }
        return nil
    }

    /// The ninth own value: those of the author's own past in its log, and of this entry so far,
    /// that nothing of the author's own in that past names.
    private func siblingFault(of operation: Operation, at dot: Dot, in entry: Entry) -> Invalidity?
    {
        guard operation.merge == .register, operation.value != nil,
            let deed = deeds[dot], let past = below[entry.hash]
        else { return nil }
        let own = (deedsOfField[deed.register] ?? []).compactMap { deeds[$0] }.filter { other in
            other.author == deed.author && invalid[other.dot] == nil
                && past.contains(other.dot.entry)
                && (other.dot.entry != entry.hash || other.dot.index < dot.index)
        }
        let named = Set(own.flatMap(\.names) + deed.names)
        let unnamed = own.filter { $0.value != nil && !named.contains($0.dot) }
        return unnamed.count >= Limits.ownSiblingsMax ? .tooManySiblings : nil
    }
}
