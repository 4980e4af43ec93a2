package io.sampan.client.work;

import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import java.time.Duration;

/// How long a server that fails (`INTERNAL`) is asked again while no byte moves. A server that says
/// why one has to wait (no slot, no space, too busy) is waited for without a limit.
///
/// Used by one thread.
public final class FailurePatience {

    private final Duration patience;
    private boolean failing;
    private long since;
    private long carried;

    /// @param patience after which the server is given up
    public FailurePatience(Duration patience) {
        this.patience = patience;
    }

    /// Whether it has failed for too long.
    ///
    /// @param why what the server has just said
    /// @param carriedNow bytes that were carried so far, in either direction
    public boolean isOver(Refusal why, long carriedNow) {
        if (why.code() != RefusalCode.INTERNAL) {
            failing = false;
            return false;
        }
        var now = System.nanoTime();
        if (!failing || carriedNow != carried) {
            failing = true;
            since = now;
            carried = carriedNow;
        }
        return now - since > patience.toNanos();
    }
}
