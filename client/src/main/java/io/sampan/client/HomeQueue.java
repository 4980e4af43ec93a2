package io.sampan.client;

import io.sampan.client.journal.Journal;
import io.sampan.client.journal.RunnerLock;
import io.sampan.client.queue.Events;
import io.sampan.client.queue.Network;
import io.sampan.client.queue.QueueSettings;
import io.sampan.client.queue.TaskQueue;
import io.sampan.client.task.TaskRecord;
import io.sampan.client.upload.SpoolFolder;
import io.sampan.disk.DamagedFileException;
import io.sampan.disk.Disk;
import io.sampan.disk.DiskException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The journal, spool and queue of a home, opened when something needs them first: a command that
/// asks the server only needs no journal, and works in a home that is full or may not be written.
///
/// Thread-safe.
final class HomeQueue implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HomeQueue.class);

    private final ClientConfig config;
    private final Disk disk;
    private final Network network;
    private final Events events;
    private final SpoolFolder spool;
    private @Nullable Journal journal;
    private @Nullable TaskQueue queue;
    private boolean closed;

    HomeQueue(ClientConfig config, Disk disk, Network network, Events events) {
        this.config = config;
        this.disk = disk;
        this.network = network;
        this.events = events;
        this.spool = new SpoolFolder(disk, config.home().resolve("spool"));
    }

    SpoolFolder spool() {
        return spool;
    }

    /// @throws DiskException if the journal cannot be opened and written
    synchronized Journal journal() {
        var known = journal;
        if (known != null) {
            return known;
        }
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
        var opened = open();
        journal = opened;
        sweep(opened);
        return opened;
    }

    private Path path() {
        return config.home().resolve("journal.db");
    }

    private Journal open() {
        disk.makeFolder(config.home());
        try {
            return Journal.open(path(), config.user(), InstantSource.system());
        } catch (DamagedFileException e) {
            throw e;
        } catch (DiskException full) {
            // What a killed process left in the spool may be what fills the home.
            try (var copy = Journal.openCopy(path(), config.user(), InstantSource.system())) {
                if (spool.sweep(copy::temporarySources) == 0) {
                    throw full;
                }
            }
            return Journal.open(path(), config.user(), InstantSource.system());
        }
    }

    private void sweep(Journal opened) {
        try {
            var removed = spool.sweep(opened::temporarySources);
            if (removed > 0) {
                LOG.atInfo()
                        .addKeyValue("files", removed)
                        .log("removed what was left in the spool");
            }
        } catch (DiskException e) {
            LOG.atWarn().setCause(e).log("the spool cannot be swept");
        }
    }

    /// @throws DiskException if the journal cannot be opened and written
    synchronized TaskQueue queue() {
        var known = queue;
        if (known != null) {
            return known;
        }
        var made =
                new TaskQueue(
                        new QueueSettings(
                                config.filesAtOnce(),
                                config.lanes(),
                                config.blockBytes(),
                                config.patience()),
                        journal(),
                        new RunnerLock(config.home().resolve("runner-" + config.user() + ".lock")),
                        network,
                        disk,
                        events);
        queue = made;
        return made;
    }

    /// The tasks as the journal has them; also where it can only be read.
    List<TaskRecord> records(boolean over) {
        TaskQueue writable;
        try {
            writable = queue();
        } catch (DamagedFileException e) {
            throw e;
        } catch (DiskException readOnly) {
            LOG.atDebug().setCause(readOnly).log("the journal can only be read");
            try (var copy = Journal.openCopy(path(), config.user(), InstantSource.system())) {
                return TaskQueue.records(copy, over);
            }
        }
        return writable.records(over);
    }

    @Override
    public synchronized void close() {
        closed = true;
        try (spool;
                var _ = journal;
                var _ = queue) {
            // The queue ends first: it writes to the journal.
        }
    }
}
