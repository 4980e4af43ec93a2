package io.sampan.systemtests.fault;

import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.Random;

/// Collects what is to go wrong; [#start] begins. Nothing goes wrong that was not asked for.
public final class FaultyRelayBuilder {

    private final HostPort server;
    private long cutAfterUp = Faults.NONE.cutAfterUp();
    private Cut cut = Faults.NONE.cut();
    private long bytesPerSecond = Faults.NONE.bytesPerSecond();
    private Duration delayUp = Faults.NONE.delayUp();
    private Duration delayDown = Faults.NONE.delayDown();
    private long flipUp = Faults.NONE.flipUp();
    private long flipDown = Faults.NONE.flipDown();
    private boolean recording = Faults.NONE.recording();
    private Listening listening = Listening::here;

    FaultyRelayBuilder(HostPort server) {
        this.server = server;
    }

    /// Every connection is cut when it has carried so many bytes up.
    public FaultyRelayBuilder cutAfter(long bytesUp, Cut how) {
        cutAfterUp = bytesUp;
        cut = how;
        return this;
    }

    /// What all connections together may carry, in each direction.
    public FaultyRelayBuilder bytesPerSecond(long rate) {
        bytesPerSecond = rate;
        return this;
    }

    /// How much later bytes arrive, up and down.
    public FaultyRelayBuilder delay(Duration up, Duration down) {
        delayUp = up;
        delayDown = down;
        return this;
    }

    /// Flips one bit of the byte at this position of the first connection that carries it up. Once.
    public FaultyRelayBuilder flipBitUpAt(long position) {
        flipUp = position;
        return this;
    }

    /// The same at a position drawn from `from` (so that a login gets through) to `to`, exclusive.
    public FaultyRelayBuilder flipBitUpBetween(long from, long to, Random random) {
        return flipBitUpAt(random.nextLong(from, to));
    }

    /// Flips one bit of the byte at this position of the first connection that carries it down.
    /// Once.
    public FaultyRelayBuilder flipBitDownAt(long position) {
        flipDown = position;
        return this;
    }

    /// The same at a position drawn from `from` to `to`, exclusive.
    public FaultyRelayBuilder flipBitDownBetween(long from, long to, Random random) {
        return flipBitDownAt(random.nextLong(from, to));
    }

    /// Keeps all bytes; for tests that carry little.
    public FaultyRelayBuilder recording() {
        recording = true;
        return this;
    }

    /// Listens there instead of on this machine's loopback address.
    public FaultyRelayBuilder in(Namespace namespace) {
        listening = namespace::listen;
        return this;
    }

    /// Listens on a free port.
    public FaultyRelay start() {
        return FaultyRelay.start(
                server,
                new Faults(
                        cutAfterUp,
                        cut,
                        bytesPerSecond,
                        delayUp,
                        delayDown,
                        flipUp,
                        flipDown,
                        recording),
                listening);
    }
}
