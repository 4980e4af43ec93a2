package io.sampan.cli.terminal;

import io.sampan.client.task.TaskId;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferEvent.Advanced;
import io.sampan.client.task.TransferEvent.CarriedAgain;
import io.sampan.client.task.TransferEvent.Ended;
import io.sampan.client.task.TransferEvent.LaneLost;
import io.sampan.client.task.TransferEvent.LaneUp;
import io.sampan.client.task.TransferEvent.SourceChanged;
import io.sampan.client.task.TransferEvent.Started;
import io.sampan.client.task.TransferEvent.Waiting;
import io.sampan.client.task.TransferSnapshot;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// On a terminal: a bar for each file that moves, and a line for all of them.
///
/// Events come on the session's thread, drawing is done by a thread of this object's own; both hold
/// its monitor.
final class Bars implements Progress {

    private static final int MOST_BARS = 10;
    private static final long FRAME_MILLIS = 150;

    private final Rows rows;
    private final IntSupplier columns;
    private final boolean colours;
    private final Map<TaskId, String> labels = new HashMap<>();
    private final Map<TaskId, Bar> bars = new LinkedHashMap<>();
    private final ScheduledExecutorService frames =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("progress").factory());
    private Optional<Supplier<TransferSnapshot>> all = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    /// @param columns how wide the terminal is now; asked for each frame
    Bars(PrintStream out, IntSupplier columns, boolean colours) {
        this.rows = new Rows(out);
        this.columns = columns;
        this.colours = colours;
        frames.scheduleWithFixedDelay(
                this::draw, FRAME_MILLIS, FRAME_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void say(String line) {
        rows.print(line);
    }

    @Override
    public synchronized void show(List<Shown> tasks, Supplier<TransferSnapshot> together) {
        labels.clear();
        tasks.forEach(task -> labels.put(task.task(), task.label()));
        all = Optional.of(together);
    }

    @Override
    public synchronized void accept(TransferEvent event) {
        switch (event) {
            case Started(var task, var held, var total) ->
                    bars.put(task, new Bar(held, total, "", ""));
            case Advanced(var task, var snapshot) -> bars.put(task, Bar.of(snapshot));
            case Waiting(var task, var reason) ->
                    bars.put(task, bars.getOrDefault(task, Bar.NEW).waiting(reason));
            case SourceChanged(var task) ->
                    rows.print(label(task) + " has changed since it was begun; it starts over");
            case CarriedAgain _ -> {
                // The line below counts them.
            }
            case Ended(var task, _) -> bars.remove(task);
            case LaneUp _ -> trouble = Optional.empty();
            case LaneLost(var relay, _) -> trouble = Optional.of("lost " + relay);
        }
    }

    private String label(TaskId task) {
        return TerminalText.text(labels.getOrDefault(task, "transfer " + task));
    }

    private synchronized void draw() {
        var lines = new ArrayList<String>();
        var width = columns.getAsInt() - 1;
        bars.forEach((task, bar) -> {
            if (labels.containsKey(task) && lines.size() < MOST_BARS) {
                lines.add(bar.line(label(task), width, colours));
            }
        });
        all.ifPresent(together -> lines.add(TerminalText.head(summary(together.get()), width)));
        rows.draw(lines);
    }

    private String summary(TransferSnapshot all) {
        var text = new StringBuilder();
        if (all.filesTotal() > 1) {
            text.append(all.filesDone()).append(" of ").append(all.filesTotal()).append(" files, ");
            text.append(Amounts.bytes(all.bytesDone())).append(" of ");
            text.append(Amounts.bytes(all.bytesTotal())).append(" · ");
            text.append(Amounts.rate(all.bytesPerSecond())).append(" · ");
            all.timeLeft().ifPresent(left -> text.append(Amounts.clock(left)).append(" left · "));
        }
        text.append(all.lanes()).append(all.lanes() == 1 ? " lane" : " lanes");
        if (all.bytesResent() > 0) {
            text.append(" · ").append(Amounts.bytes(all.bytesResent())).append(" carried again");
        }
        trouble.ifPresent(what -> text.append(" · ").append(what));
        return text.toString();
    }

    @Override
    public synchronized void rest() {
        labels.clear();
        bars.clear();
        all = Optional.empty();
        rows.clear();
    }

    @Override
    public synchronized void close() {
        frames.shutdownNow();
        rest();
    }
}
