package import BankModel

extension Oracle {
    /// Every record with its live values and ghosts, by id.
    package var records: [RecordState] {
        births.sorted { $0.key < $1.key }.map { id, birth in
            RecordState(
                id: id,
                kind: birth.kind,
                creator: birth.creator,
                counter: birth.counter,
                fields: fields(of: id)
            )
        }
    }

    private func fields(of record: RecordID) -> [FieldState] {
        deedsOfField.keys.filter { $0.record == record }
            .sorted { ($0.field, $0.merge.rawValue) < ($1.field, $1.merge.rawValue) }
            .map { register in
                let valid = (deedsOfField[register] ?? []).filter { invalid[$0] == nil }
                    .compactMap { deeds[$0] }
                let named = Set(valid.flatMap(\.names))
                let sets = valid.filter { $0.value != nil }
                let live = sets.filter { !named.contains($0.dot) }.compactMap { deed in
                    deed.value.map {
                        Sibling(
                            dot: deed.dot,
                            author: deed.author,
                            value: $0,
                            aware: deed.aware.sorted(),
                            typed: deed.typed
                        )
                    }
                }
                return FieldState(
                    field: register.field,
                    merge: register.merge,
                    live: live.sorted { $0.dot < $1.dot },
                    ghosts: register.merge == .register ? ghosts(among: sets, valid) : []
                )
            }
            .filter { !$0.isEmpty }
    }

    /// Values that somebody ended and that their own author never named.
    private func ghosts(among sets: [Deed], _ valid: [Deed]) -> [Ghost] {
        sets.filter { set in
            let namers = valid.filter { $0.names.contains(set.dot) }.map(\.author)
            return !namers.isEmpty && !namers.contains(set.author)
        }
        .map { Ghost(dot: $0.dot, author: $0.author) }
        .sorted { $0.dot < $1.dot }
    }

    /// The digest over all live dots.
    package var digest: Digest {
        var digest = Digest()
        for record in records {
            for field in record.fields { for sibling in field.live { digest.add(sibling.dot) } }
        }
        return digest
    }

    /// A conflict, as the oracle sees it.
    package struct Dispute: Hashable {
        /// The record.
        package let record: RecordID
        /// What kind.
        package let kind: ConflictKind
        /// The field.
        package let field: FieldID
        /// Every dot that a resolution must name.
        package let dots: [Dot]

        /// The hash by which both sides know it.
        package var id: Hash256 {
            Hash256(
                hashing: Array("jig conflict 1".utf8),
                record.bytes,
                field.bytes,
                dots.flatMap(\.bytes)
            )
        }
    }

    /// Every open conflict.
    package var disputes: [Dispute] { records.flatMap { Self.disputes(of: $0) } }

    /// The open conflicts of one record.
    package static func disputes(of record: RecordState) -> [Dispute] {
        let registers = record.fields.filter { $0.merge == .register }
        let life = registers.first { $0.field == .life }?.live ?? []
        let withdrawals = life.filter { $0.value == .life(.withdrawn) }
        let crossed = registers.filter { $0.field != .life }.flatMap(\.live).filter { edit in
            withdrawals.contains { withdrawal in
                !edit.aware.contains(withdrawal.dot) && !withdrawal.aware.contains(edit.dot)
            }
        }
        var disputes: [Dispute] = []
        if !crossed.isEmpty {
            disputes.append(
                Dispute(
                    record: record.id,
                    kind: .editWithdrawal,
                    field: .life,
                    dots: (life + crossed).map(\.dot).sorted()
                )
            )
        }
        for register in registers where Set(register.live.map(\.value.domainBytes)).count > 1 {
            if register.field == .life, !crossed.isEmpty { continue }
            disputes.append(
                Dispute(
                    record: record.id,
                    kind: .values,
                    field: register.field,
                    dots: register.live.map(\.dot).sorted()
                )
            )
        }
        return disputes
    }
}
