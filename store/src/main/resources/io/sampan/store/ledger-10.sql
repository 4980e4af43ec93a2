-- The ledger, version 10: links with which strangers get a file or send some (ShareLink).

-- "code" is the digest of the link's code. A link without "media" is a drop link. "uses" and "bytes"
-- count up to "most_uses" (NULL: no limit) and "most_bytes".
CREATE TABLE share_link (
    id         BLOB    PRIMARY KEY NOT NULL,
    code       BLOB    NOT NULL UNIQUE,
    owner      TEXT    NOT NULL,
    media      BLOB,
    label      TEXT    NOT NULL,
    created    INTEGER NOT NULL,
    expires    INTEGER NOT NULL,
    salt       BLOB,
    password   BLOB,
    key        BLOB    NOT NULL,
    uses       INTEGER NOT NULL,
    most_uses  INTEGER,
    bytes      INTEGER NOT NULL,
    most_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX share_link_of_owner ON share_link (owner, created);
CREATE INDEX share_link_expires ON share_link (expires);
