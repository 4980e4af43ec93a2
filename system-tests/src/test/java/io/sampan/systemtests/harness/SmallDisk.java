package io.sampan.systemtests.harness;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A disk of its own, in memory, until it is closed. Only root may mount one: a test that cannot
/// have it is skipped, and says so.
public final class SmallDisk implements AutoCloseable {

    private static final String FILLER = "filler-";

    private final Path folder;
    private int fillers;

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

    /// Fills it as another program would: until not one more byte can be written.
    public void fill() {
        var filler = folder.resolve(FILLER + fillers++);
        try (var file =
                FileChannel.open(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var piece = 1 << 20; piece > 0; piece /= 16) {
                writeUntilFull(file, piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeUntilFull(FileChannel file, int piece) {
        try {
            while (file.write(ByteBuffer.allocate(piece)) > 0) {}
        } catch (IOException e) {
            // It is full, for pieces of this size.
        }
    }

    /// Removes what [#fill] has written.
    public void removeFillers() {
        for (; fillers > 0; fillers--) {
            try {
                Files.delete(folder.resolve(FILLER + (fillers - 1)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
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
