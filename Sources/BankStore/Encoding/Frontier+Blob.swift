import BankModel

/// A frontier as one blob, with whole hashes: a partner's may name entries that are not held here.
///
///     varint    logs; for each, in order:
///       varint    count, then the author as written
///       byte      channel
///       varint    heads; for each: varint seq, 32 bytes hash
enum FrontierBlob {
    static func encode(_ frontier: Frontier) -> [UInt8] {
        var writer = BlobWriter()
        writer.unsigned(UInt64(frontier.logs.count))
        for (log, heads) in frontier.logs {
            writer.counted(log.author.description.utf8)
            writer.byte(log.channel.rawValue)
            writer.unsigned(UInt64(heads.count))
            for head in heads {
                writer.unsigned(head.seq)
                for byte in head.hash.bytes { writer.byte(byte) }
            }
        }
        return writer.bytes
    }

    static func decode(_ blob: [UInt8]) throws -> Frontier {
        var reader = BlobReader(blob)
        var logs: [LogID: [Head]] = [:]
        for _ in 0..<(try reader.count()) {
            guard let author = AuthorID(try reader.text()),
                let channel = Channel(rawValue: try reader.byte())
            else { throw StoreError.damaged("a receipt that names no log") }
            var heads: [Head] = []
            for _ in 0..<(try reader.count()) {
                let seq = try reader.unsigned()
                var bytes: [UInt8] = []
                for _ in 0..<32 { bytes.append(try reader.byte()) }
                heads.append(Head(seq: seq, hash: EntryHash(bytes: bytes) ?? .zero))
            }
            logs[LogID(author: author, channel: channel)] = heads
        }
        guard reader.isAtEnd else { throw StoreError.damaged("a receipt with more behind it") }
        return Frontier(logs)
    }
}
