package io.sampan.wire.net.limit;

/// What connections that share it may send and receive in a second.
public record Bandwidth(RateLimit sending, RateLimit receiving) {

    /// As fast as it goes, until one of the two is changed.
    public static Bandwidth unlimited() {
        return new Bandwidth(RateLimit.none(), RateLimit.none());
    }
}
