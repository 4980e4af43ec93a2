package io.sampan.systemtests.people;

import io.sampan.client.Sampan;
import io.sampan.client.people.PeopleEvent;
import io.sampan.client.people.PresenceConnection;
import io.sampan.model.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/// Somebody who is online, reads whatever comes, and acknowledges it at once; until this is closed.
final class Reader implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Sampan session;
    private final PresenceConnection attending;
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean caughtUp;
    private volatile boolean last;

    private Reader(Sampan session) {
        this.session = session;
        this.attending = session.people().attend(this::onEvent);
        this.thread = Thread.ofVirtual().unstarted(this::read);
    }

    /// @param session is closed with this
    static Reader start(Sampan session) {
        var reader = new Reader(session);
        reader.thread.start();
        return reader;
    }

    private void onEvent(PeopleEvent event) {
        switch (event) {
            case PeopleEvent.Delivered(var receipt) -> receipts.add(receipt);
            case PeopleEvent.CaughtUp _ -> caughtUp = true;
            case PeopleEvent.Online _,
                    PeopleEvent.RosterChanged _,
                    PeopleEvent.Offline _,
                    PeopleEvent.Refused _,
                    PeopleEvent.Happened _,
                    PeopleEvent.Ended _ -> {
                // Nothing that is counted here.
            }
        }
    }

    private void read() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var ending = last;
                var next = session.people().inbox().next(LOOK_EVERY);
                if (next.isPresent()) {
                    texts.add(next.get().message().text());
                    session.people().inbox().done(next.get());
                } else if (ending) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Sampan session() {
        return session;
    }

    /// What the user was shown, in that order.
    List<String> texts() {
        return List.copyOf(texts);
    }

    List<Receipt> receipts() {
        return List.copyOf(receipts);
    }

    /// Waits until so many messages were shown.
    void awaitTexts(int number) {
        await(() -> texts.size() >= number);
    }

    void awaitReceipts(int number) {
        await(() -> receipts.size() >= number);
    }

    /// Waits until all that waited on the server has come and was read, and goes offline.
    void readToTheEnd() {
        await(() -> caughtUp);
        last = true;
        await(() -> !thread.isAlive());
        close();
    }

    private static void await(Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(LOOK_EVERY).until(holds);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        attending.close();
        session.close();
    }
}
