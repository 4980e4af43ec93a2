package io.sampan.client.download;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/// The targets that downloads of this process are using, so that two of them never choose the same
/// one. Any thread.
public final class PathClaims {

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Path> claimed = new HashSet<>();

    /// Lets `choice` choose among paths that are free, and claims what it chose.
    TargetFile claim(Function<Predicate<Path>, TargetFile> choice) {
        lock.lock();
        try {
            var chosen = choice.apply(path -> !claimed.contains(path));
            claimed.add(chosen.path());
            return chosen;
        } finally {
            lock.unlock();
        }
    }

    void release(TargetFile target) {
        lock.lock();
        try {
            claimed.remove(target.path());
        } finally {
            lock.unlock();
        }
    }
}
