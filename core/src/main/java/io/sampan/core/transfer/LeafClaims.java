package io.sampan.core.transfer;

import io.sampan.core.storage.ArrivingBlob;
import io.sampan.model.ByteRange;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Who writes which leaf of one upload. On the same bytes there is one writer at a time, and the
/// newest one wins: a lane that comes for a leaf is alive, the one that has it may be dead.
///
/// | the block | may begin | takes over |
/// |---|---|---|
/// | has digests | at or before the end of the leaf's head | every other writer of the leaf |
/// | has none | anywhere | writers of the same bytes; others go on elsewhere in the leaf |
///
/// So a leaf in which two blocks without digests meet (a *shared leaf*) has two writers. What they
/// do to the leaf happens one after the other: they share its turn.
///
/// Thread-safe. Locks are taken in this order: the claims, the turn of one leaf, the gate of the
/// bytes.
final class LeafClaims {

    /// What a lane was told that came with some bytes of a leaf.
    sealed interface Answer {

        /// The bytes are the lane's to write.
        record Granted(LeafClaim claim) implements Answer {}

        /// All of these bytes are held already.
        record Held() implements Answer {}

        /// Bytes before these have not come, so these cannot be kept.
        record Gap() implements Answer {}

        /// The upload takes no bytes now, or none from this lane.
        record Shut(RefusalCode why) implements Answer {}
    }

    /// The writers of one leaf.
    private static final class Live {
        final ReentrantLock turn = new ReentrantLock();
        final List<LeafClaim> claims = new ArrayList<>(2);
    }

    /// What is held of a leaf.
    private record Found(boolean verified, int head, long run) {

        static Found of(ArrivingBlob blob, LeafPart part) {
            return blob.digest(part.leaf()).isPresent()
                    ? new Found(true, part.length(), part.length())
                    : new Found(
                            false,
                            blob.head(part.leaf()),
                            blob.parts(part.leaf()).runFrom(part.from()));
        }
    }

    private final UploadBytes bytes;
    private final InstantSource clock;
    private final LongAdder takenOver;
    private final IntConsumer onReopened;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, Live> live = new HashMap<>();
    private @Nullable RefusalCode shut;
    private boolean doubted;

    /// @param takenOver counts the leaves that one lane took from another
    /// @param onReopened is told of a verified leaf that is going to be written again
    LeafClaims(
            UploadBytes bytes, InstantSource clock, LongAdder takenOver, IntConsumer onReopened) {
        this.bytes = bytes;
        this.clock = clock;
        this.takenOver = takenOver;
        this.onReopened = onReopened;
    }

    /// A lane comes with a part of a leaf.
    ///
    /// @param digest what the whole leaf should be, if that was announced
    Answer take(LeafPart part, Optional<Sha256> digest, BlockWriter writer) {
        lock.lock();
        try {
            var why = shut == null ? writer.revoked() : shut;
            if (why != null) {
                return new Answer.Shut(why);
            }
            var at = live.computeIfAbsent(part.leaf(), _ -> new Live());
            // What an older lane is about to do to the leaf must not fall between what is found of
            // the leaf here and what follows from it.
            at.turn.lock();
            try {
                return answer(at, part, digest, writer);
            } finally {
                at.turn.unlock();
                dropIfUnused(part.leaf(), at);
            }
        } finally {
            lock.unlock();
        }
    }

    private Answer answer(Live at, LeafPart part, Optional<Sha256> digest, BlockWriter writer) {
        at.claims.forEach(LeafClaim::record);
        if (doubted && digest.isPresent()) {
            reopenIfOther(part.leaf(), digest.get());
        }
        var asked = bytes.ask(blob -> Found.of(blob, part));
        if (asked.isEmpty()) {
            return new Answer.Shut(RefusalCode.CANCELLED);
        }
        var found = asked.get();
        if (found.verified()) {
            return new Answer.Held();
        }
        if (digest.isPresent()) {
            if (part.to() <= found.head()) {
                return new Answer.Held();
            }
            return part.from() > found.head()
                    ? new Answer.Gap()
                    : grant(at, part, part.from(), true, digest, writer);
        }
        var start = part.from() + (int) found.run();
        return start >= part.to()
                ? new Answer.Held()
                : grant(at, part, start, found.head() >= start, digest, writer);
    }

    private Answer grant(
            Live at,
            LeafPart part,
            int start,
            boolean hashed,
            Optional<Sha256> digest,
            BlockWriter writer) {
        var rest = new ByteRange(start, part.to());
        for (var older : List.copyOf(at.claims)) {
            if (digest.isPresent() || older.overlaps(rest)) {
                older.lose(RefusalCode.LEAF_BUSY);
                at.claims.remove(older);
                takenOver.increment();
            }
        }
        var claim =
                new LeafClaim(
                        part,
                        start,
                        hashed,
                        digest.isEmpty(),
                        writer,
                        bytes,
                        at.turn,
                        clock.millis());
        at.claims.add(claim);
        return new Answer.Granted(claim);
    }

    private void reopenIfOther(int leaf, Sha256 digest) {
        var verified = bytes.ask(blob -> blob.digest(leaf)).flatMap(d -> d);
        if (verified.isPresent() && !verified.get().equals(digest)) {
            bytes.forget(leaf);
            onReopened.accept(leaf);
        }
    }

    /// The lane is done with the leaf.
    void end(LeafClaim claim) {
        lock.lock();
        try {
            var at = live.get(claim.leaf());
            if (at != null) {
                at.claims.remove(claim);
                dropIfUnused(claim.leaf(), at);
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropIfUnused(int leaf, Live at) {
        if (at.claims.isEmpty()) {
            live.remove(leaf, at);
        }
    }

    /// Records what each lane has written so far, so that it counts as held.
    void recordWritten() {
        lock.lock();
        try {
            live.values().forEach(at -> at.claims.forEach(LeafClaim::record));
        } finally {
            lock.unlock();
        }
    }

    /// Verifies leaves that were written from several places and not verified yet: a kill may have
    /// fallen in between.
    ///
    /// @param onVerified told of each
    /// @return whether there was one
    boolean verifyWritten(IntConsumer onVerified) {
        lock.lock();
        try {
            var any = false;
            for (var leaf = 0; leaf < bytes.leaves(); leaf++) {
                if (bytes.isWritten(leaf) && verify(leaf)) {
                    onVerified.accept(leaf);
                    any = true;
                }
            }
            return any;
        } finally {
            lock.unlock();
        }
    }

    private boolean verify(int leaf) {
        var at = live.get(leaf);
        if (at == null) {
            return bytes.verifyWritten(leaf);
        }
        at.turn.lock();
        try {
            return bytes.verifyWritten(leaf);
        } finally {
            at.turn.unlock();
        }
    }

    /// Takes everything away from one block; what it wrote is held.
    void revoke(BlockWriter writer, RefusalCode why) {
        lock.lock();
        try {
            writer.revoke(why);
            for (var at : List.copyOf(live.entrySet())) {
                for (var claim : List.copyOf(at.getValue().claims)) {
                    if (claim.isOf(writer)) {
                        claim.lose(why);
                        at.getValue().claims.remove(claim);
                    }
                }
                dropIfUnused(at.getKey(), at.getValue());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nobody writes any more, until [#open].
    void shut(RefusalCode why) {
        lock.lock();
        try {
            shut = why;
            live.values().forEach(at -> at.claims.forEach(claim -> claim.lose(why)));
            live.clear();
        } finally {
            lock.unlock();
        }
    }

    void open() {
        lock.lock();
        try {
            shut = null;
        } finally {
            lock.unlock();
        }
    }

    /// Whether a verified leaf may be written again by whoever brings another digest for it: only
    /// after the whole was found to be wrong though every leaf of it was right.
    void doubt(boolean wholeIsWrong) {
        lock.lock();
        try {
            doubted = wholeIsWrong;
        } finally {
            lock.unlock();
        }
    }
}
