package io.sampan.cli.demo;

import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Kills relays when a transfer has come to certain points. All methods are called by the demo's
/// own thread.
final class Saboteur {

    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private final Account account;
    private final List<Kill> kills = new ArrayList<>();

    Saboteur(Account account) {
        this.account = account;
    }

    /// Something that was killed.
    ///
    /// @param percent how far the transfer was
    record Kill(String node, int percent) {}

    /// Waits until the transfer has got so far, and kills.
    ///
    /// @param fraction from 0 to 1
    void killAt(Node node, double fraction, Transfer transfer) {
        var snapshot = transfer.snapshot();
        while (snapshot.fraction() < fraction && transfer.await(LOOK_EVERY).isEmpty()) {
            snapshot = transfer.snapshot();
        }
        if (transfer.result().isPresent()) {
            account.tell(node.name() + " was to be killed, but the file was there first");
            return;
        }
        kill(node, percent(snapshot));
    }

    /// Kills at once.
    ///
    /// @param percent how far the transfer is
    void kill(Node node, int percent) {
        node.kill();
        kills.add(new Kill(node.name(), percent));
        account.disaster(
                String.format(
                        Locale.ROOT, "%s is killed (kill -9) at %d %%", node.name(), percent));
    }

    private static int percent(TransferSnapshot snapshot) {
        return (int) (100 * snapshot.fraction());
    }

    List<Kill> kills() {
        return List.copyOf(kills);
    }
}
