package io.sampan.client.people;

import io.sampan.model.Message;
import io.sampan.model.Place;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import io.sampan.wire.frame.LogFrame.MessageEvent;
import java.util.function.Consumer;

/// What the server delivers: written to the home, and acknowledged once it is durable there.
/// Whether the user has seen a message, and whether its files were fetched, is the home's business:
/// so nothing on the wire waits for a person or for a file. Called by the attending thread.
final class Deliveries {

    private final UserName me;
    private final PeopleStore store;
    private final Inbox inbox;
    private final Consumer<PeopleEvent> onNews;

    /// @param me whose log it is
    /// @param onNews told of each receipt and event that is news
    Deliveries(UserName me, PeopleStore store, Inbox inbox, Consumer<PeopleEvent> onNews) {
        this.me = me;
        this.store = store;
        this.inbox = inbox;
        this.onNews = onNews;
    }

    /// @param acknowledge run when the message is synced in the home
    void onDelivered(Message message, Place place, Runnable acknowledge) {
        if (message.sender().equals(me) && !message.to().contains(me)) {
            if (store.sentElsewhere(message)) {
                happened(new LogEvent.SentElsewhere(message));
            }
        } else if (store.arrived(message, place)) {
            inbox.onArrived();
        }
        acknowledge.run();
    }

    /// Told first, and written down afterwards: a receipt that could not be shown comes again.
    void onReceipt(Receipt receipt) {
        if (store.reached(receipt.message(), receipt.recipient()).isEmpty()) {
            onNews.accept(new PeopleEvent.Delivered(receipt));
            store.reached(receipt);
        }
    }

    /// Told first, as receipts are.
    void onEvent(MessageEvent event) {
        switch (event.kind()) {
            case RECALLED -> event.message().ifPresent(it -> onRecalled(it.sender(), event));
            case EXPIRED ->
                    event.message()
                            .ifPresent(
                                    it -> happened(new LogEvent.Expired(it.id(), event.person())));
            case READ ->
                    event.message()
                            .ifPresent(it ->
                                    happened(
                                            new LogEvent.Read(
                                                    event.person(),
                                                    it.id(),
                                                    it.conversation(),
                                                    event.when())));
            case DEVICES_CHANGED -> happened(new LogEvent.DevicesChanged(event.person()));
        }
    }

    private void onRecalled(UserName sender, MessageEvent event) {
        var id = event.message().orElseThrow().id();
        if (store.has(sender, id, me)) {
            happened(new LogEvent.Recalled(sender, id));
            store.recalled(sender, id, me);
        }
    }

    private void happened(LogEvent event) {
        onNews.accept(new PeopleEvent.Happened(event));
    }
}
