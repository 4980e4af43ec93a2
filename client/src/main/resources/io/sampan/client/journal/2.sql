-- The journal of a home, version 2: what a file that is done was like on the disk it came from.
ALTER TABLE tasks ADD COLUMN became_modified   INTEGER;             -- nanoseconds since 1970 (UTC)
ALTER TABLE tasks ADD COLUMN became_executable INTEGER;
