/// What schema 6 adds to schema 5.
///
/// Since then a record's state may also say in what words its values were typed; see
/// RecordState+Blob.swift.
enum Schema6 {
    /// What follows from the entries beside the tables of schema 3.
    static let derived = """
        -- The notices that have neither ended nor been called off or withdrawn: few, however many
        -- there have been.
        CREATE TABLE standing_notice (
            record INTEGER PRIMARY KEY       -- The notice's dot key.
        ) STRICT;
        -- Parts of the index of words are joined when nobody waits (BankDatabase+Rest.swift), not by
        -- every sixty-fourth commit, which then took twenty times as long as the others.
        INSERT INTO words (words, rank) VALUES ('automerge', 0);
        """

    /// The derived tables, in an order in which they can be dropped.
    static let derivedTables = ["standing_notice"]
}
