package io.sampan.client.people;

import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What was delivered on the lane that is up: written to the home, shown to the user, and
/// acknowledged when the user has it. Any thread.
final class Deliveries {

    private record Key(UserName sender, MessageId id) {}

    private final PeopleStore store;
    private final Inbox inbox;
    private final Consumer<Receipt> onNews;

    /// How to acknowledge what the user does not have yet.
    private final Map<Key, Runnable> owed = new ConcurrentHashMap<>();

    /// @param onNews told of each receipt that is news
    Deliveries(PeopleStore store, Inbox inbox, Consumer<Receipt> onNews) {
        this.store = store;
        this.inbox = inbox;
        this.onNews = onNews;
        inbox.onDone(message -> acknowledge(message.message()));
    }

    void onDelivered(Message message, Runnable acknowledgement) {
        owed.put(key(message), acknowledgement);
        switch (store.arrived(message)) {
            case NEW -> inbox.onArrived();
            case WAITING -> {
                // The user has it in hand; it is acknowledged when they are done.
            }
            case DONE -> acknowledge(message);
        }
    }

    private void acknowledge(Message message) {
        var acknowledgement = owed.remove(key(message));
        if (acknowledgement != null) {
            acknowledgement.run();
        }
    }

    void onReceipt(Receipt receipt) {
        if (store.reached(receipt)) {
            onNews.accept(receipt);
        }
    }

    /// The lane is gone: what is owed comes again on the next one.
    void onLost() {
        owed.clear();
    }

    private static Key key(Message message) {
        return new Key(message.sender(), message.id());
    }
}
