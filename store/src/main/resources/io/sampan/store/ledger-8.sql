-- The ledger, version 8: limits for each person.

-- What an operator has set for one person, in place of the usual.
CREATE TABLE person_limit (
    person TEXT    PRIMARY KEY NOT NULL,
    bytes  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What waits for one person, without what was delivered.
CREATE INDEX log_that_waits ON log (owner, place) WHERE waits;

-- What is old, without a look at what is not.
CREATE INDEX log_by_age ON log (put);
