package io.sampan.relay;

import io.sampan.model.InvalidValueException;
import java.time.Duration;

/// How long to leave alone what failed: `first`, then twice as long for each further failure in a
/// row, and never longer than `most`.
public record Backoff(Duration first, Duration most) {

    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private static final int MAX_DOUBLINGS = 30;

    /// @throws InvalidValueException for a wait that is nothing, or that shrinks
    public Backoff {
        if (first.toNanos() < 1 || most.compareTo(first) < 0) {
            throw new InvalidValueException("a backoff grows from more than nothing");
        }
    }

    /// @param failures in a row, at least 1
    Duration after(int failures) {
        var doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        var grown = first.multipliedBy(1L << doublings);
        return grown.compareTo(most) < 0 ? grown : most;
    }
}
