package io.sampan.core.transfer;

import io.sampan.core.check.BlobVerifier;
import io.sampan.core.storage.StorageException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads all stored files again and again, slowly, and compares them with their digests: what a
/// disk has lost or changed is found while there may still be a backup, and not when somebody asks
/// for it. What is damaged is counted, logged and set aside, as if somebody had asked.
///
/// The facts beside each blob are brought up to date on the way.
///
/// ```
///   wait for the first ─▶ a round over all 256 parts, so many bytes a second ─▶ wait until a day
///   round                  ▲      has passed since the round began                     │
///                          └───────────────────────────────────────────────────────────┘
/// ```
///
/// A round begins at a random part, so that a server that is often restarted reads everything as
/// well. [#run] is for a thread of its own, and returns when that is interrupted.
public final class Scrubber implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Scrubber.class);
    private static final int PARTS = 256;
    private static final Duration FIRST = Duration.ofMinutes(5);
    private static final Duration ROUND = Duration.ofDays(1);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final UploadParts parts;
    private final MediaDesk media;
    private final long bytesPerSecond;
    private final BlobVerifier verifier = new BlobVerifier();

    /// @throws InvalidValueException unless it reads something each second
    Scrubber(UploadParts parts, MediaDesk media, long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new InvalidValueException("a scrub reads one byte a second at least");
        }
        this.parts = parts;
        this.media = media;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public void run() {
        try {
            Thread.sleep(FIRST);
            while (true) {
                var began = System.nanoTime();
                var first = RandomGenerator.getDefault().nextInt(PARTS);
                if (!round(first, this::isPaced)) {
                    return;
                }
                Thread.sleep(
                        ROUND.minusNanos(Math.min(System.nanoTime() - began, ROUND.toNanos())));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits as long as so many bytes take, and says whether to go on.
    private boolean isPaced(int bytes) {
        try {
            Thread.sleep(Duration.ofNanos((long) ((double) bytes / bytesPerSecond * SECOND)));
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// One round. A fault with one file is logged, and the round goes on with the next.
    ///
    /// @param mayRead is asked before each leaf is read; where it says no, the round ends
    /// @return whether it came to its end
    boolean round(int firstPart, IntPredicate mayRead) {
        for (var n = 0; n < PARTS; n++) {
            for (var id : parts.blobs().stored((firstPart + n) % PARTS)) {
                if (!mayRead.test(0)) {
                    return false;
                }
                try {
                    parts.ledger().media().find(id).ifPresent(one -> scrub(one, mayRead));
                } catch (StorageException e) {
                    LOG.atError()
                            .addKeyValue("mediaId", id)
                            .setCause(e)
                            .log("it cannot be scrubbed");
                }
            }
        }
        parts.counters().scrubs.increment();
        return true;
    }

    private void scrub(Media one, IntPredicate mayRead) {
        fault(one, mayRead).ifPresent(reason -> damaged(one.id(), reason));
        if (!parts.blobs().facts(one.id()).equals(Optional.of(one))
                && parts.ledger().media().find(one.id()).equals(Optional.of(one))) {
            parts.blobs().describe(one);
        }
    }

    private Optional<String> fault(Media one, IntPredicate mayRead) {
        try (var blob = parts.blobs().read(one.id()).orElse(null)) {
            if (blob == null) {
                return Optional.empty(); // removed meanwhile
            }
            return verifier.faultInTable(blob, one)
                    .or(() -> verifier.faultInBytes(blob, bytes -> counted(bytes, mayRead)));
        } catch (StorageException e) {
            if (e.isDamaged()) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private boolean counted(int bytes, IntPredicate mayRead) {
        var may = mayRead.test(bytes);
        parts.counters().scrubbedBytes.add(may ? bytes : 0);
        return may;
    }

    /// A file that was removed while it was read is no damage.
    private void damaged(MediaId id, String reason) {
        if (parts.ledger().media().find(id).isPresent()) {
            media.damaged(id, reason);
        }
    }
}
