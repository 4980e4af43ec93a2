package io.sampan.core.transfer;

import io.sampan.model.UploadId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One lock for each id that somebody is at: what concerns one id happens one after the other, and
/// what concerns different ids never waits for each other. Methods may be called from any thread.
final class KeyedLocks {

    private static final class Entry {
        final ReentrantLock lock = new ReentrantLock();
        int users;
    }

    private final ConcurrentHashMap<UploadId, Entry> entries = new ConcurrentHashMap<>();

    <T> T with(UploadId id, Supplier<T> work) {
        var entry =
                entries.compute(
                        id,
                        (_, old) -> {
                            var now = old == null ? new Entry() : old;
                            now.users++;
                            return now;
                        });
        entry.lock.lock();
        try {
            return work.get();
        } finally {
            entry.lock.unlock();
            entries.computeIfPresent(id, (_, old) -> --old.users == 0 ? null : old);
        }
    }
}
