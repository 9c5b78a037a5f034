/// What schema 3 adds to schema 2.
enum Schema3 {
    /// What follows from the entries beside the tables of schema 1.
    static let derived = """
        -- Which records live values refer to, whether those are here or not.
        CREATE TABLE reference (
            target BLOB NOT NULL,            -- The record's dot: 32 bytes of hash, 4 of index.
            record INTEGER NOT NULL,         -- Dot key of the record that refers to it.
            field INTEGER NOT NULL,          -- Number of the field that does.
            PRIMARY KEY (target, record, field)
        ) STRICT, WITHOUT ROWID;
        """

    /// The derived tables, in an order in which they can be dropped.
    static let derivedTables = ["reference"]
}
