package io.sampan.client.queue;

import java.time.Duration;

/// How the queue works.
///
/// @param filesAtOnce how many files are carried at once; small ones together count as one
/// @param lanes how many lanes carry blocks at once
/// @param blockBytes the longest block
/// @param patience how long a server that fails may be asked again while nothing moves
public record QueueSettings(int filesAtOnce, int lanes, int blockBytes, Duration patience) {

    /// How often the queue looks at the journal.
    static final Duration LOOK = Duration.ofMillis(150);

    /// How often figures are written.
    static final Duration FIGURES = Duration.ofMillis(500);

    /// How long to wait after a refusal that does not say.
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// How long the server may take to hear of a pause or a cancellation, before it is left to a
    /// later moment.
    static final Duration ERRAND = Duration.ofSeconds(5);

    /// Files up to this size go in one round trip.
    static final int SMALL = 1 << 20;

    /// How many small files are under way at once, and how many bytes of them.
    static final int SMALL_AT_ONCE = 256;

    static final int SMALL_BYTES = 8 << 20;

    /// How often a file that changes while it is sent is begun anew.
    static final int MAX_START_OVERS = 5;
}
