package io.sampan.cli.session;

import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Progress;
import io.sampan.cli.terminal.Voice;
import io.sampan.client.Sampan;
import io.sampan.client.task.Batch;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferResult;
import io.sampan.client.task.TransferSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Waits for a batch while progress is shown, and survives Ctrl-C in good order: the session is
/// closed, which keeps all that has arrived, and the person is told how to go on.
public final class Carriage {

    private final Sampan session;
    private final Progress progress;
    private final Voice voice;
    private final InstantSource clock;

    public Carriage(Sampan session, Progress progress, Voice voice, InstantSource clock) {
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
        return carry(transfers, () -> Sum.of(transfers), labels);
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
        sum(end, begun);
        return results;
    }

    private void stop() {
        progress.close();
        session.close();
        voice.say("\nsampan: stopped. What has arrived is kept; `sampan resume` goes on with it.");
    }

    private void sum(TransferSnapshot end, Instant begun) {
        var time = Duration.between(begun, clock.instant());
        var files = end.filesTotal();
        var sent = end.bytesSent();
        var resent = end.bytesResent();
        voice.note(
                (files == 1 ? "1 file, " : files + " files, ")
                        + Amounts.bytes(sent)
                        + " carried in "
                        + Amounts.duration(time)
                        + " ("
                        + Amounts.rate(sent, time)
                        + ")"
                        + (resent == 0 ? "" : ", " + Amounts.bytes(resent) + " of them again"));
    }
}
