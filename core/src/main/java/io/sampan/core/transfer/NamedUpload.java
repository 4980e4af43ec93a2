package io.sampan.core.transfer;

import io.sampan.model.ByteRange;
import io.sampan.model.Md5;
import io.sampan.model.RangeSet;
import io.sampan.model.RefusalCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One upload that is known by its name, and who writes which byte range of it.
///
/// Ranges begin and end within leaves, so a leaf may be sent from two places at once (of a small
/// file from three): a *shared leaf*, which [LeafClaims] knows how to fill.
///
/// ```
///    leaf        |---- 0 ----|---- 1 ----|---- 2 ----|---- 3 ----|
///    ranges      |------ a -------|------- b -------|----- c ----|
///                           shared        shared ^
/// ```
///
/// Thread-safe. Locks are taken in this order: the ranges, the claims of the upload.
final class NamedUpload {

    final Upload upload;

    /// Whether what came is kept when its sender leaves midway.
    final boolean kept;

    private final UploadParts parts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ByteRange, BlockWriter> writers = new HashMap<>();
    private volatile @Nullable SlotLease beginner;
    private volatile Optional<Md5> md5 = Optional.empty();

    NamedUpload(Upload upload, UploadParts parts, boolean kept) {
        this.upload = upload;
        this.parts = parts;
        this.kept = kept;
    }

    /// The conversation asked for the upload, and was let in.
    ///
    /// @param newMd5 of the whole, where it is known
    void begunBy(SlotLease attendance, Optional<Md5> newMd5) {
        beginner = attendance;
        md5 = newMd5;
        upload.heard(parts.clock().millis());
    }

    /// What the MD5 of the whole should be, as far as the conversation that asked last knows.
    Optional<Md5> md5() {
        return md5;
    }

    boolean wasBegunBy(SlotLease attendance) {
        return attendance.equals(beginner);
    }

    /// A writer of the range from `from` on; an older one loses it. Empty if bytes of the range
    /// before `from` are missing.
    Optional<NamedBlock> writer(ByteRange range, long from, SlotHold slot, NamedUploads book) {
        lock.lock();
        try {
            var older = writers.remove(range);
            if (older != null) {
                upload.claims.revoke(older, RefusalCode.LEAF_BUSY);
                parts.counters().takenOverLeaves.increment();
            }
            if (from > range.from() + heldOf(range)) {
                return Optional.empty();
            }
            var writer =
                    new BlockWriter(
                            upload,
                            new ByteRange(from, range.to()),
                            new BlockDigests.Learned(Optional.empty()),
                            slot,
                            parts);
            writers.put(range, writer);
            upload.heard(parts.clock().millis());
            return Optional.of(new NamedBlock(this, book, range, writer));
        } finally {
            lock.unlock();
        }
    }

    /// The writer is done.
    void end(ByteRange range, BlockWriter writer) {
        lock.lock();
        try {
            writers.remove(range, writer);
        } finally {
            lock.unlock();
        }
    }

    /// How many bytes of a range are held from its start, also of what is being written now.
    long held(ByteRange range) {
        upload.claims.recordWritten();
        return heldOf(range);
    }

    private long heldOf(ByteRange range) {
        var run = upload.bytes.held().orElse(RangeSet.EMPTY).runFrom(range.from());
        return Math.min(range.length(), run);
    }

    /// Whether anything has come.
    boolean hasBytes() {
        return upload.bytes.heldBytes() > 0;
    }

    /// Whether every byte is held.
    boolean isWhole() {
        return upload.bytes.heldBytes() == upload.offer.size();
    }
}
