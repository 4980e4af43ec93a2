package io.sampan.core.memory;

import io.sampan.core.storage.StorageException;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What is to happen at the steps of a store, by their names. Methods may be called from any
/// thread.
public final class Faults {

    private final ConcurrentHashMap<String, Queue<Runnable>> next = new ConcurrentHashMap<>();

    /// The next call of `step` fails before it does anything.
    public void failNext(String step) {
        doAtNext(
                step,
                () -> {
                    throw new StorageException(
                            "a fault that the test asked for: " + step, new Throwable());
                });
    }

    /// The next call of `step` does this first.
    public void doAtNext(String step, Runnable event) {
        next.computeIfAbsent(step, _ -> new ConcurrentLinkedQueue<>()).add(event);
    }

    void at(String step) {
        var events = next.get(step);
        var event = events == null ? null : events.poll();
        if (event != null) {
            event.run();
        }
    }
}
