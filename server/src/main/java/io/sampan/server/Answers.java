package io.sampan.server;

import io.sampan.model.Outcome;
import io.sampan.model.Refusal;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
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

    private final Link link;
    private final ServerCounters counters;
    private final Faults faults;
    private final Semaphore aside = new Semaphore(ASIDE);

    Answers(Link link, ServerCounters counters, Faults faults) {
        this.link = link;
        this.faults = faults;
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

    /// Works on a request on another virtual thread and answers it from there, whatever is thrown
    /// there. Waits while too many are being worked on.
    <T> void aside(int exchange, Supplier<Outcome<T>> work, Function<T, Frame> answer) {
        start(() -> answer(exchange, () -> send(exchange, work.get(), answer)));
    }

    /// The same for what is not answered: a fault is logged and counted.
    <T> void aside(Supplier<Outcome<T>> work) {
        start(() -> attempt(work));
    }

    /// Does work that answers a request; a fault in it is the answer instead.
    ///
    /// @throws LinkException if the line is of no use any more
    /// @throws io.sampan.wire.frame.MalformedFrameException if the peer says what it may not say
    void answer(int exchange, Runnable work) {
        var done =
                attempt(() -> {
                    work.run();
                    return Outcome.done(exchange);
                });
        if (done instanceof Outcome.Refused<Integer>(var refusal)) {
            refuse(exchange, refusal);
        }
    }

    private void start(Runnable work) {
        aside.acquireUninterruptibly();
        var started = false;
        try {
            Thread.ofVirtual()
                    .name(Thread.currentThread().getName() + "-aside")
                    .start(() -> run(work));
            started = true;
        } finally {
            if (!started) {
                aside.release();
            }
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the lane ended before the answer");
        } catch (RuntimeException e) {
            // The fault could not even be told; the lane goes, so that its client asks again.
            faults.refusal(e);
            link.abort();
        } finally {
            aside.release();
        }
    }

    /// Where faults beside requests are told.
    Faults faults() {
        return faults;
    }

    /// Does the work; a fault of ours is logged, counted and told as a refusal.
    <T> Outcome<T> attempt(Supplier<Outcome<T>> work) {
        return faults.attempt(work);
    }

    /// Waits until everything aside is done.
    @Override
    public void close() {
        aside.acquireUninterruptibly(ASIDE);
    }
}
