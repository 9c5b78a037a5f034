import Foundation

/// How many records a second SQLite takes without any of jig around it.
enum BareSQLite {
    /// Limit (a): one table by integer key, and the log.
    static func plainRate(_ bare: BareRows, in directory: URL) throws -> Double {
        try withFile("plain", in: directory) { file in
            try file.execute(
                """
                CREATE TABLE record (pk INTEGER PRIMARY KEY, state BLOB NOT NULL) STRICT;
                CREATE TABLE entry (pk INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
                """
            )
            let record = try file.prepare("INSERT INTO record VALUES (?, ?)")
            let entry = try file.prepare("INSERT INTO entry VALUES (?, ?)")
            return try rate(of: bare, in: file) { row in
                try record.run(.integer(row.key), .bytes(row.state))
            } insertEntry: {
                try entry.run(.integer($0.key), .bytes($0.bytes))
            }
        }
    }

    /// Limit (a′): the same with every index that a bank has (Schema1.swift).
    static func indexedRate(_ bare: BareRows, in directory: URL) throws -> Double {
        try withFile("indexed", in: directory) { file in
            try file.execute(IndexedTables.schema)
            var tables = try IndexedTables(file)
            return try rate(of: bare, in: file) { row in
                try tables.insert(row)
            } insertEntry: {
                try tables.insert($0)
            }
        }
    }

    /// Rows a second, commits included, each entry before the rows that it wrote.
    private static func rate(
        of bare: BareRows,
        in file: SQLiteFile,
        insertRow: (BareRows.Row) throws -> Void,
        insertEntry: (BareRows.Entry) throws -> Void
    ) throws -> Double {
        let (seconds, _) = try timed {
            for (number, row) in bare.rows.enumerated() {
                if number.isMultiple(of: BareRows.transactionRows) {
                    try file.execute(number == 0 ? "BEGIN IMMEDIATE" : "COMMIT; BEGIN IMMEDIATE")
                }
                if number.isMultiple(of: BareRows.entryRecords) {
                    try insertEntry(bare.entries[number / BareRows.entryRecords])
                }
                try insertRow(row)
            }
            try file.execute("COMMIT")
        }
        return Double(bare.rows.count) / seconds
    }

    private static func withFile(
        _ name: String,
        in directory: URL,
        _ body: (SQLiteFile) throws -> Double
    ) throws -> Double {
        let folder = directory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let rate = try body(SQLiteFile(folder.appending(path: "bare.sqlite").path))
        try FileManager.default.removeItem(at: folder)
        return rate
    }
}
