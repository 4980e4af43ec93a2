package io.sampan.client.people;

import io.sampan.model.Message;
import io.sampan.model.Receipt;
import java.util.function.Consumer;

/// What the server delivers: written to the home, and acknowledged once it is durable there.
/// Whether the user has seen a message, and whether its files were fetched, is the home's business:
/// so nothing on the wire waits for a person or for a file. Called by the attending thread.
final class Deliveries {

    private final PeopleStore store;
    private final Inbox inbox;
    private final Consumer<Receipt> onNews;

    /// @param onNews told of each receipt that is news
    Deliveries(PeopleStore store, Inbox inbox, Consumer<Receipt> onNews) {
        this.store = store;
        this.inbox = inbox;
        this.onNews = onNews;
    }

    /// @param acknowledge run when the message is synced in the home
    void onDelivered(Message message, Runnable acknowledge) {
        if (store.arrived(message)) {
            inbox.onArrived();
        }
        acknowledge.run();
    }

    /// Told first, and written down afterwards: a receipt that could not be shown comes again.
    void onReceipt(Receipt receipt) {
        if (store.reached(receipt.message(), receipt.recipient()).isEmpty()) {
            onNews.accept(receipt);
            store.reached(receipt);
        }
    }
}
