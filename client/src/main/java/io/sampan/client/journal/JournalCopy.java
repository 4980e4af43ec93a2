package io.sampan.client.journal;

import io.sampan.disk.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A copy of a journal in the folder for temporary files, or none. Used by one thread.
///
/// @param files what was copied, the folder last
record JournalCopy(Path journal, List<Path> files) implements AutoCloseable {

    /// A journal that is no copy.
    static final JournalCopy NONE = new JournalCopy(Path.of(""), List.of());

    /// Copies the journal, with what was committed to it and is not in its main file yet.
    ///
    /// @throws DiskException if there is no room for it there either
    static JournalCopy of(Path path) {
        try {
            var folder = Files.createTempDirectory("sampan-journal");
            var journal = folder.resolve("journal.db");
            var log = folder.resolve("journal.db-wal");
            copy(path, journal);
            copy(path.resolveSibling(path.getFileName() + "-wal"), log);
            return new JournalCopy(
                    journal, List.of(journal, log, folder.resolve("journal.db-shm"), folder));
        } catch (IOException e) {
            throw new DiskException("cannot copy " + path, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.copy(from, to);
        }
    }

    @Override
    public void close() {
        for (var file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new DiskException("cannot delete " + file, e);
            }
        }
    }
}
