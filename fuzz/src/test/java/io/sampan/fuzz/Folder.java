package io.sampan.fuzz;

import io.sampan.disk.DiskException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Where a harness has its files, in memory where the system has a file system there: nothing of
/// them is worth a disk's time.
///
/// @param path of the folder
record Folder(Path path) {

    /// The property that names the folder of a process that cannot clean up, as a fuzzer cannot.
    static final String GIVEN = "fuzz.folder";

    private static final Path MEMORY = Path.of("/dev/shm");

    /// One that is removed when the process ends, or by whoever gave it.
    static Folder inMemory() {
        var given = System.getProperty(GIVEN);
        if (given != null) {
            return new Folder(Path.of(given));
        }
        try {
            var folder =
                    new Folder(
                            Files.isWritable(MEMORY)
                                    ? Files.createTempDirectory(MEMORY, "sampan-fuzz-")
                                    : Files.createTempDirectory("sampan-fuzz-"));
            Runtime.getRuntime().addShutdownHook(new Thread(folder::remove));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove() {
        try {
            clear("");
            Files.delete(path);
        } catch (IOException e) {
            System.err.println("left behind: " + path + ": " + e);
        }
    }

    /// A path at which nothing is, after everything in the folder was removed.
    Path fresh(String name) throws IOException {
        clear("");
        return path.resolve(name);
    }

    /// Removes everything below a part of the folder.
    void clear(String part) throws IOException {
        for (var old : below(path.resolve(part)).reversed()) {
            Files.delete(old);
        }
    }

    /// Everything below a folder; what lies in another folder comes after it.
    private static List<Path> below(Path top) throws IOException {
        try (var all = Files.walk(top)) {
            return all.skip(1).toList();
        }
    }

    /// Whether a file with these bytes is anywhere in the folder.
    boolean has(byte[] bytes) throws IOException {
        for (var file : below(path)) {
            if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
                return true;
            }
        }
        return false;
    }

    /// The law of every refusal: it names the file.
    void isSaid(DiskException refused, Path file) {
        Harness.require(
                String.valueOf(refused.getMessage()).contains(file.toString()),
                "a refusal does not name the file: " + refused.getMessage());
    }
}
