-- The ledger, version 7: a log for each person, a cursor for each device.

-- "conversation" is filled in by the program where it is missing (messages of version 6 and before).
ALTER TABLE message ADD COLUMN conversation BLOB;
ALTER TABLE message ADD COLUMN group_name TEXT;
ALTER TABLE message ADD COLUMN expires INTEGER;
ALTER TABLE message ADD COLUMN recalled INTEGER;

CREATE INDEX message_expires ON message (expires) WHERE expires IS NOT NULL;

-- What is in whose log (LogEntry). "kind": 0 message to the owner, 1 receipt, 2 message of the owner,
-- 3 recalled, 4 expired, 5 read, 6 devices changed. "person" and "at" are those of a receipt or an event.
-- "origin" is the device that caused it, which is not told again. "waits": no device has it yet.
CREATE TABLE log (
    place        INTEGER PRIMARY KEY AUTOINCREMENT,
    owner        TEXT    NOT NULL,
    kind         INTEGER NOT NULL,
    message      INTEGER REFERENCES message (number),
    conversation BLOB,
    person       TEXT,
    at           INTEGER,
    origin       INTEGER,
    bytes        INTEGER NOT NULL,
    put          INTEGER NOT NULL,
    waits        INTEGER NOT NULL
) STRICT;

CREATE INDEX log_of_owner ON log (owner, place);
CREATE INDEX log_of_message ON log (message);
CREATE INDEX log_of_conversation ON log (owner, conversation, place) WHERE kind IN (0, 2);

INSERT INTO log (place, owner, kind, message, person, at, bytes, put, waits)
    SELECT i.number, i.owner, i.recipient IS NOT NULL, i.message, i.recipient, i.delivered,
        CASE WHEN i.recipient IS NULL THEN 512 + octet_length(m.text) ELSE 512 END,
        m.posted, 1
    FROM inbox i JOIN message m ON m.number = i.message;

DROP TABLE inbox;

-- What waits for whom, in sum.
CREATE TABLE log_waiting (
    owner   TEXT    PRIMARY KEY NOT NULL,
    entries INTEGER NOT NULL,
    bytes   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO log_waiting (owner, entries, bytes)
    SELECT owner, count(*), sum(bytes) FROM log WHERE waits GROUP BY owner;

-- How far each device has come: everything up to "floor", and what is in "acknowledged".
CREATE TABLE cursor (
    person TEXT    NOT NULL,
    device INTEGER NOT NULL,
    floor  INTEGER NOT NULL,
    PRIMARY KEY (person, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE acknowledged (
    person TEXT    NOT NULL,
    device INTEGER NOT NULL,
    place  INTEGER NOT NULL,
    PRIMARY KEY (person, device, place)
) STRICT, WITHOUT ROWID;

-- Up to where each person has read each conversation.
CREATE TABLE read_mark (
    person       TEXT    NOT NULL,
    conversation BLOB    NOT NULL,
    place        INTEGER NOT NULL,
    PRIMARY KEY (person, conversation)
) STRICT, WITHOUT ROWID;

-- Named conversations.
CREATE TABLE conversation_group (
    id   BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE group_member (
    id     BLOB NOT NULL REFERENCES conversation_group (id) ON DELETE CASCADE,
    member TEXT NOT NULL,
    PRIMARY KEY (id, member)
) STRICT, WITHOUT ROWID;

CREATE INDEX group_of_member ON group_member (member);

-- What "other" sends to "person" goes nowhere.
CREATE TABLE block (
    person TEXT NOT NULL,
    other  TEXT NOT NULL,
    PRIMARY KEY (person, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_revoked ON device (revoked) WHERE revoked IS NOT NULL;
