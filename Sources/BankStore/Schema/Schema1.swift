/// The tables of schema 1, the first that was released.
///
/// The first part is the truth and is never rewritten. The second is derived from it, in the same
/// transactions, and `rebuild` makes it anew. The third is what this node keeps for itself.
///
/// A *key* is a small integer that means something in this file only. The key of an entry counts up
/// in the order of application. A *dot key* is `entry key << 16 | index of the operation`, so the
/// dots of one entry are neighbours and a bulk load only ever appends.
enum Schema1 {
    /// What was signed, and the names that the rest of the file shortens to keys.
    static let log = """
        -- Signers of logs.
        CREATE TABLE author (
            pk INTEGER PRIMARY KEY,          -- The author's key.
            name TEXT NOT NULL UNIQUE        -- As written: us, us.2.
        ) STRICT;
        -- Logs: one for each author and channel.
        CREATE TABLE log (
            pk INTEGER PRIMARY KEY,          -- The log's key.
            author INTEGER NOT NULL REFERENCES author,  -- Who signs it.
            channel INTEGER NOT NULL,        -- 1 bank, 2 ops.
            forked INTEGER NOT NULL DEFAULT 0,  -- 1 once two entries share a seq.
            UNIQUE (author, channel)
        ) STRICT;
        -- Humans who wrote entries, as the entries name them.
        CREATE TABLE operator (
            pk INTEGER PRIMARY KEY,          -- The operator's key.
            name TEXT NOT NULL UNIQUE        -- The name that was signed.
        ) STRICT;
        -- Keys of keyed fields, such as the columns under attributes.
        CREATE TABLE field_key (
            pk INTEGER PRIMARY KEY,          -- The key's own key.
            number INTEGER NOT NULL,         -- The field's number.
            name TEXT NOT NULL,              -- The key within the field.
            UNIQUE (number, name)
        ) STRICT;
        -- Entries, whole, in the order in which they were applied here.
        CREATE TABLE entry (
            pk INTEGER PRIMARY KEY,          -- The entry's key: its place in that order.
            log INTEGER NOT NULL REFERENCES log,  -- The log that it is in.
            seq INTEGER NOT NULL,            -- Its position there, from 1.
            hash BLOB NOT NULL UNIQUE,       -- Its identity, 32 bytes.
            previous BLOB NOT NULL,          -- Keys of the entries it follows, as varints.
            claimed INTEGER NOT NULL,        -- Its author's clock, milliseconds since 1970.
            claimed_counter INTEGER NOT NULL,  -- Tells apart readings of one millisecond.
            operator INTEGER NOT NULL REFERENCES operator,  -- Who wrote it.
            received INTEGER NOT NULL,       -- When it came here, milliseconds since 1970.
            bytes BLOB NOT NULL              -- What was signed and is sent on, bit for bit, or packed.
        ) STRICT;
        -- An entry by its place: several hashes where a log forked.
        CREATE UNIQUE INDEX entry_place ON entry (log, seq, hash);
        -- The newest entry of each branch of each log.
        CREATE TABLE head (
            entry INTEGER PRIMARY KEY REFERENCES entry,  -- The entry.
            log INTEGER NOT NULL REFERENCES log  -- Its log.
        ) STRICT;
        CREATE INDEX head_log ON head (log);
        """

    /// What follows from the entries, in the order of their keys.
    static let derived = """
        -- Records, one row each. No references are declared: every key here was looked up or made
        -- in the transaction that writes the row, and a bulk load would pay for each check.
        CREATE TABLE record (
            pk INTEGER PRIMARY KEY,          -- Dot key of the operation that created it.
            creator INTEGER NOT NULL,        -- Key of the author who created it.
            kind INTEGER NOT NULL,           -- The number of its kind.
            counter INTEGER NOT NULL,        -- The author's counter, as a 64-bit pattern.
            withdrawn INTEGER NOT NULL,      -- 1 if withdrawn and undisputed.
            conflicts INTEGER NOT NULL,      -- How many of its conflicts are open.
            state BLOB NOT NULL              -- Its live fields: RecordState+Blob.swift draws it.
        ) STRICT;
        -- A record by its speakable id.
        CREATE INDEX record_spoken ON record (creator, kind, counter);
        -- Records of a kind, and the withdrawn ones, in the order of their keys.
        CREATE INDEX record_kind ON record (kind);
        CREATE INDEX record_withdrawn ON record (withdrawn) WHERE withdrawn = 1;
        -- Which entries wrote a record after the one that created it.
        CREATE TABLE writing (
            record INTEGER NOT NULL,         -- The record's dot key.
            entry INTEGER NOT NULL,          -- The entry's key.
            PRIMARY KEY (record, entry)
        ) STRICT, WITHOUT ROWID;
        -- Operations without effect.
        CREATE TABLE invalid (
            dot INTEGER PRIMARY KEY,         -- The operation's dot key.
            reason TEXT NOT NULL             -- Why it has no effect.
        ) STRICT;
        -- Open conflicts; their dots are in the record's state.
        CREATE TABLE conflict (
            pk INTEGER PRIMARY KEY AUTOINCREMENT,  -- Its place in the order of opening.
            record INTEGER NOT NULL,         -- The record's dot key.
            kind INTEGER NOT NULL,           -- 1 values, 2 edit beside withdrawal.
            id BLOB NOT NULL UNIQUE,         -- The conflict's id, 32 bytes.
            letters TEXT NOT NULL,           -- The eight letters that people say.
            opened INTEGER NOT NULL          -- When it opened here, milliseconds since 1970.
        ) STRICT;
        CREATE INDEX conflict_record ON conflict (record);
        CREATE INDEX conflict_letters ON conflict (letters);
        -- Conflicts that are settled or have changed, so that an outdated word is told from a wrong one.
        CREATE TABLE past_conflict (
            letters TEXT PRIMARY KEY         -- The eight letters that people said.
        ) STRICT, WITHOUT ROWID;
        -- Live external ids.
        CREATE TABLE external_id (
            name TEXT NOT NULL,              -- The id, scheme:id.
            record INTEGER NOT NULL,         -- Dot key of the record that bears it.
            PRIMARY KEY (name, record)
        ) STRICT, WITHOUT ROWID;
        -- The words of a record: name, category, control, tags and attributes. Holds no text of its
        -- own: what a record's words were is worked out from its state before the change.
        CREATE VIRTUAL TABLE words USING fts5 (
            text,                            -- All of them; the row id is the record's dot key.
            content = '', columnsize = 0, detail = full,
            tokenize = 'unicode61 remove_diacritics 2'
        );
        -- Where a record may reach: a box around every live place, in degrees × 1e-7, outward.
        CREATE TABLE place (
            tile INTEGER NOT NULL,           -- The square degree that its south-west corner is in.
            box INTEGER NOT NULL,            -- The record's dot key << 4, plus 0 to 15.
            south INTEGER NOT NULL,          -- Least latitude.
            north INTEGER NOT NULL,          -- Greatest latitude.
            west INTEGER NOT NULL,           -- Least longitude; a box over 180° is two boxes.
            east INTEGER NOT NULL,           -- Greatest longitude.
            PRIMARY KEY (tile, box)
        ) STRICT, WITHOUT ROWID;
        -- Which tiles to look into: what the boxes of each reach over, or ever did. An entry for
        -- each box would cost a bulk load as much as all its other indexes together.
        CREATE VIRTUAL TABLE tile USING rtree_i32 (
            id,                              -- The tile.
            south, north,                    -- Latitudes.
            west, east                       -- Longitudes.
        );
        -- Records and conflicts, counted by kind.
        CREATE TABLE tally (
            kind INTEGER PRIMARY KEY,        -- The number of the kind.
            in_bank INTEGER NOT NULL,        -- Records that are not withdrawn.
            withdrawn INTEGER NOT NULL,      -- Records that are.
            conflicts INTEGER NOT NULL       -- Open conflicts.
        ) STRICT;
        -- The sum over all live dots.
        CREATE TABLE digest (
            one INTEGER PRIMARY KEY CHECK (one = 1),  -- There is one row.
            sum BLOB NOT NULL                -- 32 bytes.
        ) STRICT;
        INSERT INTO digest VALUES (1, zeroblob(32));
        """

    /// The derived tables, in an order in which they can be dropped.
    static let derivedTables = [
        "record", "writing", "invalid", "conflict", "past_conflict", "external_id", "words",
        "place", "tile", "tally",
        "digest",
    ]

    /// What this node keeps beside the bank.
    static let own = """
        -- Charters and rosters as they were signed, oldest first.
        CREATE TABLE document (
            pk INTEGER PRIMARY KEY,          -- Its place in the order in which they came.
            kind INTEGER NOT NULL,           -- 1 charter, 2 roster.
            partner TEXT,                    -- Whose roster; NULL for a charter.
            number INTEGER NOT NULL,         -- The document's own number, as a 64-bit pattern.
            bytes BLOB NOT NULL              -- With its signatures.
        ) STRICT;
        CREATE INDEX document_number ON document (kind, number);
        -- The newest signed word of each other author for what it holds.
        CREATE TABLE receipt (
            author TEXT PRIMARY KEY,         -- Who gave it.
            frontier BLOB NOT NULL,          -- What it holds: Frontier+Blob.swift draws it.
            digest BLOB NOT NULL,            -- Its sum over live dots, 32 bytes.
            rule_set INTEGER NOT NULL,       -- The rules that it goes by.
            bytes BLOB NOT NULL,             -- The signed message.
            received INTEGER NOT NULL        -- When it came, milliseconds since 1970.
        ) STRICT, WITHOUT ROWID;
        -- What a human should look at; the same again is counted.
        CREATE TABLE alarm (
            pk INTEGER PRIMARY KEY AUTOINCREMENT,  -- Its place in the order of first raising.
            kind TEXT NOT NULL,              -- What happened, as Alarm.Kind spells it.
            subject TEXT NOT NULL,           -- What exactly.
            partner TEXT,                    -- Whom it concerns; NULL for nobody.
            message TEXT NOT NULL,           -- A sentence, as it was last raised.
            first_at INTEGER NOT NULL,       -- When it was first raised, milliseconds since 1970.
            last_at INTEGER NOT NULL,        -- When it was last raised.
            count INTEGER NOT NULL,          -- How often.
            UNIQUE (kind, subject)
        ) STRICT;
        -- Own writes that wait until our past is known.
        CREATE TABLE draft (
            number INTEGER PRIMARY KEY AUTOINCREMENT,  -- Its number, never given twice.
            operator TEXT NOT NULL,          -- Who wrote it.
            at INTEGER NOT NULL,             -- When, milliseconds since 1970.
            summary TEXT NOT NULL,           -- One line for people.
            bytes BLOB NOT NULL              -- The change, encoded.
        ) STRICT;
        -- Partners with whom the sync is paused.
        CREATE TABLE paused (
            partner TEXT PRIMARY KEY         -- The partner's id.
        ) STRICT, WITHOUT ROWID;
        -- Small facts that the daemon keeps.
        CREATE TABLE meta (
            name TEXT PRIMARY KEY,           -- Which fact.
            value BLOB NOT NULL              -- Its bytes.
        ) STRICT, WITHOUT ROWID;
        """
}
