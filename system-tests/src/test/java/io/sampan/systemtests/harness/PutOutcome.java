package io.sampan.systemtests.harness;

import tools.jackson.databind.JsonNode;

/// What a put or a get said at its end.
///
/// @param bytes of the files
/// @param resent bytes that were carried again
/// @param seconds how long it took
public record PutOutcome(long bytes, long resent, double seconds) {

    static PutOutcome of(JsonNode fact) {
        return new PutOutcome(
                fact.path("bytes").asLong(),
                fact.path("resent").asLong(),
                fact.path("seconds").asDouble());
    }

    public double megabytesPerSecond() {
        return bytes / 1e6 / Math.max(1e-3, seconds);
    }

    public double mebibytesResent() {
        return resent / (double) (1 << 20);
    }
}
