package io.sampan.server;

import io.sampan.core.messaging.InboxWalk;
import io.sampan.core.storage.LogEntry;
import io.sampan.model.Outcome;
import io.sampan.model.Place;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.LogFrame.EventKind;
import io.sampan.wire.frame.LogFrame.MessageEvent;
import io.sampan.wire.frame.LogFrame.MessageRef;
import io.sampan.wire.frame.PeopleFrame.CaughtUp;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.DeliverReceipt;
import io.sampan.wire.link.Link;
import io.sampan.wire.link.LinkException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers what waits in the inbox of whoever attends on a lane: one walk, on a virtual thread of
/// its own. Acknowledgements are handed in by the lane's reader.
final class DeliveryThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryThread.class);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Link link;
    private final InboxWalk walk;
    private final Faults faults;
    private final Thread thread;

    /// Which entry a delivery is of; as many as the walk lets out, and those it offered again.
    private final Map<Integer, Out> entries = new ConcurrentHashMap<>();

    /// @param mail whether it is a message, and not a receipt
    private record Out(Place place, boolean mail) {}

    private final AtomicInteger exchanges = new AtomicInteger();

    private DeliveryThread(Link link, InboxWalk walk, Faults faults) {
        this.link = link;
        this.faults = faults;
        this.walk = walk;
        this.thread = Thread.ofVirtual().name("delivery").unstarted(this::run);
    }

    /// @param walk is closed with this
    static DeliveryThread start(Link link, InboxWalk walk, Faults faults) {
        var delivery = new DeliveryThread(link, walk, faults);
        delivery.thread.start();
        return delivery;
    }

    private void run() {
        try {
            var caughtUp = false;
            while (!Thread.currentThread().isInterrupted()) {
                if (!caughtUp) {
                    caughtUp = catchUp();
                    continue;
                }
                walk.next(PATIENCE).ifPresent(this::deliver);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LinkException e) {
            LOG.atTrace().setCause(e).log("the lane ended");
        } catch (RuntimeException e) {
            // The lane goes, so that its owner comes again and the walk begins anew.
            faults.refusal(e);
            link.abort();
        }
    }

    /// Delivers one more of what waited when the owner came.
    ///
    /// @return whether there is no more, and the owner was told so
    private boolean catchUp() throws InterruptedException {
        var next = walk.next(Duration.ZERO);
        if (next.isEmpty() && !walk.isAtEnd()) {
            next = walk.next(PATIENCE); // As much is out as may be.
        }
        next.ifPresent(this::deliver);
        if (next.isPresent() || !walk.isAtEnd()) {
            return false;
        }
        link.send(0, new CaughtUp());
        return true;
    }

    private void deliver(LogEntry entry) {
        var exchange = exchanges.incrementAndGet();
        var out = new Out(entry.place(), entry instanceof LogEntry.Mail);
        entries.put(exchange, out);
        (out.mail() ? Step.DELIVERY_BEGUN : Step.RECEIPT_BEGUN).reached();
        link.send(exchange, frame(entry));
        (out.mail() ? Step.DELIVERED : Step.RECEIPT_DELIVERED).reached();
    }

    private static Frame frame(LogEntry entry) {
        return switch (entry) {
            case LogEntry.Mail(var place, var message) -> new Deliver(message, place);
            case LogEntry.Sent(var place, var message) -> new Deliver(message, place);
            case LogEntry.Notice(var place, var receipt) -> new DeliverReceipt(receipt, place);
            case LogEntry.Event event ->
                    new MessageEvent(
                            kind(event.kind()),
                            event.message()
                                    .map(about ->
                                            new MessageRef(
                                                    about.sender(),
                                                    about.id(),
                                                    about.conversation())),
                            event.person(),
                            event.when(),
                            event.place());
        };
    }

    private static EventKind kind(LogEntry.EventKind kind) {
        return switch (kind) {
            case RECALLED -> EventKind.RECALLED;
            case EXPIRED -> EventKind.EXPIRED;
            case READ -> EventKind.READ;
            case DEVICES_CHANGED -> EventKind.DEVICES_CHANGED;
        };
    }

    /// The lane's owner has it safely.
    void onReceived(int exchange, Answers answers) {
        Optional.ofNullable(entries.remove(exchange))
                .ifPresent(out -> answers.aside(() -> received(out)));
    }

    private Outcome<Place> received(Out out) {
        (out.mail() ? Step.RECEIVED_READ : Step.RECEIPT_READ).reached();
        walk.received(out.place());
        (out.mail() ? Step.RECEIPT_WRITTEN : Step.RECEIPT_DONE).reached();
        return Outcome.done(out.place());
    }

    @Override
    public void close() {
        thread.interrupt();
        walk.close();
    }
}
