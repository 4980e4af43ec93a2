-- The ledger, version 5: what files were like on the disk that they came from (FileTraits).
-- "modified" is nanoseconds since 1970 (UTC), NULL where it is not known.
ALTER TABLE upload ADD COLUMN modified INTEGER;
ALTER TABLE upload ADD COLUMN executable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE media ADD COLUMN modified INTEGER;
ALTER TABLE media ADD COLUMN executable INTEGER NOT NULL DEFAULT 0;
