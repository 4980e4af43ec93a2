package io.sampan.systemtests.harness;

import io.sampan.model.ByteRange;
import io.sampan.model.RangeSet;
import io.sampan.model.UploadId;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MediaFrame.Data;
import io.sampan.wire.frame.MediaFrame.GetRange;
import io.sampan.wire.frame.UploadFrame.BlockStored;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.PutSmall;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import java.util.HashMap;
import java.util.Map;

/// What crossed a [FrameTap], by upload and byte. All methods may be called by any thread.
public final class WireTrace {

    /// One upload's bytes: sent once or more, twice or more, three times or more, and acknowledged.
    private static final class Upload {
        private RangeSet once = RangeSet.EMPTY;
        private RangeSet twice = RangeSet.EMPTY;
        private RangeSet moreThanTwice = RangeSet.EMPTY;
        private RangeSet acknowledged = RangeSet.EMPTY;
    }

    private final Map<UploadId, Upload> uploads = new HashMap<>();
    private final Map<Integer, Integer> refusals = new HashMap<>();
    private long bodiesUp;
    private long bodiesDown;
    private long acknowledgedAgain;
    private long readAgain;
    private RangeSet read = RangeSet.EMPTY;

    /// Bytes of bodies that went up.
    public synchronized long bodiesUp() {
        return bodiesUp;
    }

    /// Bytes of bodies that came down.
    public synchronized long bodiesDown() {
        return bodiesDown;
    }

    /// Bytes that went up a second time, or more often.
    public synchronized long sentAgain() {
        return bodiesUp - uploads.values().stream().mapToLong(upload -> upload.once.total()).sum();
    }

    /// Bytes that went up more than twice.
    public synchronized long sentMoreThanTwice() {
        return uploads.values().stream().mapToLong(upload -> upload.moreThanTwice.total()).sum();
    }

    /// Bytes that went up although the client had been told that the server has them.
    public synchronized long acknowledgedSentAgain() {
        return acknowledgedAgain;
    }

    /// Bytes that came down a second time, or more often (of all media together: meant for one).
    public synchronized long readAgain() {
        return readAgain;
    }

    /// How often a refusal with this number came down.
    public synchronized int refusals(int code) {
        return refusals.getOrDefault(code, 0);
    }

    Lane newLane() {
        return new Lane();
    }

    /// Where the bytes of a body belong, as they cross.
    interface BodyCount {
        /// So many bytes more cross.
        ///
        /// @return how many bytes of bodies had crossed before, in this direction
        long carry(int bytes);
    }

    /// One connection: which block an answer is about.
    final class Lane {

        private final Map<Integer, PutBlock> blocks = new HashMap<>();
        private final Map<Integer, Long> lengths = new HashMap<>();
        private final Map<Integer, GetRange> ranges = new HashMap<>();

        BodyCount onUp(int exchange, Frame frame, long bodyLength) {
            synchronized (WireTrace.this) {
                return switch (frame) {
                    case PutBlock block -> {
                        blocks.put(exchange, block);
                        lengths.put(exchange, bodyLength);
                        yield new Sent(upload(block.id()), block.offset());
                    }
                    case PutSmall small -> new Sent(upload(small.offer().id()), 0);
                    case GetRange range -> {
                        ranges.put(exchange, range);
                        yield WireTrace.this::otherUp;
                    }
                    default -> WireTrace.this::otherUp;
                };
            }
        }

        BodyCount onDown(int exchange, Frame frame) {
            synchronized (WireTrace.this) {
                switch (frame) {
                    case BlockStored stored -> acknowledge(exchange, RangeSet.EMPTY);
                    case Refused(var refusal) -> {
                        refusals.merge(refusal.code().number(), 1, Integer::sum);
                        if (!refusal.ranges().isEmpty()) {
                            acknowledge(exchange, refusal.ranges());
                        }
                    }
                    case UploadReady(var id, var held) -> {
                        var upload = upload(id);
                        upload.acknowledged = upload.acknowledged.plus(held);
                    }
                    case Data data when ranges.containsKey(exchange) -> {
                        ranges.remove(exchange);
                        return new Read(data.offset());
                    }
                    default -> {
                        // Says nothing about bytes.
                    }
                }
                return WireTrace.this::otherDown;
            }
        }

        private void acknowledge(int exchange, RangeSet except) {
            var block = blocks.remove(exchange);
            var length = lengths.remove(exchange);
            if (block != null && length != null) {
                var upload = upload(block.id());
                var stored = RangeSet.of(ByteRange.ofLength(block.offset(), length)).minus(except);
                upload.acknowledged = upload.acknowledged.plus(stored);
            }
        }
    }

    private Upload upload(UploadId id) {
        return uploads.computeIfAbsent(id, unknown -> new Upload());
    }

    private synchronized long otherUp(int bytes) {
        return bodiesUp;
    }

    private synchronized long otherDown(int bytes) {
        return bodiesDown;
    }

    private final class Sent implements BodyCount {

        private final Upload upload;
        private final RangeSet known;
        private long at;

        Sent(Upload upload, long from) {
            this.upload = upload;
            this.known = upload.acknowledged;
            this.at = from;
        }

        @Override
        public long carry(int bytes) {
            synchronized (WireTrace.this) {
                var piece = RangeSet.of(ByteRange.ofLength(at, bytes));
                upload.moreThanTwice = upload.moreThanTwice.plus(both(upload.twice, piece));
                upload.twice = upload.twice.plus(both(upload.once, piece));
                upload.once = upload.once.plus(piece);
                acknowledgedAgain += both(known, piece).total();
                at += bytes;
                bodiesUp += bytes;
                return bodiesUp - bytes;
            }
        }
    }

    private final class Read implements BodyCount {

        private long at;

        Read(long from) {
            this.at = from;
        }

        @Override
        public long carry(int bytes) {
            synchronized (WireTrace.this) {
                var piece = RangeSet.of(ByteRange.ofLength(at, bytes));
                readAgain += both(read, piece).total();
                read = read.plus(piece);
                at += bytes;
                bodiesDown += bytes;
                return bodiesDown - bytes;
            }
        }
    }

    private static RangeSet both(RangeSet a, RangeSet b) {
        return b.minus(b.minus(a));
    }
}
