-- The ledger, version 4: devices, and what became of attachments.

-- A person is "claimed" when the name belongs to keys: those of its devices.
ALTER TABLE person ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
UPDATE person SET claimed = 1 WHERE key IS NOT NULL;

-- The keys that may log in for a person (Device). "number" is the order in which they were added.
CREATE TABLE device (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    person  TEXT    NOT NULL,
    key     BLOB    NOT NULL,
    label   TEXT    NOT NULL,
    added   INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    revoked INTEGER,
    UNIQUE (person, key)
) STRICT;

INSERT INTO device (person, key, label, added, seen)
    SELECT name, key, '', joined, joined FROM person WHERE key IS NOT NULL ORDER BY joined;

ALTER TABLE person DROP COLUMN key;

-- What names look like (Joining.looks): one that is here is not given to another name.
CREATE TABLE look (
    text TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX look_of_name ON look (name);

-- Codes that let a key in (Invite). A used one stays until it expires, with the key that has used it.
CREATE TABLE invitation (
    code     BLOB    PRIMARY KEY NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('PERSON', 'FIRST', 'DEVICE', 'REKEY')),
    person   TEXT,
    made     INTEGER NOT NULL,
    expires  INTEGER NOT NULL,
    used_by  TEXT,
    used_key BLOB
) STRICT, WITHOUT ROWID;

INSERT INTO invitation (code, kind, made, expires) SELECT code, 'PERSON', 0, expires FROM invite;

DROP TABLE invite;

-- Sessions that were ended before their time, until they would have expired.
CREATE TABLE ended_session (
    id      TEXT    PRIMARY KEY NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whether the file of an attachment can still be fetched (Availability).
ALTER TABLE attachment ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
UPDATE attachment SET gone = 1 WHERE id NOT IN (SELECT id FROM media);
