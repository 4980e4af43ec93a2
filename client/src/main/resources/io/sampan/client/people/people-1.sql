-- People and their messages in one home, version 1. Ids are 16 bytes; times are milliseconds since 1970.

-- What arrived: "done" once the user has it. Kept as the history, and so that nothing arrives twice.
CREATE TABLE arrived (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    sender     TEXT    NOT NULL,
    id         BLOB    NOT NULL,
    recipients TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    posted     INTEGER NOT NULL,
    done       INTEGER NOT NULL DEFAULT 0,
    UNIQUE (sender, id)
) STRICT;

CREATE INDEX arrived_waiting ON arrived (number) WHERE NOT done;

CREATE TABLE arrived_file (
    message   INTEGER NOT NULL REFERENCES arrived (number) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    about     TEXT    NOT NULL,
    id        BLOB    NOT NULL,
    owner     TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    size      INTEGER NOT NULL,
    type      TEXT    NOT NULL,
    digest    BLOB    NOT NULL,
    shared    INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;

-- What the user sends: "posted" once the server has accepted it, "refused" if it never will.
CREATE TABLE sent (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         BLOB    NOT NULL UNIQUE,
    recipients TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    written    INTEGER NOT NULL,
    posted     INTEGER,
    refused    TEXT
) STRICT;

CREATE INDEX sent_waiting ON sent (number) WHERE posted IS NULL AND refused IS NULL;

CREATE TABLE sent_file (
    message  INTEGER NOT NULL REFERENCES sent (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       BLOB    NOT NULL,
    name     TEXT    NOT NULL,
    about    TEXT    NOT NULL,
    PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;

-- Whom a message has reached.
CREATE TABLE reached (
    id        BLOB    NOT NULL,
    recipient TEXT    NOT NULL,
    delivered INTEGER NOT NULL,
    PRIMARY KEY (id, recipient)
) STRICT, WITHOUT ROWID;
