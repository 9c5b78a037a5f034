internal import BankModel

extension Alarm {
    /// The alarms that an entry's application gives cause for.
    static func alarms(about application: Application, of entry: Entry, now: Int64) -> [Alarm] {
        let header = entry.header
        let name = "\(header.log)/\(header.seq)"
        let partner = header.log.author.partner
        var alarms: [Alarm] = []
        if application.forkedFrom != nil {
            alarms.append(
                Alarm(
                    kind: .forkProof,
                    partner: partner,
                    subject: name,
                    message: "\(header.log.author) signed two different entries as \(name); "
                        + "both are kept, and nothing is lost",
                    at: now
                )
            )
        }
        for invalid in application.invalid.prefix(8) {
            alarms.append(
                Alarm(
                    kind: .invalidOperation,
                    partner: partner,
                    subject: "\(header.log): \(invalid.reason)",
                    message: "\(name).\(invalid.dot.index) has no effect: \(invalid.reason)",
                    at: now
                )
            )
        }
        let ahead = header.claimed.milliseconds.subtractingReportingOverflow(now)
        if ahead.overflow
            ? header.claimed.milliseconds > 0
            : ahead.partialValue > Limits.clockAheadMillisecondsMax
        {
            alarms.append(
                Alarm(
                    kind: .clockAhead,
                    partner: partner,
                    subject: header.log.author.description,
                    message: "\(name) claims a time far in the future; it orders nothing but "
                        + "the display, and our clock does not follow it",
                    at: now
                )
            )
        }
        return alarms
    }
}
