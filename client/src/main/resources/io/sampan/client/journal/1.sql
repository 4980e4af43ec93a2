-- The journal of a home, version 1. Times are milliseconds since 1970 (UTC).
CREATE TABLE tasks (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,             -- PUT, GET
    state         TEXT    NOT NULL,             -- TaskState
    want          TEXT    NOT NULL,             -- GO, PAUSE, CANCEL
    reason        TEXT    NOT NULL DEFAULT '',
    refusal       INTEGER,                      -- RefusalCode's number
    created       INTEGER NOT NULL,
    updated       INTEGER NOT NULL,

    -- a put
    upload        TEXT,
    source        TEXT,
    size          INTEGER,
    modified      INTEGER,                      -- nanoseconds since 1970
    file_key      TEXT,
    name          TEXT,
    type          TEXT,
    shared        INTEGER,
    md5           INTEGER,
    wait_for_space INTEGER,
    remove_source INTEGER,

    -- a get
    ref           TEXT,
    media_id      TEXT,
    target        TEXT,
    into_folder   INTEGER,
    overwrite     INTEGER,
    chosen        TEXT,

    -- progress
    done          INTEGER NOT NULL DEFAULT 0,
    total         INTEGER NOT NULL DEFAULT 0,
    rate          INTEGER NOT NULL DEFAULT 0,
    carried       INTEGER NOT NULL DEFAULT 0,
    again         INTEGER NOT NULL DEFAULT 0,
    lanes         INTEGER NOT NULL DEFAULT 0,

    -- what it became
    became_owner  TEXT,
    became_id     TEXT,
    became_name   TEXT,
    became_size   INTEGER,
    became_type   TEXT,
    became_digest TEXT,
    became_shared INTEGER,
    became_at     INTEGER
) STRICT;

CREATE INDEX tasks_open ON tasks (user, id) WHERE state NOT IN ('DONE', 'CANCELLED');

-- Uploads that the server is to be told to forget.
CREATE TABLE farewells (
    upload TEXT PRIMARY KEY,
    user   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
