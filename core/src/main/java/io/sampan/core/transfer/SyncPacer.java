package io.sampan.core.transfer;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.core.storage.StorageException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Syncs one upload in the background while it arrives, so that its finish has little left to sync:
/// after every so many bytes, and on a slow lane after so much time; one sync at a time.
///
/// [#verified] may be called from any thread.
final class SyncPacer {

    private static final Logger LOG = LoggerFactory.getLogger(SyncPacer.class);

    private static final long EVERY_BYTES = 64L << 20;
    private static final long EVERY_MILLIS = Duration.ofSeconds(5).toMillis();

    private final UploadBytes bytes;
    private final InstantSource clock;
    private final Executor background;
    private final AtomicLong unsynced = new AtomicLong();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile long syncedMillis;

    SyncPacer(UploadBytes bytes, InstantSource clock, Executor background) {
        this.bytes = bytes;
        this.clock = clock;
        this.background = background;
        this.syncedMillis = clock.millis();
    }

    /// So many bytes more were verified.
    void verified(int more) {
        var waiting = unsynced.addAndGet(more);
        var due = waiting >= EVERY_BYTES || clock.millis() - syncedMillis >= EVERY_MILLIS;
        if (due && busy.compareAndSet(false, true)) {
            try {
                background.execute(this::sync);
            } catch (RejectedExecutionException e) {
                busy.set(false);
                LOG.atDebug().setCause(e).log("stopping: what is not synced waits for the finish");
            }
        }
    }

    private void sync() {
        try {
            unsynced.set(0);
            bytes.run(ArrivingBlob::sync);
        } catch (StorageException e) {
            // The finish syncs again, and its fault is then told to the client.
            LOG.atError().setCause(e).log("an arriving upload could not be synced");
        } finally {
            syncedMillis = clock.millis();
            busy.set(false);
        }
    }
}
