package io.sampan.bench.driver;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for something to become so.
final class Await {

    private Await() {}

    /// Looks every `poll`, for `patience` at most, and says whether it became so.
    static boolean until(Duration patience, Duration poll, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(poll.toNanos());
        }
        return true;
    }
}
