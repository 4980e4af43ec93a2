package io.sampan.store;

import io.sampan.model.MediaId;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Locks by id: the same id has always the same lock, and two ids seldom do.
final class IdLocks {

    private static final int COUNT = 256;

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(COUNT).toArray(ReentrantLock[]::new);

    ReentrantLock lockFor(MediaId id) {
        return locks[Math.floorMod(id.hashCode(), COUNT)];
    }
}
