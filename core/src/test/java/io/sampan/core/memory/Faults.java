package io.sampan.core.memory;

import io.sampan.core.storage.StorageException;
import java.util.concurrent.ConcurrentHashMap;

/// Faults to come, by the name of the step that is to fail. Methods may be called from any thread.
public final class Faults {

    private final ConcurrentHashMap<String, Integer> next = new ConcurrentHashMap<>();

    /// The next call of `step` fails before it does anything.
    public void failNext(String step) {
        next.merge(step, 1, Integer::sum);
    }

    void at(String step) {
        var failing = new boolean[1];
        next.computeIfPresent(
                step,
                (_, left) -> {
                    failing[0] = true;
                    return left == 1 ? null : left - 1;
                });
        if (failing[0]) {
            throw new StorageException("a fault that the test asked for: " + step, new Throwable());
        }
    }
}
