package io.sampan.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/// A temporary folder that is gone at the end, with all that is in it.
///
/// @param folder where it is
record Scratch(Path folder) implements AutoCloseable {

    private static final int TRIES = 100;

    static Scratch in(Path parent) {
        try {
            return new Scratch(Files.createTempDirectory(parent, "sampan-demo-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes everything; what somebody else removed first is no matter, and what somebody who is
    /// just being ended still writes is removed as well. More than once is fine.
    @Override
    public void close() {
        for (var tries = TRIES; Files.exists(folder); tries--) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            } catch (NoSuchFileException | DirectoryNotEmptyException changing) {
                requireTriesLeft(tries, new UncheckedIOException(changing));
            } catch (UncheckedIOException changing) {
                requireTriesLeft(tries, changing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void requireTriesLeft(int tries, UncheckedIOException trouble) {
        if (tries == 0) {
            throw trouble;
        }
    }
}
