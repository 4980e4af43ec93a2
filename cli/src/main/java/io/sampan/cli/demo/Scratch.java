package io.sampan.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/// A temporary folder that is gone at the end, with all that is in it.
///
/// @param folder where it is
record Scratch(Path folder) implements AutoCloseable {

    static Scratch in(Path parent) {
        try {
            return new Scratch(Files.createTempDirectory(parent, "sampan-demo-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes everything; what somebody else removed first is no matter. More than once is fine.
    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            // Somebody else removes it, too.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
