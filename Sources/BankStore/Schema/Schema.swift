import BankModel
internal import GRDB

/// The schemas of a bank's file and the way from each to the next: forward only.
enum Schema {
    /// Says in the file's header whose file it is: "jigb".
    static let applicationID = 0x6A69_6762

    /// Every schema that was released, oldest first; a released one never changes.
    ///
    /// `decoding` reads the entries that are there.
    static func migrator(decoding: any EntryDecoding) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: Schema1.log)
            try database.execute(sql: Schema1.derived)
            try database.execute(sql: Schema1.own)
        }
        migrator.registerMigration("2") { database in
            try database.execute(sql: Schema2.own)
        }
        migrator.registerMigration("3") { database in
            try database.execute(sql: Schema3.derived)
        }
        // Around a record counts, in the index of places, what it says that is to be kept free.
        migrator.registerMigration("4") { database in
            let connection = StoreConnection(database, decoding: decoding, isWriter: true)
            defer { connection.forgetStatements() }
            var transaction = BankTransaction(connection: connection)
            try transaction.renewPlaces()
        }
        // A statement about the bank is found by what it is about, like every other.
        migrator.registerMigration("5") { database in
            let connection = StoreConnection(database, decoding: decoding, isWriter: true)
            defer { connection.forgetStatements() }
            try BankTransaction(connection: connection).enterWordsAboutBank()
        }
        migrator.registerMigration("6") { database in
            try database.execute(sql: Schema6.derived)
            let connection = StoreConnection(database, decoding: decoding, isWriter: true)
            defer { connection.forgetStatements() }
            try BankTransaction(connection: connection).enterStandingNotices()
        }
        return migrator
    }

    /// Empties everything that is derived from the log.
    static func recreateDerivedTables(in database: Database) throws {
        let tables =
            Schema1.derivedTables + Schema3.derivedTables + Schema6.derivedTables
        for table in tables { try database.execute(sql: "DROP TABLE \(table)") }
        for sql in [Schema1.derived, Schema3.derived, Schema6.derived] {
            try database.execute(sql: sql)
        }
    }
}
