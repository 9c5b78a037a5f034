/// What applying an entry did.
package struct Application: Equatable, Sendable {
    /// Operations without effect, and why.
    package var invalid: [InvalidOperation] = []
    /// Records written, in order.
    package var records: [RecordID] = []
    /// Another entry of the same log and seq with a different hash: with this one, proof of a fork.
    package var forkedFrom: EntryHash?

    package init() {}
}

/// An operation without effect.
package struct InvalidOperation: Equatable, Sendable {
    /// The operation.
    package let dot: Dot
    /// Why.
    package let reason: Invalidity
}

extension BankWriting {
    /// Applies an entry, whole, to log, state, conflicts and digest.
    ///
    /// Its signature has been verified, and all that it depends on is held. An invalid operation is
    /// kept with its reason and has no effect. An entry that is held already changes nothing. `kept`
    /// is for `append`.
    ///
    /// - Throws: `Misplacement` before anything is written, or what the storage throws.
    package mutating func apply(
        _ entry: Entry,
        kept: [UInt8]? = nil,
        charter: Charter,
        rules: [RuleSet] = RuleSet.released,
        receivedAt: Int64
    ) throws -> Application {
        var application = Application()
        if try facts(of: entry.hash) != nil { return application }
        try checkPlace(of: entry.header)
        application.forkedFrom = try entries(in: entry.header.log, at: entry.header.seq).first
        try append(entry, kept: kept, receivedAt: receivedAt)
        try derive(entry, charter: charter, rules: rules, receivedAt: receivedAt, &application)
        return application
    }

    /// Brings state, conflicts and digest up to date with an entry that is already in its log:
    /// the second half of `apply`, and what a rebuild does with every entry in turn.
    package mutating func derive(
        _ entry: Entry,
        charter: Charter,
        rules: [RuleSet] = RuleSet.released,
        receivedAt: Int64,
        _ application: inout Application
    ) throws {
        var digest = try digest()
        var own = OwnSets(seesWholeLog: try hasOnlyPast(of: entry))
        let judge = Judge(entry, charter: charter, rules: rules)
        for change in entry.changes {
            if let made = judge.made(by: change) {
                digest.addLive(of: made)
                try write(made, over: nil, for: entry, receivedAt: receivedAt, &application)
                continue
            }
            var subject: Judge.Subject
            do {
                subject = try judge.subject(of: change, in: self)
            } catch let reason as Invalidity {
                try refuse(change, of: entry, because: reason, &application)
                continue
            }
            let before = subject.isNew ? nil : subject.state
            if subject.isNew { digest.add(subject.state.id) }
            for (position, operation) in change.operations.enumerated() {
                let dot = Dot(entry: entry.hash, index: change.index(ofOperation: position))
                do {
                    let applied = try judge.resolve(
                        operation,
                        dot: dot,
                        on: subject,
                        &own,
                        in: self
                    )
                    digest.add(subject.state.apply(applied))
                } catch let reason as Invalidity {
                    try refuse(dot, because: reason, &application)
                }
            }
            try write(
                subject.state,
                over: before,
                for: entry,
                receivedAt: receivedAt,
                &application
            )
        }
        try setDigest(digest)
    }

    private mutating func write(
        _ after: RecordState,
        over before: RecordState?,
        for entry: Entry,
        receivedAt: Int64,
        _ application: inout Application
    ) throws {
        application.records.append(after.id)
        try update(
            RecordUpdate(
                before: before,
                after: after,
                entry: entry.hash,
                receivedAt: receivedAt
            )
        )
    }

    /// Whether an entry, which is in its log already, follows all else that is held of the log.
    private func hasOnlyPast(of entry: Entry) throws -> Bool {
        try !isForked(entry.header.log)
            || frontier().heads(of: entry.header.log) == [entry.head]
    }

    private mutating func refuse(
        _ change: EntryChange,
        of entry: Entry,
        because reason: Invalidity,
        _ application: inout Application
    ) throws {
        for offset in 0..<UInt32(change.dotCount) {
            let dot = Dot(entry: entry.hash, index: change.firstIndex + offset)
            try refuse(dot, because: reason, &application)
        }
    }

    private mutating func refuse(
        _ dot: Dot,
        because reason: Invalidity,
        _ application: inout Application
    ) throws {
        try keep(reason.description, of: dot)
        application.invalid.append(InvalidOperation(dot: dot, reason: reason))
    }

    private func checkPlace(of header: EntryHeader) throws {
        var seqBefore: UInt64 = 0
        for hash in header.previous {
            guard let facts = try facts(of: hash), facts.log == header.log else {
                throw Misplacement.foreignPrevious
            }
            seqBefore = max(seqBefore, facts.seq)
        }
        guard header.seq == seqBefore + 1 else {
            throw Misplacement.wrongSeq(is: header.seq, expected: seqBefore + 1)
        }
        for seen in header.seen {
            let log = LogID(author: seen.author, channel: header.log.channel)
            guard log != header.log, let facts = try facts(of: seen.head.hash),
                facts.log == log, facts.seq == seen.head.seq
            else { throw Misplacement.wrongSeen }
        }
    }
}
