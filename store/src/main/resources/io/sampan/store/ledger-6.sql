-- The ledger, version 6: the store as a whole.

-- One row at most: how far the time has come by which things grow old, what the wall clock said then
-- (both in nanoseconds since 1970), and for how many nanoseconds more nothing is to be removed.
CREATE TABLE age (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    age  INTEGER NOT NULL,
    wall INTEGER NOT NULL,
    held INTEGER NOT NULL
) STRICT;

-- One row at most: which store this ledger belongs to, and how often the two were seen together.
CREATE TABLE generation (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    store  INTEGER NOT NULL,
    number INTEGER NOT NULL
) STRICT;
