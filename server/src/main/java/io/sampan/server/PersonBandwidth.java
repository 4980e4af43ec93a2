package io.sampan.server;

import io.sampan.model.UserName;
import io.sampan.wire.net.limit.Bandwidth;
import io.sampan.wire.net.limit.RateLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// How fast each person may send and fetch files, on all of their lanes together. One share is made
/// for each person who has a lane, and forgotten with their last one. Thread-safe.
public final class PersonBandwidth {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<UserName, Share> shares = new HashMap<>();
    private long receiving;
    private long sending;

    private static final class Share {

        private final Bandwidth bandwidth;
        private int lanes;

        Share(Bandwidth bandwidth) {
            this.bandwidth = bandwidth;
        }
    }

    PersonBandwidth() {}

    /// Of everybody, from now on, also on lanes that are open; bytes a second, 0 for no limit.
    ///
    /// @param uploads what each person may send
    /// @param downloads what each person may fetch
    public void change(long uploads, long downloads) {
        lock.lock();
        try {
            receiving = uploads;
            sending = downloads;
            for (var share : shares.values()) {
                share.bandwidth.receiving().change(uploads);
                share.bandwidth.sending().change(downloads);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A person has one more lane, until [#release].
    Bandwidth acquire(UserName person) {
        lock.lock();
        try {
            var share =
                    shares.computeIfAbsent(
                            person,
                            _ ->
                                    new Share(
                                            new Bandwidth(
                                                    new RateLimit(sending),
                                                    new RateLimit(receiving))));
            share.lanes++;
            return share.bandwidth;
        } finally {
            lock.unlock();
        }
    }

    void release(UserName person) {
        lock.lock();
        try {
            shares.computeIfPresent(person, (_, share) -> --share.lanes == 0 ? null : share);
        } finally {
            lock.unlock();
        }
    }
}
