package io.sampan.bench.row;

import io.sampan.bench.measure.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Files that are carried: random bytes, which nobody can compress, the same in each run.
final class Material {

    static final long MEBIBYTE = 1 << 20;

    private static final long SEED = 42;

    private Material() {}

    /// One file of so many MiB.
    static Path file(Path folder, String name, int mebibytes) {
        var random = new Random(SEED);
        var chunk = new byte[(int) MEBIBYTE];
        var file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            for (var i = 0; i < mebibytes; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Many files of one size in one folder.
    static void files(Path folder, int number, int size) {
        var random = new Random(SEED);
        var content = new byte[size];
        try {
            for (var i = 0; i < number; i++) {
                random.nextBytes(content);
                Files.write(folder.resolve("file-%05d.bin".formatted(i)), content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Insists that two files are the same.
    static void compare(Path one, Path other) {
        try {
            if (Files.mismatch(one, other) >= 0) {
                throw new BenchException(other + " is not what was sent");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes a file that has to be there, with a size that it has to have.
    static void take(Path file, long size) {
        try {
            if (Files.size(file) != size) {
                throw new BenchException(file + " has " + Files.size(file) + " bytes");
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new BenchException("did not arrive: " + file, e);
        }
    }
}
