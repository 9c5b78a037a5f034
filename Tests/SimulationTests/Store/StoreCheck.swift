import BankModel
import GRDB
import PeerProtocol
import Simulation

@testable import BankStore

/// What `jigctl log verify` asks of a bank, and what SQLite says of its own file.
enum StoreCheck {
    static func faultFound(in bank: BankSnapshot, keys: SimKeyring) throws -> String? {
        let database = bank.connection.database
        let words = try String.fetchAll(database, sql: "PRAGMA integrity_check")
        if words != ["ok"] { return "the file: \(words)" }
        let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check")
        if !orphans.isEmpty { return "rows without what they point at: \(orphans)" }
        let counted = try bank.counts().conflicts
        let open = try bank.conflicts(limit: .max).count
        if counted != open { return "\(counted) conflicts counted, \(open) open" }
        return try faultInLog(of: bank, keys: keys)
    }

    private static func faultInLog(of bank: BankSnapshot, keys: SimKeyring) throws -> String? {
        var key: Int64 = 0
        while let logged = try bank.loggedEntry(after: key) {
            key = logged.key
            let signed = try EntryCodec().read(logged.bytes)
            let entry = signed.entry
            guard entry.head == logged.head, entry.header.log == logged.log else {
                return "entry \(key) has the bytes of another"
            }
            let author = entry.header.log.author
            guard keys.isSigned(entry.hash, signature: signed.signature, by: author) else {
                return "entry \(key) is not signed"
            }
        }
        return nil
    }
}
