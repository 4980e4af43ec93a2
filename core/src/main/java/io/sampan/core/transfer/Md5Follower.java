package io.sampan.core.transfer;

import io.sampan.core.storage.StorageException;
import io.sampan.model.Leaf;
import io.sampan.model.Md5;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Computes the MD5 of an upload by following its verified beginning as it grows. MD5 goes through
/// a file in order, and leaves arrive in any; so it reads them back, while they are still in
/// memory.
///
/// All methods may be called from any thread. The lock is held for one leaf at a time.
final class Md5Follower {

    private static final Logger LOG = LoggerFactory.getLogger(Md5Follower.class);
    private static final int READ_BYTES = 128 << 10;

    private final UploadBytes bytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean running = new AtomicBoolean();
    private MessageDigest hasher = Md5.hasher();
    private volatile int next;
    private volatile boolean stopped;

    Md5Follower(UploadBytes bytes) {
        this.bytes = bytes;
    }

    /// The leaf was verified: goes on in the background if that was what it waited for.
    void verified(int leaf, Executor background) {
        if (leaf == next) {
            start(background);
        }
    }

    /// Goes on in the background as far as there are verified leaves.
    void start(Executor background) {
        if (running.compareAndSet(false, true)) {
            try {
                background.execute(this::follow);
            } catch (RejectedExecutionException e) {
                running.set(false);
                LOG.atDebug().setCause(e).log("stopping: the MD5 waits for the finish");
            }
        }
    }

    /// Goes on no longer in the background: the server stops.
    void stop() {
        stopped = true;
    }

    /// The leaf will be written again: what was computed over it is void.
    void reopened(int leaf) {
        lock.lock();
        try {
            if (leaf < next) {
                hasher = Md5.hasher();
                next = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /// The MD5 of the whole, all of which is verified; reads what is left to read.
    Md5 ofWhole() {
        var buffer = ByteBuffer.allocate(READ_BYTES);
        while (step(buffer)) {
            // One leaf after the other.
        }
        lock.lock();
        try {
            return Md5.finish((MessageDigest) hasher.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's MD5 can be cloned", e);
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        try {
            var buffer = ByteBuffer.allocate(READ_BYTES);
            while (!stopped && step(buffer)) {
                // One leaf after the other.
            }
        } catch (StorageException e) {
            // The finish reads it again, and its fault is then told to the client.
            LOG.atError().setCause(e).log("an arriving upload could not be read for its MD5");
        } finally {
            running.set(false);
        }
    }

    /// Takes in the next leaf, if it is verified.
    private boolean step(ByteBuffer buffer) {
        lock.lock();
        try {
            var leaf = next;
            if (leaf == bytes.leaves() || !isVerified(leaf)) {
                return false;
            }
            var end = Leaf.start(leaf) + bytes.leafLength(leaf);
            for (var at = Leaf.start(leaf); at < end; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                if (!bytes.read(at, buffer)) {
                    return false;
                }
                hasher.update(buffer.flip());
            }
            next = leaf + 1;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isVerified(int leaf) {
        return bytes.ask(blob -> blob.digest(leaf).isPresent()).orElse(false);
    }
}
