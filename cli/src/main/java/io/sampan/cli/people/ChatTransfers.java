package io.sampan.cli.people;

import io.sampan.cli.terminal.Bar;
import io.sampan.cli.terminal.Screen;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
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
        all.removeIf(shown -> shown.transfer().snapshot().state().isOver());
        var bars = new ArrayList<String>();
        all.stream().limit(MOST_BARS).map(shown -> bar(shown, columns)).forEach(bars::add);
        if (all.size() > MOST_BARS) {
            bars.add("  … and " + (all.size() - MOST_BARS) + " more files");
        }
        return bars;
    }

    private static String bar(Shown shown, int columns) {
        var now = shown.transfer().snapshot();
        var bar = Bar.of(now);
        var label = shown.transfer().id() + " " + shown.label();
        return (now.state() == TaskState.PAUSED ? bar.waiting("paused") : bar)
                .line(label, columns - 1, Screen.ofProcess().colours())
                // JLine sends the other line in an alternate character set, which not all show.
                .replace('─', '╌');
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
