package io.sampan.core.transfer;

import io.sampan.core.storage.StorageException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what was left behind: uploads that nobody touched for too long, marks of cancelled
/// ones, slots of silent ones, open files of idle ones, and what was set aside long ago.
///
/// Each [#run] is one round; whoever wires the server calls it about once a minute, one at a time.
public final class Sweeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final UploadParts parts;
    private final UploadBook book;

    Sweeper(UploadParts parts, UploadBook book) {
        this.parts = parts;
        this.book = book;
    }

    /// One round. A fault with one upload is logged, and the round goes on with the next.
    @Override
    public void run() {
        parts.slots().takeBackSilent();
        var now = parts.clock().instant();
        var mayRemove = parts.housekeeping().mayRemove().getAsBoolean();
        for (var upload : book.all()) {
            try {
                sweep(upload, now, mayRemove);
            } catch (StorageException e) {
                LOG.atError()
                        .addKeyValue("uploadId", upload.id())
                        .setCause(e)
                        .log("an upload could not be swept; the next round tries again");
            }
        }
        if (mayRemove) {
            removeAside(now);
        }
    }

    private void removeAside(Instant now) {
        try {
            var removed = parts.blobs().removeAside(now.minus(parts.housekeeping().unknownKept()));
            if (removed > 0) {
                LOG.atInfo()
                        .addKeyValue("blobs", removed)
                        .log("what was set aside long enough ago was removed");
            }
        } catch (StorageException e) {
            LOG.atError()
                    .setCause(e)
                    .log("what was set aside could not be removed; the next round tries again");
        }
    }

    private void sweep(Upload upload, Instant now, boolean mayRemove) {
        switch (upload.state()) {
            case UploadState.Arriving _, UploadState.Paused _, UploadState.Swept _ -> {
                upload.bytes.closeIfIdleSince(now.minus(parts.limits().idleAfter()));
                if (mayRemove && upload.sweep(now.minus(parts.limits().abandonedAfter()))) {
                    parts.slots().release(upload.id());
                    parts.counters().sweptUploads.increment();
                    book.remove(upload);
                    LOG.atInfo()
                            .addKeyValue("uploadId", upload.id())
                            .addKeyValue("user", upload.owner)
                            .addKeyValue("touched", upload.touched())
                            .log("an abandoned upload was removed");
                }
            }
            case UploadState.Cancelled(var when) -> {
                if (mayRemove && !when.isAfter(now.minus(parts.limits().cancelledKept()))) {
                    // Once more, in case that a fault kept the bytes when it was cancelled.
                    upload.bytes.discard();
                    parts.ledger().uploads().remove(upload.id());
                    book.remove(upload);
                }
            }
            case UploadState.Complete _ -> book.remove(upload);
        }
    }
}
