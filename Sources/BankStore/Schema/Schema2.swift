/// What schema 2 adds to schema 1.
enum Schema2 {
    /// What this node keeps beside the bank.
    static let own = """
        -- Versions that a write answered with and that were never a whole state of the record here,
        -- since something that its operator had not been shown was live beside them.
        CREATE TABLE shown (
            pk INTEGER PRIMARY KEY AUTOINCREMENT,  -- Its place in the order of showing.
            record INTEGER NOT NULL,         -- The record's dot key.
            id INTEGER NOT NULL,             -- The version's name, as a 64-bit pattern.
            dots BLOB NOT NULL,              -- Its dots: each, signed, its dot key − the record's.
            UNIQUE (record, id)
        ) STRICT;
        """
}
