package io.sampan.client.queue;

import io.sampan.client.task.TransferEvent;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events on their way to a listener, which is called by one thread, in order. If it is slow,
/// figures are dropped first; other events wait a little. Any thread tells.
public final class Events implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private static final int ROOM = 4096;
    private static final long PATIENCE_MILLIS = 500;

    private final Consumer<TransferEvent> listener;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(ROOM);
    private final Thread teller;
    private volatile boolean closed;

    /// Tells `listener`, on the thread where something happened.
    public Events(Consumer<TransferEvent> listener) {
        this.listener = listener;
        this.teller = Thread.ofVirtual().name("events").start(this::tellAll);
    }

    /// Tells the listener; what it throws is logged.
    public void tell(TransferEvent event) {
        if (closed) {
            return;
        }
        try {
            var wait = event instanceof TransferEvent.Advanced ? 0 : PATIENCE_MILLIS;
            if (!waiting.offer(() -> listener.accept(event), wait, TimeUnit.MILLISECONDS)) {
                LOG.atDebug().addKeyValue("event", event).log("event dropped, listener is slow");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellAll() {
        try {
            while (!closed || !waiting.isEmpty()) {
                var next = waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    tellOne(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tellOne(Runnable next) {
        try {
            next.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the listener failed");
        }
    }

    /// Tells what is waiting, for a moment at most, and nothing more.
    @Override
    public void close() {
        closed = true;
        var _ = waiting.offer(() -> {});
        try {
            teller.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
