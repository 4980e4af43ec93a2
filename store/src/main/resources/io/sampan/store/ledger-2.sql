-- The ledger, version 2: people and messages.

-- Who is known (PeopleFacts). Without a key on an open server.
CREATE TABLE person (
    name   TEXT    PRIMARY KEY NOT NULL,
    key    BLOB,
    joined INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Invitations that are good: the digest of the code. A used one is gone.
CREATE TABLE invite (
    code    BLOB    PRIMARY KEY NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Messages that were accepted (MessageFacts). Recipients stand one on a line, in the sender's order.
CREATE TABLE message (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    sender      TEXT    NOT NULL,
    id          BLOB    NOT NULL,
    recipients  TEXT    NOT NULL,
    text        TEXT    NOT NULL,
    attachments INTEGER NOT NULL,
    posted      INTEGER NOT NULL,
    UNIQUE (sender, id)
) STRICT;

-- When it reached whom; recipients it has not reached have no row.
CREATE TABLE delivery (
    message   INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
    recipient TEXT    NOT NULL,
    delivered INTEGER NOT NULL,
    PRIMARY KEY (message, recipient)
) STRICT, WITHOUT ROWID;

-- What a message carries, as it was when it was posted.
CREATE TABLE attachment (
    message   INTEGER NOT NULL REFERENCES message (number) ON DELETE CASCADE,
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

CREATE INDEX attachment_of_media ON attachment (id);

-- What waits for whom: a message, or (where "recipient" is set) the receipt that it reached somebody.
CREATE TABLE inbox (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    owner     TEXT    NOT NULL,
    message   INTEGER NOT NULL REFERENCES message (number),
    recipient TEXT,
    delivered INTEGER
) STRICT;

CREATE INDEX inbox_of_owner ON inbox (owner, number);
CREATE INDEX inbox_of_message ON inbox (message);

-- Who may read a media besides its owner: those that it was sent to.
CREATE TABLE media_reader (
    reader TEXT    NOT NULL,
    media  INTEGER NOT NULL REFERENCES media (number) ON DELETE CASCADE,
    PRIMARY KEY (reader, media)
) STRICT, WITHOUT ROWID;

CREATE INDEX media_reader_of_media ON media_reader (media);
