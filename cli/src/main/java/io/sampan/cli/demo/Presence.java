package io.sampan.cli.demo;

import io.sampan.cli.CommandException;
import io.sampan.client.Sampan;
import io.sampan.client.people.InboxMessage;
import io.sampan.client.people.PeopleEvent;
import io.sampan.client.people.PresenceConnection;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Somebody who is online, until this is closed. Told by the attending thread, asked by the demo's.
final class Presence implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final UserName name;
    private final Sampan session;
    private final CountDownLatch online = new CountDownLatch(1);
    private final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
    private final PresenceConnection attending;

    private Presence(UserName name, Sampan session) {
        this.name = name;
        this.session = session;
        this.attending = session.people().attend(this::onEvent);
    }

    /// Returns when the server has said hello.
    ///
    /// @param session is closed with this
    static Presence of(UserName name, Sampan session) {
        var presence = new Presence(name, session);
        try {
            if (presence.online.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return presence;
            }
            presence.close();
            throw tooLong(name + " does not come online");
        } catch (InterruptedException e) {
            presence.close();
            throw interrupted(e);
        }
    }

    private void onEvent(PeopleEvent event) {
        switch (event) {
            case PeopleEvent.Online _ -> online.countDown();
            case PeopleEvent.Delivered(var receipt) -> receipts.add(receipt);
            case PeopleEvent.Happened _,
                    PeopleEvent.RosterChanged _,
                    PeopleEvent.CaughtUp _,
                    PeopleEvent.Offline _,
                    PeopleEvent.Refused _,
                    PeopleEvent.Ended _ -> {
                // No part of the story.
            }
        }
    }

    Sampan session() {
        return session;
    }

    /// The next message.
    ///
    /// @throws CommandException if none comes
    InboxMessage nextMessage() {
        try {
            return session.people()
                    .inbox()
                    .next(PATIENCE)
                    .orElseThrow(() -> tooLong("no message reaches " + name));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Whether there is nothing more in the inbox.
    boolean hasReadAll() {
        try {
            return session.people().inbox().next(Duration.ZERO).isEmpty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /// Waits for receipts, until everybody of `expected` has sent one.
    ///
    /// @throws CommandException if they do not come
    void awaitReceipts(Set<UserName> expected) {
        var missing = new TreeSet<>(expected);
        try {
            while (!missing.isEmpty()) {
                var receipt = receipts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (receipt == null) {
                    throw tooLong(name + " gets no receipt of " + missing);
                }
                missing.remove(receipt.recipient());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandException tooLong(String what) {
        return CommandException.failed(what + ", for " + PATIENCE.toSeconds() + " s", "");
    }

    private static CommandException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return CommandException.failed("the demo was interrupted: " + e.getMessage(), "");
    }

    @Override
    public void close() {
        attending.close();
        session.close();
    }
}
