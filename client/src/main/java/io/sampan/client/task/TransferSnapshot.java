package io.sampan.client.task;

import java.time.Duration;
import java.util.Optional;

/// How far a transfer, or a batch of them, is. Taken at one moment; cheap, may be asked for often.
///
/// @param state of the batch: RUNNING while any runs, then WAITING, PAUSED, FAILED, CANCELLED, DONE
/// @param bytesDone held by the server, or verified on disk
/// @param bytesTotal of the file or files; 0 while a download's size is not known yet
/// @param bytesPerSecond a moving average over the last seconds; 0 where nothing moves
/// @param bytesSent body bytes that were given to lanes (for a download: received)
/// @param bytesResent how many of them were given a second time; an upper bound, as bytes that were
///   in flight when a lane was lost may or may not have left
/// @param lanes how many lanes are up in this session
/// @param filesDone of a batch
/// @param filesTotal of a batch
/// @param reason why it waits or has failed, to be shown; otherwise empty
public record TransferSnapshot(
        TaskState state,
        long bytesDone,
        long bytesTotal,
        long bytesPerSecond,
        long bytesSent,
        long bytesResent,
        int lanes,
        int filesDone,
        int filesTotal,
        String reason) {

    /// How long the rest will take at the present rate; empty where nothing moves.
    public Optional<Duration> timeLeft() {
        if (bytesPerSecond <= 0 || bytesTotal < bytesDone) {
            return Optional.empty();
        }
        return Optional.of(
                Duration.ofMillis(
                        (long) (1000.0 * (bytesTotal - bytesDone) / (double) bytesPerSecond)));
    }

    /// From 0 to 1.
    public double fraction() {
        if (bytesTotal == 0) {
            return state == TaskState.DONE ? 1 : 0;
        }
        return Math.min(1, (double) bytesDone / (double) bytesTotal);
    }
}
