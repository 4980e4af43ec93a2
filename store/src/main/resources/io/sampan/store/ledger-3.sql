-- The ledger, version 3: media that have served.

-- Media that everybody has whom they were sent to, and that nobody can read any more: their bytes are
-- still to be removed.
CREATE TABLE retired (
    id BLOB PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
