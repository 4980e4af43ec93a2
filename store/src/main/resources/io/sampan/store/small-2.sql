-- Small stored blobs, version 2. "aside" is when a blob was put out of the way, because the ledger
-- does not know it (nanoseconds since 1970); it is as if such a blob were not there.
ALTER TABLE blob ADD COLUMN aside INTEGER;

CREATE INDEX blob_aside ON blob (aside) WHERE aside IS NOT NULL;
