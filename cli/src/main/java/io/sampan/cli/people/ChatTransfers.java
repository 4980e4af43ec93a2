package io.sampan.cli.people;

import io.sampan.cli.terminal.Bar;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The transfers that a conversation shows at the bottom. Any thread.
final class ChatTransfers {

    private static final int MOST_BARS = 3;

    private record Shown(Transfer transfer, String label) {}

    private final CopyOnWriteArrayList<Shown> all = new CopyOnWriteArrayList<>();

    void add(Transfer transfer, String label) {
        all.add(new Shown(transfer, label));
    }

    /// A bar for each that moves or waits, newest last; and how many more there are.
    List<String> bars(int columns) {
        var bars = new ArrayList<String>();
        for (var shown : all) {
            // Once: it may end at any moment.
            var now = shown.transfer().snapshot();
            if (now.state().isOver()) {
                all.remove(shown);
            } else {
                bars.add(bar(shown, now, columns));
            }
        }
        if (bars.size() <= MOST_BARS) {
            return bars;
        }
        var more = bars.size() - MOST_BARS;
        var some = new ArrayList<>(bars.subList(0, MOST_BARS));
        some.add("  … and " + more + " more files");
        return some;
    }

    private static String bar(Shown shown, TransferSnapshot now, int columns) {
        var label = shown.transfer().id() + " " + shown.label();
        return bar(now).line(label, columns - 1, Screen.ofProcess().colours())
                // JLine sends the other line in an alternate character set, which not all show.
                .replace('─', '╌');
    }

    private static Bar bar(TransferSnapshot now) {
        if (now.state() == TaskState.PAUSED) {
            return Bar.of(now).waiting("paused");
        }
        // All bytes are there, and nothing moves: what is left is to check and to name the file.
        return now.bytesTotal() > 0 && now.bytesDone() == now.bytesTotal()
                ? new Bar(now.bytesDone(), now.bytesTotal(), "", "")
                : Bar.of(now);
    }

    /// Does something to those with these numbers; to all to which it applies if there are none.
    ///
    /// @return how many it was done to
    int each(List<String> ids, Predicate<TaskState> applies, Consumer<Transfer> act) {
        var chosen =
                all.stream()
                        .map(Shown::transfer)
                        .filter(one -> ids.isEmpty() || ids.contains(one.id().toString()))
                        .filter(one -> applies.test(one.snapshot().state()))
                        .toList();
        chosen.forEach(act);
        return chosen.size();
    }

    boolean isEmpty() {
        return all.stream().allMatch(shown -> shown.transfer().snapshot().state().isOver());
    }
}
