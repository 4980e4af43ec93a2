
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

CREATE TABLE media_total (bytes INTEGER NOT NULL) STRICT;
INSERT INTO media_total VALUES (0);

CREATE TRIGGER media_added AFTER INSERT ON media BEGIN
    UPDATE media_total SET bytes = bytes + new.size;
END;

CREATE TRIGGER media_removed AFTER DELETE ON media BEGIN
    UPDATE media_total SET bytes = bytes - old.size;
END;

INSERT INTO upload VALUES (X'00112233445566778899aabbccddeeff', 'alice', 'holiday/电影 🎬.mp4', 5368709120, 'video/mp4', 1, 'PAUSED', 1767355200123456789, 1767355260123456789);
INSERT INTO media VALUES (1, X'ffeeddccbbaa99887766554433221100', 'alice', 'film', 1000, 'application/octet-stream', X'4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a', 0, 1767355200123456789);
