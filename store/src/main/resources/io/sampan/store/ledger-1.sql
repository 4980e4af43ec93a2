-- The ledger, version 1. Ids are 16 bytes, digests 32; times are nanoseconds since 1970.

-- Uploads that were admitted and are not complete (UploadFacts).
CREATE TABLE upload (
    id      BLOB    PRIMARY KEY NOT NULL,
    owner   TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    size    INTEGER NOT NULL,
    type    TEXT    NOT NULL,
    shared  INTEGER NOT NULL,
    state   TEXT    NOT NULL CHECK (state IN ('OPEN', 'PAUSED', 'CANCELLED')),
    offered INTEGER NOT NULL,
    touched INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Complete media (MediaFacts). "number" counts up and is never used again: the newest has the largest.
CREATE TABLE media (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    id        BLOB    NOT NULL UNIQUE,
    owner     TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    size      INTEGER NOT NULL,
    type      TEXT    NOT NULL,
    digest    BLOB    NOT NULL,
    shared    INTEGER NOT NULL,
    completed INTEGER NOT NULL
) STRICT;

CREATE INDEX media_of_owner ON media (owner, number);
CREATE INDEX media_of_owner_by_name ON media (name, owner, number);
CREATE INDEX media_shared ON media (number) WHERE shared;
CREATE INDEX media_shared_by_name ON media (name, number) WHERE shared;

-- One row: the bytes of all media together.
CREATE TABLE media_total (bytes INTEGER NOT NULL) STRICT;
INSERT INTO media_total VALUES (0);

CREATE TRIGGER media_added AFTER INSERT ON media BEGIN
    UPDATE media_total SET bytes = bytes + new.size;
END;

CREATE TRIGGER media_removed AFTER DELETE ON media BEGIN
    UPDATE media_total SET bytes = bytes - old.size;
END;
