package io.sampan.disk;

/// Settings of a [SqliteFile].
///
/// @param readers how many may read at once; more wait
/// @param changesPerCommit how many changes share one commit at most
/// @param checkpointPages after so many pages of 4 KiB in the log, they are moved to the database
/// @param checked whether all pages are looked at when it is opened, so that a damaged database is
///   found before anything rests on it; costs reading the whole file
public record SqliteOptions(
        int readers, int changesPerCommit, int checkpointPages, boolean checked) {

    /// For small facts.
    public static final SqliteOptions DEFAULT = new SqliteOptions(4, 512, 1_000, true);

    public SqliteOptions {
        if (readers < 1 || changesPerCommit < 1 || checkpointPages < 1) {
            throw new IllegalArgumentException("settings of a database are 1 or more");
        }
    }
}
