-- People and their messages in one home, version 2: groups, places in the log, what was taken back.

ALTER TABLE arrived ADD COLUMN place BLOB;                          -- in the person's log
ALTER TABLE arrived ADD COLUMN group_id BLOB;
ALTER TABLE arrived ADD COLUMN group_name TEXT;
ALTER TABLE arrived ADD COLUMN expires INTEGER;
ALTER TABLE arrived ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;     -- taken back, or expired: no text, no files

ALTER TABLE sent ADD COLUMN group_id BLOB;
ALTER TABLE sent ADD COLUMN group_name TEXT;
ALTER TABLE sent ADD COLUMN expires_after INTEGER;                  -- milliseconds after it was posted
ALTER TABLE sent ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;

-- The groups that this person is in, as the server last told.
CREATE TABLE known_group (
    id      BLOB NOT NULL PRIMARY KEY,
    name    TEXT NOT NULL,
    members TEXT NOT NULL
) STRICT, WITHOUT ROWID;
