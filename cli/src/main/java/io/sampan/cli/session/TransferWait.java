package io.sampan.cli.session;

import io.sampan.cli.terminal.CommandOutput;
import io.sampan.cli.terminal.Progress;
import io.sampan.client.Sampan;
import io.sampan.client.task.Batch;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.client.task.TransferSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Waits for a batch while progress is shown, and survives Ctrl-C in good order: the session is
/// closed, which keeps all that has arrived, and the person is told how to go on.
public final class TransferWait {

    private final Sampan session;
    private final Progress progress;
    private final CommandOutput voice;
    private final InstantSource clock;
    private Optional<TransferTotals.Told> last = Optional.empty();

    /// Waits for one transfer, and shows it meanwhile.
    public TransferWait(
            Sampan session, Progress progress, CommandOutput voice, InstantSource clock) {
        this.session = session;
        this.progress = progress;
        this.voice = voice;
        this.clock = clock;
    }

    /// Waits until each transfer of the batch has a result.
    ///
    /// @param labels what the person calls each, in the batch's order
    public List<TransferResult> carry(Batch batch, List<String> labels) {
        return carry(batch.transfers(), batch::snapshot, labels);
    }

    /// The same for transfers that were not asked for together.
    public List<TransferResult> carry(List<Transfer> transfers, List<String> labels) {
        return carry(transfers, () -> TransferTotals.of(transfers), labels);
    }

    private List<TransferResult> carry(
            List<Transfer> transfers, Supplier<TransferSnapshot> together, List<String> labels) {
        var begun = clock.instant();
        var shown = new ArrayList<Progress.Shown>();
        for (var i = 0; i < labels.size(); i++) {
            shown.add(new Progress.Shown(transfers.get(i).id(), labels.get(i)));
        }
        progress.show(shown, together);
        var onCtrlC = Thread.ofPlatform().name("ctrl-c").unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        var results = transfers.stream().map(Transfer::await).toList();
        var end = together.get();
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException stopping) {
            return results;
        }
        progress.rest();
        last = Optional.of(new TransferTotals.Told(end, Duration.between(begun, clock.instant())));
        return results;
    }

    private void stop() {
        progress.close();
        session.close();
        voice.say("\nsampan: stopped. What has arrived is kept; `sampan resume` goes on with it.");
    }

    /// Tells the sum of all that was carried: a fact with `--json`, otherwise a line for people.
    public void conclude() {
        last.ifPresent(this::tell);
    }

    private void tell(TransferTotals.Told sum) {
        if (voice.isJson()) {
            voice.fact(sum.fact());
        } else if (sum.end().filesDone() > 0) {
            voice.note(sum.text());
        }
    }
}
