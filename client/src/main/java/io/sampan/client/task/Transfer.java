package io.sampan.client.task;

import java.time.Duration;
import java.util.Optional;

/// A handle on a task of the queue, whichever process works on it. All methods may be called from
/// any thread.
public interface Transfer {

    /// Which task this is.
    TaskId id();

    /// How far it is now.
    TransferSnapshot snapshot();

    /// What it came to; empty while it goes on.
    Optional<TransferResult> result();

    /// Waits until it is over, paused, or failed, or this session is closed.
    TransferResult await();

    /// The same, for so long at most; empty if it still goes on then.
    Optional<TransferResult> await(Duration atMost);

    /// Stops it and frees its slot; what has arrived is kept. Returns when that is done.
    void pause();

    /// Lets it go on after a pause or a failure.
    void resume();

    /// Stops it and removes what has arrived. Returns when that is done.
    void cancel();
}
