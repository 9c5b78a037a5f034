package import BankModel
internal import GRDB

extension BankDatabase {
    /// Derives state, conflicts, indexes, counts and digest anew from the log, in one transaction.
    ///
    /// - Parameters:
    ///   - charter: The charter with a number, as the entries name it.
    ///   - rules: The rule sets that this release knows.
    ///   - progress: Told, now and then, how many entries are done.
    /// - Returns: The digest, the same before and after.
    /// - Throws: `StoreError.rebuildDiffers`, after which nothing has changed.
    package func rebuild(
        charter: (UInt64) throws -> Charter,
        rules: [RuleSet] = RuleSet.released,
        progress: (Int) -> Void = { _ in }
    ) throws -> Digest {
        try write { transaction in
            let kept = try transaction.digest()
            try Schema.recreateDerivedTables(in: transaction.connection.database)
            // What the connection remembers of tables that are empty now, such as tiles, is wrong.
            transaction.connection.forget()
            transaction.setDigest(Digest())
            var last: Int64 = 0
            var done = 0
            while let next = try transaction.connection.loggedEntry(after: last) {
                let entry = try decoding.entry(from: next.bytes)
                var application = Application()
                try transaction.derive(
                    entry,
                    charter: charter(entry.header.charter),
                    rules: rules,
                    receivedAt: next.receivedAt,
                    &application
                )
                last = next.key
                done += 1
                if done.isMultiple(of: 256) { progress(done) }
            }
            progress(done)
            let rebuilt = try transaction.digest()
            guard rebuilt == kept else {
                throw StoreError.rebuildDiffers(kept: kept, rebuilt: rebuilt)
            }
            return rebuilt
        }
    }
}
