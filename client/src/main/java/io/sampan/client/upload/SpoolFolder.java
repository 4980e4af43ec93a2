package io.sampan.client.upload;

import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import io.sampan.model.UploadId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The home's folder of temporary sources: what came from a pipe, kept so that it can be resumed.
///
/// ```
///             reads to the end                 journaled               task is over
///   (input) ──────────────────▶ held, locked ───────────▶ a task's ──────────────────▶ deleted
///                │ fails, Ctrl-C      │ close, Ctrl-C         (by the queue)
///                ▼                    ▼
///             deleted              deleted
/// ```
///
/// A file that no task has belongs to the process that holds its lock. One that is neither a task's
/// nor locked was left by a process that was killed: [#sweep] removes it. Thread-safe.
public final class SpoolFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);

    private static final int PIECE = 1 << 20;

    private final Disk disk;
    private final Path folder;
    private final Map<Path, FileChannel> held = new HashMap<>();
    private @Nullable Thread onExit;

    /// @param folder made when it is first needed
    public SpoolFolder(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /// Reads all of `content` into a new file, which is synced. If that fails, nothing stays
    /// behind.
    ///
    /// @throws SpoolException if the content cannot be read, or the folder cannot keep it
    public Path write(InputStream content) {
        var path = create();
        try {
            copy(content, path);
            return path;
        } catch (RuntimeException e) {
            discard(path);
            throw e;
        }
    }

    private synchronized Path create() {
        try {
            disk.makeFolder(folder);
            while (true) {
                var path = folder.resolve(UploadId.random().toString());
                var channel =
                        FileChannel.open(
                                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                // One that sweeps may have been quicker between the two steps.
                if (lock(channel) && Files.exists(path)) {
                    held.put(path, channel);
                    deleteOnExit();
                    return path;
                }
                channel.close();
            }
        } catch (IOException | DiskException e) {
            throw SpoolException.keeping(folder, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void deleteOnExit() {
        if (onExit != null) {
            return;
        }
        onExit = Thread.ofPlatform().name("spool").unstarted(this::discardAll);
        try {
            Runtime.getRuntime().addShutdownHook(onExit);
        } catch (IllegalStateException stopping) {
            LOG.atDebug().log("the process ends already");
        }
    }

    private void copy(InputStream content, Path path) {
        var channel = channelOf(path);
        var piece = new byte[PIECE];
        while (true) {
            var length = read(content, piece);
            try {
                if (length < 0) {
                    channel.force(true);
                    return;
                }
                var bytes = ByteBuffer.wrap(piece, 0, length);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw SpoolException.keeping(folder, e);
            }
        }
    }

    private static int read(InputStream content, byte[] piece) {
        try {
            return content.read(piece);
        } catch (IOException e) {
            throw SpoolException.reading(e);
        }
    }

    private synchronized FileChannel channelOf(Path path) {
        var channel = held.get(path);
        if (channel == null) {
            throw SpoolException.keeping(folder, new IOException("the session is closed"));
        }
        return channel;
    }

    /// Makes files that [#write] has made a task's: from now on the queue removes them. If that
    /// fails they are removed here.
    ///
    /// @param sources of the tasks; those that are no file of this folder are left alone
    /// @param journal writes the tasks down
    public <T> T handOver(Collection<Path> sources, Supplier<T> journal) {
        var mine = take(sources);
        try {
            var result = journal.get();
            mine.values().forEach(SpoolFolder::letGo);
            return result;
        } catch (RuntimeException e) {
            mine.forEach(this::remove);
            throw e;
        }
    }

    private synchronized Map<Path, FileChannel> take(Collection<Path> sources) {
        var mine = new HashMap<Path, FileChannel>();
        for (var path : Set.copyOf(held.keySet())) {
            if (sources.contains(path) || real(path).filter(sources::contains).isPresent()) {
                Optional.ofNullable(held.remove(path)).ifPresent(file -> mine.put(path, file));
            }
        }
        return mine;
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /// Removes what processes that were killed have left behind, and says how many files there
    /// were.
    ///
    /// @param wanted the sources of all tasks that are not over, of every user of the home; asked
    ///   after a file was found to belong to no process
    public int sweep(Supplier<Set<Path>> wanted) {
        var removed = 0;
        for (var path : disk.list(folder)) {
            try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                if (lock(channel) && !isWanted(path, wanted.get())) {
                    removed += Files.deleteIfExists(path) ? 1 : 0;
                }
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("path", path).setCause(e).log("left in the spool");
            }
        }
        return removed;
    }

    private static boolean isWanted(Path path, Set<Path> wanted) {
        return wanted.contains(path) || real(path).filter(wanted::contains).isPresent();
    }

    private synchronized void discard(Path path) {
        var channel = held.remove(path);
        if (channel != null) {
            remove(path, channel);
        }
    }

    private synchronized void discardAll() {
        held.forEach(this::remove);
        held.clear();
    }

    private void remove(Path path, FileChannel channel) {
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("path", path).setCause(e).log("cannot delete from the spool");
        }
    }

    private static void letGo(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("cannot close a file of the spool");
        }
    }

    /// Removes what was written and is no task's.
    @Override
    public synchronized void close() {
        discardAll();
        if (onExit != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(onExit);
            } catch (IllegalStateException stopping) {
                LOG.atTrace().log("the process ends");
            }
            onExit = null;
        }
    }
}
