package io.sampan.fuzz;

import io.sampan.disk.DamagedFileException;
import io.sampan.disk.DiskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// A database of SQLite with some of its bytes changed: few inputs would get past its first page if
/// they were the whole file. It is read; or it is refused by its name, and kept as it was: aside if
/// it is damaged, in its place otherwise.
final class DamagedDatabase {

    /// Opens the database and reads all that is in it.
    @FunctionalInterface
    interface Use {
        /// @throws DiskException if the file is refused
        void open(Path path);
    }

    /// A change is where (2 bytes, counting what is not zero: most of such a file is empty), and
    /// what is put there.
    private static final int CHANGE = 3;

    /// What opening a database may write: SQLite's header, in which it says how it is used.
    private static final int HEADER = 100;

    private final Folder folder = Folder.inMemory();
    private final String name;
    private final Use use;
    private final byte[] sound;
    private final int[] places;

    /// @param make a database with something of everything in it
    /// @param use reads it
    DamagedDatabase(String name, Use make, Use use) {
        this.name = name;
        this.use = use;
        try {
            var path = folder.fresh(name);
            make.open(path);
            this.sound = Files.readAllBytes(path);
            this.places = IntStream.range(0, sound.length).filter(at -> sound[at] != 0).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void feed(byte[] changes) throws IOException {
        var damaged = sound.clone();
        for (var at = 0; at + CHANGE <= changes.length; at += CHANGE) {
            var place = (changes[at] & 0xFF) << 8 | (changes[at + 1] & 0xFF);
            damaged[places[place % places.length]] = changes[at + 2];
        }
        var path = Files.write(folder.fresh(name), damaged);
        try {
            use.open(path);
        } catch (DamagedFileException refused) {
            folder.isSaid(refused, path);
            Harness.require(
                    isKept(path, damaged)
                            || isKept(path.resolveSibling(name + ".damaged"), damaged),
                    "a damaged file is not kept as it was");
        } catch (DiskException refused) {
            folder.isSaid(refused, path);
            Harness.require(isKept(path, damaged), "a file that is refused is not kept");
        }
    }

    private static boolean isKept(Path path, byte[] bytes) throws IOException {
        if (Files.notExists(path)) {
            return false;
        }
        var kept = Files.readAllBytes(path);
        return Arrays.equals(kept, HEADER, kept.length, bytes, HEADER, bytes.length);
    }
}
