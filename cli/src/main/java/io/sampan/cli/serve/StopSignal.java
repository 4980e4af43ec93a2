package io.sampan.cli.serve;

import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/// SIGTERM or SIGINT (Ctrl-C), as something to wait for.
final class StopSignal {

    private final CountDownLatch asked = new CountDownLatch(1);

    private StopSignal() {}

    /// From now on these signals no longer end the process; whoever waits does.
    static StopSignal register() {
        var signal = new StopSignal();
        Signals.register("TERM", signal.asked::countDown);
        Signals.register("INT", signal.asked::countDown);
        return signal;
    }

    /// Blocks until somebody asks the process to stop.
    void await() {
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
