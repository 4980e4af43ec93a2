package io.sampan.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Sees to it that one process at a time works in a folder: a lock on the file `lock` in it, which
/// says which process that is. The system gives the lock up when its process ends, however it ends;
/// the file stays.
public final class FolderLock implements AutoCloseable {

    private static final int LONGEST_PID = 20;

    private final Path path;
    private final FileChannel channel;

    private FolderLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Takes the lock of a folder that is there.
    ///
    /// @throws DiskException if another process (or another part of this one) has it; the message
    ///   names the folder and the process
    public static FolderLock take(Path folder) {
        return tryTake(folder)
                .orElseThrow(() ->
                        new DiskException(folder + " is in use by process " + holder(folder)));
    }

    /// Takes the lock of a folder that is there; empty if another process has it.
    public static Optional<FolderLock> tryTake(Path folder) {
        var path = folder.resolve("lock");
        try {
            var lock = new FolderLock(path, RealDisk.openChannel(path, Disk.Access.CREATE));
            if (!lock.isTaken()) {
                lock.close();
                return Optional.empty();
            }
            lock.sign();
            return Optional.of(lock);
        } catch (IOException e) {
            throw new DiskException("cannot lock " + folder, e);
        }
    }

    private boolean isTaken() throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(Path folder) {
        try (var file = RealDisk.openChannel(folder.resolve("lock"), Disk.Access.READ)) {
            var pid = ByteBuffer.allocate(LONGEST_PID);
            file.read(pid, 0);
            return StandardCharsets.US_ASCII.decode(pid.flip()).toString();
        } catch (IOException e) {
            throw new DiskException("cannot lock " + folder, e);
        }
    }

    private void sign() throws IOException {
        channel.truncate(0);
        channel.write(
                StandardCharsets.US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DiskException("cannot unlock " + path, e);
        }
    }
}
