package io.sampan.fuzz;

import java.io.IOException;

/// Feeds bytes to one parser. What it throws is a fault that was found; what the parser throws by
/// its contract is not thrown on.
@FunctionalInterface
interface Harness {
    void feed(byte[] bytes) throws IOException;

    /// Says that a law does not hold.
    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
