import BankModel

extension StoredBank {
    /// What `status` counts, as of the last commit: one row a kind, whatever the bank's size.
    package func counts() throws -> BankCounts {
        var counts = BankCounts()
        try connection.each(
            "SELECT kind, in_bank, withdrawn, conflicts FROM tally ORDER BY kind"
        ) { row in
            counts.kinds.append(
                BankCounts.KindCount(
                    kind: UInt32(truncatingIfNeeded: row.integer(0)),
                    inBank: Int(row.integer(1)),
                    withdrawn: Int(row.integer(2))
                )
            )
            counts.conflicts += Int(row.integer(3))
            return true
        }
        counts.drafts = try rowCount("SELECT count(*) FROM draft")
        counts.alarms = try alarmCount()
        return counts
    }

    /// How many conflicts are open, whatever the bank's size.
    package func openConflictCount() throws -> Int {
        try rowCount("SELECT coalesce(sum(conflicts), 0) FROM tally")
    }

    /// The alarms that stand, the one raised last first.
    package func alarms(limit: Int) throws -> [StoredAlarm] {
        try connection.all(
            """
            SELECT kind, partner, subject, message, first_at, last_at, count FROM alarm
            ORDER BY last_at DESC, pk DESC LIMIT ?
            """,
            .integer(limit)
        ) { row in
            guard let kind = Alarm.Kind(rawValue: row.text(0)) else {
                throw StoreError.damaged("an alarm of kind \(row.text(0))")
            }
            let alarm = Alarm(
                kind: kind,
                partner: row.isNull(1) ? nil : PartnerID(row.text(1)),
                subject: row.text(2),
                message: row.text(3),
                at: row.integer(5)
            )
            return StoredAlarm(
                alarm: alarm,
                count: Int(row.integer(6)),
                firstAt: row.integer(4)
            )
        }
    }
}
