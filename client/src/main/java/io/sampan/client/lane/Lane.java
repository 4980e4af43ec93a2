package io.sampan.client.lane;

import io.sampan.wire.frame.ControlFrame.Arriving;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.LoginFrame.Limits;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that is logged in. Any number of threads ask; one thread, its maintainer's, reads
/// and hands each answer to whoever asked, by the exchange's number.
///
/// Anything that is heard is a sign of life. If nothing is heard for the settings' time while an
/// answer is owed, the oldest question is asked again; or, if it has a body, there is a ping: TCP
/// carries what was sent already, and megabytes more would not help. After the last resend the lane
/// is ended, and whoever waits gets a [LaneLostException].
public final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Link link;
    private final HostPort relay;
    private final Limits limits;
    private final LaneSettings settings;
    private final Map<Integer, Exchange> pending = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger(1);
    private final AtomicBoolean nudging = new AtomicBoolean();
    private volatile long heardAt = System.nanoTime();
    private volatile long owedSince = System.nanoTime();
    private volatile @Nullable String lost;
    private int nudges;

    /// @param link logged in
    Lane(Link link, HostPort relay, Limits limits, LaneSettings settings) {
        this.link = link;
        this.relay = relay;
        this.limits = limits;
        this.settings = settings;
    }

    /// The relay that it goes through.
    public HostPort relay() {
        return relay;
    }

    /// What the server takes.
    public Limits limits() {
        return limits;
    }

    /// Questions without an answer yet.
    int owed() {
        return pending.size();
    }

    /// Asks, and waits for the answer, which may be a refusal.
    ///
    /// @throws LaneLostException if the lane ends first
    /// @throws StoppedException if the calling thread is interrupted
    public Frame ask(Question question) {
        var exchange = new Exchange(nextNumber(), question);
        if (pending.isEmpty()) {
            owedSince = System.nanoTime();
        }
        pending.put(exchange.number(), exchange);
        try {
            checkUp();
            link.send(exchange.number(), question.request(), question.body(), question.onSent());
            return exchange.await();
        } catch (LinkException e) {
            abort(String.valueOf(e.getMessage()));
            if (Thread.currentThread().isInterrupted()) {
                throw new StoppedException();
            }
            throw new LaneLostException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw new StoppedException();
        } finally {
            pending.remove(exchange.number());
        }
    }

    private void checkUp() {
        var why = lost;
        if (why != null) {
            throw new LaneLostException(why);
        }
    }

    private int nextNumber() {
        // 0 is for frames that are no requests.
        return numbers.updateAndGet(n -> n == Integer.MAX_VALUE ? 1 : n + 1);
    }

    /// Reads until the lane ends, and says why it did. Called by the maintainer.
    String read() {
        try {
            while (true) {
                var incoming = link.receive(AnswerBody.NEVER);
                onHeard();
                on(incoming);
            }
        } catch (LinkException e) {
            return end(String.valueOf(e.getMessage()), false);
        } catch (MalformedFrameException e) {
            return end(String.valueOf(e.getMessage()), true);
        } finally {
            link.close();
        }
    }

    private void on(Incoming incoming) {
        switch (incoming.frame()) {
            case Arriving(var exchange, var received) -> {
                var waiting = pending.get(exchange);
                if (waiting != null) {
                    waiting.question().onArriving().accept(received);
                }
            }
            case Ping() -> link.send(incoming.exchange(), new Pong());
            case Refused(var refusal) when incoming.exchange() == 0 ->
                    throw new MalformedFrameException(
                            "the server ends the lane: " + refusal.reason());
            default -> answer(incoming);
        }
    }

    private void answer(Incoming incoming) {
        var exchange = pending.get(incoming.exchange());
        if (exchange == null) {
            // The second answer to something that was asked twice, or a pong.
            return;
        }
        try {
            exchange.question()
                    .onAnswer()
                    .accept(incoming.frame(), new AnswerBody(incoming.body(), this::onHeard));
            pending.remove(incoming.exchange());
            exchange.answered(incoming.frame());
        } catch (LinkException | MalformedFrameException e) {
            throw e;
        } catch (RuntimeException e) {
            // A fault of whoever asked (its disk is full, say) is not the lane's.
            pending.remove(incoming.exchange());
            exchange.failed(e);
        }
    }

    private void onHeard() {
        heardAt = System.nanoTime();
    }

    /// Looks whether the lane is alive, and does what is to do if it is silent. Called now and then
    /// by the pool's watch; never blocks.
    void watch() {
        var now = System.nanoTime();
        if (pending.isEmpty()) {
            nudges = 0;
            if (now - heardAt > limits.heartbeat().toNanos() / 2) {
                nudge(Question.of(new Ping()));
            }
            return;
        }
        var silence = now - Math.max(heardAt, owedSince);
        var due = silence / settings.unansweredAfter().toNanos();
        if (due == 0) {
            nudges = 0;
        } else if (due > settings.resends()) {
            abort("nothing was heard for " + Duration.ofNanos(silence).toSeconds() + " s");
        } else if (due > nudges) {
            nudges = (int) due;
            again();
        }
    }

    private void again() {
        var oldest = pending.values().stream().min(Comparator.comparingInt(Exchange::number));
        oldest.ifPresent(exchange -> {
            LOG.atDebug()
                    .addKeyValue("relay", relay)
                    .addKeyValue("exchange", exchange.number())
                    .addKeyValue("nudge", nudges)
                    .log("unanswered");
            if (exchange.question().isSmall()) {
                nudge(exchange);
            } else {
                nudge(new Exchange(0, Question.of(new Ping())));
            }
        });
    }

    private void nudge(Question ping) {
        var exchange = new Exchange(nextNumber(), ping);
        owedSince = System.nanoTime();
        pending.put(exchange.number(), exchange);
        nudge(exchange);
    }

    /// On a thread of its own, as a sender may hold the line for long; one at a time.
    private void nudge(Exchange exchange) {
        if (!nudging.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual()
                .name("nudge-" + relay)
                .start(() -> {
                    try {
                        link.send(exchange.number(), exchange.question().request());
                    } catch (LinkException e) {
                        abort(String.valueOf(e.getMessage()));
                    } finally {
                        nudging.set(false);
                    }
                });
    }

    /// Ends the lane at once; its reader finds out. Any thread.
    void abort(String why) {
        end(why, false);
        link.abort();
    }

    /// @return why it ended, as was said first
    private String end(String why, boolean nonsense) {
        var first = lost;
        if (first == null) {
            lost = why;
            first = why;
        }
        var reason = first;
        pending.values()
                .forEach(exchange -> exchange.failed(new LaneLostException(reason, nonsense)));
        return first;
    }
}
