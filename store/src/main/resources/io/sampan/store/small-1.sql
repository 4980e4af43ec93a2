-- Small stored blobs, version 1. Ids are 16 bytes, digests (SHA-256 of the only leaf) 32.
CREATE TABLE blob (
    number INTEGER PRIMARY KEY,
    id     BLOB NOT NULL UNIQUE,
    digest BLOB NOT NULL,
    bytes  BLOB NOT NULL
) STRICT;
