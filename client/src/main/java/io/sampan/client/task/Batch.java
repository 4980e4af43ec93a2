package io.sampan.client.task;

import java.time.Duration;
import java.util.List;

/// Tasks that were asked for together. All methods may be called from any thread.
public interface Batch {

    /// A handle for each, in the order they were asked for.
    List<Transfer> transfers();

    /// How far all of them are, added up.
    TransferSnapshot snapshot();

    /// Waits until each has a result, and returns the results in the same order.
    List<TransferResult> await();

    /// Waits for so long at most, and says whether each has a result.
    boolean await(Duration atMost);
}
