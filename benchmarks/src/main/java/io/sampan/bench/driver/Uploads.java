package io.sampan.bench.driver;

import io.sampan.client.lane.LoginRefusedException;
import io.sampan.model.ContentType;
import io.sampan.model.Leaf;
import io.sampan.model.MediaName;
import io.sampan.model.Offer;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.model.UploadId;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MediaFrame.RemoveMedia;
import io.sampan.wire.frame.UploadFrame.BlockStored;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import io.sampan.wire.link.Body;
import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.net.HostPort;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Many uploads at once over slow lines: each is a lane of its own that sends one MiB every few
/// seconds, so that all of them hold a slot nearly all the time. A file that is complete is
/// removed, and the next one begins.
final class Uploads {

    private static final int LEAVES = 8;
    private static final Duration BETWEEN_BLOCKS = Duration.ofSeconds(4);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final long SEED = 42;

    private final LinkConnector connector;
    private final List<HostPort> entries;
    private final Requests requests = new Requests("uploads");
    private final AtomicInteger arriving = new AtomicInteger();
    private final AtomicInteger complete = new AtomicInteger();
    private final byte[] leaf = new byte[Leaf.SIZE];
    private final Sha256 leafDigest;
    private final Sha256 treeDigest;

    Uploads(LinkConnector connector, List<HostPort> entries) {
        this.connector = connector;
        this.entries = entries;
        new Random(SEED).nextBytes(leaf);
        leafDigest = Sha256.digest(leaf);
        var hasher = new TreeHasher();
        for (var i = 0; i < LEAVES; i++) {
            hasher.add(leafDigest);
        }
        treeDigest = hasher.digest();
    }

    Requests requests() {
        return requests;
    }

    /// How many files arrived whole.
    int complete() {
        return complete.get();
    }

    /// Goes on until the moment `end` of the nanosecond clock, and then until what has begun is
    /// complete.
    ///
    /// @return how many were arriving at a time, on average
    double run(int uploads, long end) {
        var sum = 0.0;
        var looks = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < uploads; i++) {
                var number = i;
                threads.submit(() -> uploadUntil(end, number));
            }
            // Half of the first pause has gone by then, and everybody has begun.
            LockSupport.parkNanos(BETWEEN_BLOCKS.toNanos() / 2);
            do {
                sum += arriving.get();
                looks++;
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            } while (System.nanoTime() < end);
        }
        return sum / looks;
    }

    private void uploadUntil(long end, int number) {
        while (System.nanoTime() < end) {
            var entry = entries.get(number % entries.size());
            try (var lane = Questions.logIn(connector, entry, "uploader" + number, requests)) {
                while (System.nanoTime() < end) {
                    upload(lane, end);
                }
            } catch (LinkException | LoginRefusedException | IllegalStateException e) {
                requests.onTrouble(e.toString());
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
    }

    private void upload(Questions lane, long end) {
        var id = UploadId.random();
        var name = new MediaName(id + ".bin");
        var size = (long) LEAVES * Leaf.SIZE;
        var offer = new Offer(id, name, size, ContentType.BYTES, false);
        expect(UploadReady.class, lane, new OfferUpload(offer, false), Body.NONE);
        arriving.incrementAndGet();
        try {
            for (var i = 0; i < LEAVES; i++) {
                var pause = Math.min(BETWEEN_BLOCKS.toNanos(), end - System.nanoTime());
                LockSupport.parkNanos(Math.max(0, pause));
                var block = new PutBlock(id, (long) i * Leaf.SIZE, List.of(leafDigest));
                expect(BlockStored.class, lane, block, Body.of(ByteBuffer.wrap(leaf)));
            }
            var finish = new FinishUpload(id, treeDigest, Optional.empty());
            expect(UploadComplete.class, lane, finish, Body.NONE);
            complete.incrementAndGet();
        } finally {
            arriving.decrementAndGet();
        }
        lane.ask(new RemoveMedia(id.toMediaId()), Body.NONE);
    }

    private static void expect(Class<?> answer, Questions lane, Frame question, Body body) {
        var frame = lane.ask(question, body);
        if (!answer.isInstance(frame)) {
            throw new IllegalStateException("answered with " + frame);
        }
    }
}
