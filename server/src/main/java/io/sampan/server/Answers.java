package io.sampan.server;

import io.sampan.core.storage.StorageException;
import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what the core said, and works on requests aside: at most [#ASIDE] of a lane at a time, so
/// a lane that asks faster than the disk syncs is read no further. Any thread.
final class Answers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private static final int ASIDE = 256;
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);

    private final Link link;
    private final Counters counters;
    private final Semaphore aside = new Semaphore(ASIDE);

    Answers(Link link, Counters counters) {
        this.link = link;
        this.counters = counters;
    }

    /// Answers a request with what it came to.
    <T> void send(int exchange, Outcome<T> outcome, Function<T, Frame> answer) {
        switch (outcome) {
            case Outcome.Done<T>(var value) -> link.send(exchange, answer.apply(value));
            case Outcome.Refused<T>(var refusal) -> refuse(exchange, refusal);
        }
    }

    void refuse(int exchange, Refusal refusal) {
        counters.onRefusal();
        link.send(exchange, new Refused(refusal));
    }

    /// Works on a request on another virtual thread and answers it from there. Waits while too many
    /// are being worked on.
    <T> void aside(int exchange, Supplier<Outcome<T>> work, Function<T, Frame> answer) {
        start(() -> send(exchange, attempt(work), answer));
    }

    /// The same for what is not answered.
    <T> void aside(Supplier<Outcome<T>> work) {
        start(() -> attempt(work));
    }

    private void start(Runnable work) {
        aside.acquireUninterruptibly();
        Thread.ofVirtual()
                .name(Thread.currentThread().getName() + "-aside")
                .start(() -> {
                    try {
                        work.run();
                    } catch (LinkException e) {
                        LOG.atTrace().setCause(e).log("the lane ended before the answer");
                    } finally {
                        aside.release();
                    }
                });
    }

    /// Does the work; a fault of ours is logged and told as a refusal.
    <T> Outcome<T> attempt(Supplier<Outcome<T>> work) {
        try {
            return work.get();
        } catch (StorageException e) {
            counters.onFault();
            LOG.atError().setCause(e).log("storage failed");
            var refusal =
                    e.isFull()
                            ? Refusal.of(RefusalCode.NO_SPACE, "the server's disk is full")
                            : Refusal.of(RefusalCode.INTERNAL);
            return Outcome.refused(refusal.retryAfter(AFTER_A_FAULT));
        }
    }

    /// Waits until everything aside is done.
    @Override
    public void close() {
        aside.acquireUninterruptibly(ASIDE);
    }
}
