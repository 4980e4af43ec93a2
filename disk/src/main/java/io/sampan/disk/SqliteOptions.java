package io.sampan.disk;

/// Settings of a [SqliteFile].
///
/// @param readers how many may read at once; more wait
/// @param changesPerCommit how many changes share one commit at most
/// @param pageBytes size of a page, a power of 2 from 512 to 65,536; only a new database takes it
/// @param checkpointPages after so many pages in the log, they are moved to the database
public record SqliteOptions(int readers, int changesPerCommit, int pageBytes, int checkpointPages) {

    /// For small facts.
    public static final SqliteOptions DEFAULT = new SqliteOptions(4, 512, 4_096, 1_000);

    public SqliteOptions {
        if (readers < 1
                || changesPerCommit < 1
                || pageBytes < 512
                || pageBytes > 65_536
                || Integer.bitCount(pageBytes) != 1
                || checkpointPages < 1) {
            throw new IllegalArgumentException("settings of a database are out of their limits");
        }
    }
}
