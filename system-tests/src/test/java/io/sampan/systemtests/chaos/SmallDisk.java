package io.sampan.systemtests.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A disk of its own for the server, which can be filled: a tmpfs, where this process may mount
/// one. Used by one thread at a time.
final class SmallDisk implements AutoCloseable {

    private final Path folder;
    private final long bytes;
    private final boolean mounted;

    private SmallDisk(Path folder, long bytes, boolean mounted) {
        this.folder = folder;
        this.bytes = bytes;
        this.mounted = mounted;
    }

    /// Mounts it over `folder`; where that is not allowed the folder is used as it is, and never
    /// filled.
    static SmallDisk at(Path folder, long bytes) {
        var options = "size=" + bytes;
        return new SmallDisk(
                folder,
                bytes,
                runs("mount", "-t", "tmpfs", "-o", options, "sampan-chaos", folder.toString()));
    }

    Path home() {
        return folder.resolve("home");
    }

    boolean canBeFilled() {
        return mounted;
    }

    /// From now on there is room for about so many bytes more: the disk is made smaller, as nothing
    /// fills one faster.
    void fill(long leaving) {
        try {
            var store = Files.getFileStore(folder);
            var used = store.getTotalSpace() - store.getUnallocatedSpace();
            resize(used + leaving);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives the room back.
    void free() {
        resize(bytes);
    }

    private void resize(long size) {
        // Fails if more was written meanwhile than is left: then it is as full as that.
        var _ = runs("mount", "-o", "remount,size=" + size, folder.toString());
    }

    private static boolean runs(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (mounted && !runs("umount", folder.toString())) {
            throw new IllegalStateException(folder + " cannot be unmounted");
        }
    }
}
