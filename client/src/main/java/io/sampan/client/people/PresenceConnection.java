package io.sampan.client.people;

import io.sampan.client.lane.LaneLogin;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.client.lane.RelayBook;
import io.sampan.disk.DiskException;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Ping;
import io.sampan.wire.frame.ControlFrame.Pong;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.LogFrame.MessageEvent;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.CaughtUp;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.DeliverReceipt;
import io.sampan.wire.frame.PeopleFrame.Received;
import io.sampan.wire.frame.PeopleFrame.Roster;
import io.sampan.wire.frame.PeopleFrame.RosterDelta;
import io.sampan.wire.link.Incoming;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Being online: a lane of its own that is made again for ever, on a virtual thread, until it is
/// closed, the server does not want it, or the same person comes online somewhere else.
///
/// ```
///   connect ─▶ log in ─▶ Attend ─▶ Roster ─▶ ┌ RosterDelta, Deliver, DeliverReceipt … ┐ ─▶ lost ─▶ again
///                                            └ Received, Ping                         ┘
/// ```
public final class PresenceConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PresenceConnection.class);

    private static final int ATTEND = 1;
    private static final int LAST_PING = 2;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final LaneLogin login;
    private final RelayBook relays;
    private final boolean lookOnly;
    private final Deliveries deliveries;
    private final ReadMarks marks;
    private final Consumer<PeopleEvent> listener;
    private final Thread thread;
    private final AtomicReference<Optional<Link>> current = new AtomicReference<>(Optional.empty());
    private final CountDownLatch lastHeard = new CountDownLatch(1);
    private volatile boolean closed;
    private Set<UserName> online = Set.of();
    private long version;

    private PresenceConnection(
            LaneLogin login,
            RelayBook relays,
            boolean lookOnly,
            Deliveries deliveries,
            ReadMarks marks,
            Consumer<PeopleEvent> listener) {
        this.login = login;
        this.relays = relays;
        this.lookOnly = lookOnly;
        this.deliveries = deliveries;
        this.marks = marks;
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("attending").unstarted(this::run);
    }

    /// Comes online (or only looks who is), and stays so.
    ///
    /// @param listener called on the attending thread; what takes long is done elsewhere. One that
    ///   cannot show what it is told throws [CancellationException]: the connection ends, and what
    ///   it was told last is not acknowledged
    static PresenceConnection start(
            LaneLogin login,
            RelayBook relays,
            boolean lookOnly,
            Deliveries deliveries,
            ReadMarks marks,
            Consumer<PeopleEvent> listener) {
        var attending =
                new PresenceConnection(login, relays, lookOnly, deliveries, marks, listener);
        attending.thread.start();
        return attending;
    }

    private void run() {
        try {
            while (!closed) {
                var choice = relays.choose();
                Thread.sleep(choice.rest());
                var began = System.nanoTime();
                try {
                    var loggedIn = login.connect(choice.relay());
                    relays.onUp(choice.relay());
                    attend(loggedIn.link(), loggedIn.welcome().limits().heartbeat());
                } catch (LinkException | MalformedFrameException | DiskException e) {
                    // A home that cannot be written acknowledges nothing: it comes again.
                    lost(String.valueOf(e.getMessage()));
                } catch (LoginRefusedException e) {
                    waitOrEnd(e);
                } finally {
                    relays.onEnded(choice.relay(), Duration.ofNanos(System.nanoTime() - began));
                }
            }
        } catch (LoginRefusedException e) {
            ended(e.refusal());
        } catch (CancellationException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("the listener cancelled");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A server that is too busy, or stops, is asked again.
    private void waitOrEnd(LoginRefusedException refused) throws InterruptedException {
        if (refused.refusal().code().remedy() != RefusalCode.Remedy.WAIT) {
            throw refused;
        }
        if (!closed) {
            listener.accept(new PeopleEvent.Refused(refused.refusal()));
        }
        lost(refused.refusal().reason());
        Thread.sleep(refused.refusal().retryAfter().orElse(Duration.ofSeconds(1)));
    }

    private void lost(String why) {
        if (!closed) {
            listener.accept(new PeopleEvent.Offline(why));
        }
    }

    private void ended(Refusal refusal) {
        listener.accept(new PeopleEvent.Ended(refusal));
    }

    private void attend(Link link, Duration heartbeat) {
        current.set(Optional.of(link));
        try (link) {
            var pings = pinging(link, heartbeat);
            try {
                link.send(ATTEND, new Attend(lookOnly, !lookOnly));
                if (!lookOnly) {
                    marks.onUp(link);
                }
                // Pongs come at every heartbeat: a line that is silent for two is dead.
                while (!closed) {
                    on(link, link.receive(heartbeat.multipliedBy(2)));
                }
            } finally {
                pings.interrupt();
                if (!lookOnly) {
                    marks.onDown();
                }
            }
        } finally {
            current.set(Optional.empty());
        }
    }

    private static Thread pinging(Link link, Duration heartbeat) {
        return Thread.ofVirtual()
                .name("heartbeat")
                .start(() -> {
                    try {
                        while (true) {
                            Thread.sleep(heartbeat);
                            link.send(0, new Ping());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (LinkException e) {
                        link.abort();
                    }
                });
    }

    private void on(Link link, Incoming incoming) {
        switch (incoming.frame()) {
            case Roster(var now, var names) -> {
                online = Set.copyOf(names);
                version = now;
                listener.accept(new PeopleEvent.Online(online));
            }
            case RosterDelta delta when delta.since() == version -> changed(delta);
            case RosterDelta late when late.version() <= version -> {
                // A snapshot has overtaken it.
            }
            case RosterDelta gap -> link.send(ATTEND, new Attend(lookOnly, !lookOnly));
            case Deliver(var message, var place) ->
                    deliveries.onDelivered(
                            message, place, () -> acknowledge(link, incoming.exchange()));
            case DeliverReceipt(var receipt, _) -> {
                deliveries.onReceipt(receipt);
                acknowledge(link, incoming.exchange());
            }
            case MessageEvent event -> {
                deliveries.onEvent(event);
                acknowledge(link, incoming.exchange());
            }
            case CaughtUp() -> listener.accept(new PeopleEvent.CaughtUp());
            case Ping() -> link.send(incoming.exchange(), new Pong());
            case Pong() -> {
                if (incoming.exchange() == LAST_PING) {
                    lastHeard.countDown();
                }
            }
            case Done() when marks.onAnswered(incoming.exchange()) -> {
                // What was read here is read on the other devices.
            }
            case Refused _ when marks.onAnswered(incoming.exchange()) -> {
                // Its conversation is not kept any more.
            }
            case Refused(var refusal) -> throw new LoginRefusedException(refusal);
            default -> throw new MalformedFrameException("the server says something else");
        }
    }

    private void changed(RosterDelta delta) {
        var names = new TreeSet<>(online);
        names.addAll(delta.arrived());
        delta.left().forEach(names::remove);
        online = Set.copyOf(names);
        version = delta.version();
        listener.accept(new PeopleEvent.RosterChanged(online, delta.arrived(), delta.left()));
    }

    private static void acknowledge(Link link, int exchange) {
        try {
            link.send(exchange, new Received());
        } catch (LinkException e) {
            // It comes again on the next lane, and is known by then.
            link.abort();
        }
    }

    /// Goes offline, once the server has read what was acknowledged (a moment at most). The second
    /// time nothing happens.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        current.get().ifPresent(this::flush);
        closed = true;
        current.get().ifPresent(Link::abort);
        thread.interrupt();
    }

    /// The server answers in order: when it answers this, it has read everything before.
    private void flush(Link link) {
        try {
            link.send(LAST_PING, new Ping());
            if (!lastHeard.await(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atDebug().log("the server says no goodbye");
            }
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the lane ended first");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
