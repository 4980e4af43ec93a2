package io.sampan.cli.session;

import io.sampan.cli.terminal.Amounts;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.task.TaskState;
import io.sampan.client.task.Transfer;
import io.sampan.client.task.TransferSnapshot;
import java.time.Duration;
import java.util.List;

/// Several transfers, added up.
public final class TransferTotals {

    private static final TransferSnapshot NOTHING =
            new TransferSnapshot(TaskState.DONE, 0, 0, 0, 0, 0, 0, 0, 0, "");

    private TransferTotals() {}

    /// As they stand now, together.
    public static TransferSnapshot of(List<Transfer> transfers) {
        return transfers.stream().map(Transfer::snapshot).reduce(NOTHING, TransferTotals::add);
    }

    private static TransferSnapshot add(TransferSnapshot sum, TransferSnapshot one) {
        return new TransferSnapshot(
                sum.state() == TaskState.DONE ? one.state() : sum.state(),
                sum.bytesDone() + one.bytesDone(),
                sum.bytesTotal() + one.bytesTotal(),
                sum.bytesPerSecond() + one.bytesPerSecond(),
                sum.bytesSent() + one.bytesSent(),
                sum.bytesResent() + one.bytesResent(),
                Math.max(sum.lanes(), one.lanes()),
                sum.filesDone() + (one.state() == TaskState.DONE ? 1 : 0),
                sum.filesTotal() + 1,
                sum.reason().isEmpty() ? one.reason() : sum.reason());
    }

    /// What it all came to, as it is told.
    ///
    /// @param end how far the transfers were at their end
    record Told(TransferSnapshot end, Duration time) {

        Fact fact() {
            return Fact.of(
                    text(),
                    "event",
                    "sum",
                    "files",
                    end.filesTotal(),
                    "done",
                    end.filesDone(),
                    "bytes",
                    end.bytesTotal(),
                    "sent",
                    end.bytesSent(),
                    "resent",
                    end.bytesResent(),
                    "seconds",
                    time.toMillis() / 1000.0);
        }

        String text() {
            var files = end.filesTotal();
            var resent = end.bytesResent();
            return (files == 1 ? "1 file, " : files + " files, ")
                    + Amounts.bytes(end.bytesSent())
                    + " carried in "
                    + Amounts.duration(time)
                    + " ("
                    + Amounts.rate(end.bytesSent(), time)
                    + ")"
                    + (resent == 0 ? "" : ", " + Amounts.bytes(resent) + " of them again");
        }
    }
}
