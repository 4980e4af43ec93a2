package io.sampan.systemtests.harness;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A disk of its own, in memory, until it is closed. Only root may mount one: a test that cannot
/// have it is skipped, and says so.
public final class SmallDisk implements AutoCloseable {

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// @param folder where it is mounted; made if it is not there
    /// @param options as for `mount -t tmpfs -o`
    public static SmallDisk mount(Path folder, String options) {
        var disk = tryToMount(folder, options);
        assumeThat(disk)
                .as("a small disk can be mounted (as root, outside of most containers)")
                .isPresent();
        return disk.orElseThrow();
    }

    /// The same; empty where it is not allowed.
    public static Optional<SmallDisk> tryToMount(Path folder, String options) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Command.succeeds("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())
                ? Optional.of(new SmallDisk(folder))
                : Optional.empty();
    }

    /// From now on it has so many bytes in all. Making it smaller fills it, faster than writing
    /// does; less than what is on it is not possible, and then nothing changes.
    public void resize(long bytes) {
        Command.succeeds("mount", "-o", "remount,size=" + bytes, folder.toString());
    }

    /// What is on it.
    public long usedBytes() {
        try {
            var store = Files.getFileStore(folder);
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        Command.succeeds("umount", "--lazy", folder.toString());
    }
}
