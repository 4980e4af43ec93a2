package io.sampan.core.transfer;

import io.sampan.core.storage.StorageException;
import io.sampan.model.InvalidValueException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away media that have served: those that were sent, that every recipient has, and that were
/// kept long enough since. What nobody was sent (a put) stays until its owner removes it.
///
/// ```
///   media ──retire (one step in the ledger)──▶ retired ──its bytes are removed──▶ buried
/// ```
///
/// The ledger decides and forgets in one step, so that no message can be posted with a media that
/// goes; the bytes follow, after a crash in the next run's first round.
///
/// Each [#run] is one round; whoever wires the server calls it about once a minute, one at a time.
public final class Retention implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int AT_ONCE = 1_000;

    private final UploadParts parts;
    private final Duration kept;

    /// @throws InvalidValueException unless `kept` is longer than nothing
    Retention(UploadParts parts, Duration kept) {
        if (!kept.isPositive()) {
            throw new InvalidValueException("files are kept for longer than nothing");
        }
        this.parts = parts;
        this.kept = kept;
    }

    /// One round. A fault with one media is logged, and the round goes on with the next.
    @Override
    public void run() {
        if (!parts.housekeeping().mayRemove().getAsBoolean()) {
            return;
        }
        var facts = parts.ledger().media();
        for (var media : facts.retire(parts.clock().instant().minus(kept), AT_ONCE)) {
            parts.counters().retiredMedia.increment();
            LOG.atInfo()
                    .addKeyValue("mediaId", media.id())
                    .addKeyValue("user", media.owner())
                    .addKeyValue("bytes", media.size())
                    .log("a file that everybody has was removed");
        }
        for (var id : facts.retired()) {
            try {
                parts.blobs().remove(id);
                facts.bury(id);
            } catch (StorageException e) {
                LOG.atError()
                        .addKeyValue("mediaId", id)
                        .setCause(e)
                        .log("a file could not be removed; the next round tries again");
            }
        }
    }
}
