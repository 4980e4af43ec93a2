package io.sampan.client.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.MessageId;
import io.sampan.model.Receipt;
import io.sampan.model.UserName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {

    private static final Receipt RECEIPT =
            new Receipt(
                    MessageId.random(),
                    new UserName("bob"),
                    Instant.ofEpochMilli(1_700_000_000_000L));

    @TempDir private Path home;

    @Test
    void aReceiptIsToldOnce() {
        try (var store = PeopleStore.open(home)) {
            List<Receipt> told = new ArrayList<>();
            var deliveries = new Deliveries(store, new Inbox(store), told::add);

            deliveries.onReceipt(RECEIPT);
            deliveries.onReceipt(RECEIPT);

            assertThat(told).containsExactly(RECEIPT);
        }
    }

    @Test
    void aReceiptThatCouldNotBeShownIsToldAgain() {
        try (var store = PeopleStore.open(home)) {
            var blind =
                    new Deliveries(
                            store,
                            new Inbox(store),
                            receipt -> {
                                throw new CancellationException("the output cannot be written");
                            });
            assertThatThrownBy(() -> blind.onReceipt(RECEIPT))
                    .isInstanceOf(CancellationException.class);

            List<Receipt> told = new ArrayList<>();
            new Deliveries(store, new Inbox(store), told::add).onReceipt(RECEIPT);

            assertThat(told).containsExactly(RECEIPT);
        }
    }
}
