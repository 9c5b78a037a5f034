package import BankModel

extension StoredBank {
    /// Who made a change and when; nil if its entry is not held.
    package func facts(of dot: Dot) throws -> DotFacts? {
        guard let row = try connection.entryRow(dot.entry),
            let writing = try connection.writing(ofEntry: row.key)
        else { return nil }
        return DotFacts(
            author: row.log.author,
            channel: row.log.channel,
            seq: row.seq,
            index: dot.index,
            operatorName: writing.operatorName,
            claimed: writing.claimed,
            receivedAt: writing.receivedAt
        )
    }

    /// The changes that people call `us/bank/17.3`: several where the log forked at that seq, none
    /// where nothing held bears the name.
    package func dots(named name: String) throws -> [Dot] {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let author = AuthorID(String(parts[0])),
            let channel = Channel.allCases.first(where: { $0.description == parts[1] })
        else { return [] }
        let place = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard place.count == 2, let seq = UInt64(place[0]), String(seq) == place[0],
            let index = UInt32(place[1]), String(index) == place[1], index < Limits.operationsMax
        else { return [] }
        return try entries(in: LogID(author: author, channel: channel), at: seq)
            .map { Dot(entry: $0, index: index) }
    }
}
