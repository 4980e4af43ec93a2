package io.sampan.cli.terminal;

import io.sampan.client.task.TaskId;
import io.sampan.client.task.TransferEvent;
import io.sampan.client.task.TransferEvent.Advanced;
import io.sampan.client.task.TransferEvent.CarriedAgain;
import io.sampan.client.task.TransferEvent.Ended;
import io.sampan.client.task.TransferEvent.LaneLost;
import io.sampan.client.task.TransferEvent.LaneUp;
import io.sampan.client.task.TransferEvent.OfTask;
import io.sampan.client.task.TransferEvent.SourceChanged;
import io.sampan.client.task.TransferEvent.Started;
import io.sampan.client.task.TransferEvent.Waiting;
import io.sampan.client.task.TransferSnapshot;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Where there is no terminal: one plain line for each step. Of more than a few files only what
/// goes wrong. Any thread.
final class LineProgress implements Progress {

    private static final int FEW = 20;

    private final PrintStream out;
    private final Map<TaskId, String> labels = new HashMap<>();
    private final Map<TaskId, String> waitsFor = new HashMap<>();
    private final List<OfTask> early = new ArrayList<>();
    private final NobodyYet nobodyYet = new NobodyYet(this::say);
    private boolean shown;

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public synchronized void show(List<Shown> tasks, Supplier<TransferSnapshot> all) {
        labels.clear();
        tasks.forEach(task -> labels.put(task.task(), task.label()));
        shown = true;
        early.forEach(this::tell);
        early.clear();
    }

    @Override
    public synchronized void accept(TransferEvent event) {
        switch (event) {
            case OfTask step when !shown -> early.add(step);
            case OfTask step -> tell(step);
            case LaneUp _, LaneLost _ -> nobodyYet.accept(event);
        }
    }

    private void tell(OfTask step) {
        var label = labels.get(step.task());
        if (label != null) {
            line(step).ifPresent(text -> out.println(TerminalText.text(label + ": " + text)));
        }
    }

    private Optional<String> line(OfTask step) {
        return switch (step) {
            case Started(var task, var held, var total) -> {
                waitsFor.remove(task);
                yield labels.size() > FEW ? Optional.empty() : Optional.of(started(held, total));
            }
            case Waiting(var task, var reason) ->
                    reason.equals(waitsFor.put(task, reason))
                            ? Optional.empty()
                            : Optional.of("waits: " + reason);
            case SourceChanged _ ->
                    Optional.of("has changed since it was begun; it starts over as a new upload");
            case CarriedAgain(_, var bytes, var why) ->
                    labels.size() > FEW
                            ? Optional.empty()
                            : Optional.of(Amounts.bytes(bytes) + " again: " + why);
            case Advanced _, Ended _ -> Optional.empty();
        };
    }

    private static String started(long held, long total) {
        return held == 0
                ? Amounts.bytes(total)
                : Amounts.bytes(total) + ", " + Amounts.bytes(held) + " are there already";
    }

    @Override
    public synchronized void rest() {
        labels.clear();
    }

    @Override
    public void close() {
        out.flush();
    }
}
