package io.sampan.disk;

/// Settings of a [SqliteFile].
///
/// @param readers how many may read at once; more wait
/// @param changesPerCommit how many changes share one commit at most
/// @param checkpointPages after so many pages of 4 KiB in the log, they are moved to the database
/// @param checked whether all pages are looked at when it is opened, so that a damaged database is
///   found before anything rests on it; costs reading the whole file
/// @param reserveBytes of a file beside the database that is given up when the disk is full, so
///   that [SqliteFile#changeFromReserve] still works; 0 for none
public record SqliteOptions(
        int readers,
        int changesPerCommit,
        int checkpointPages,
        boolean checked,
        long reserveBytes) {

    /// For small facts.
    public static final SqliteOptions DEFAULT = new SqliteOptions(4, 512, 1_000, true, 0);

    /// @throws IllegalArgumentException for options out of their range
    public SqliteOptions {
        if (readers < 1 || changesPerCommit < 1 || checkpointPages < 1 || reserveBytes < 0) {
            throw new IllegalArgumentException("settings of a database are 1 or more");
        }
    }

    /// The same with a reserve of so many bytes.
    public SqliteOptions withReserve(long bytes) {
        return new SqliteOptions(readers, changesPerCommit, checkpointPages, checked, bytes);
    }
}
