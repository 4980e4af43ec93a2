package io.sampan.client.task;

import io.sampan.wire.net.HostPort;

/// What happens to a task, or to the lanes, as it happens. Events of a task that another process
/// works on are told as well, a little later; those about lanes and resent bytes only by the
/// process that works.
public sealed interface TransferEvent {

    /// An event of one task.
    sealed interface OfTask extends TransferEvent {
        /// Which task it is about.
        TaskId task();
    }

    /// It begins, or goes on.
    ///
    /// @param alreadyHeld bytes that need not be carried again
    record Started(TaskId task, long alreadyHeld, long total) implements OfTask {}

    /// About twice a second while bytes move.
    record Advanced(TaskId task, TransferSnapshot snapshot) implements OfTask {}

    /// It cannot go on for now, and will by itself.
    record Waiting(TaskId task, String reason) implements OfTask {}

    /// The source is not what it was: it starts over, as a new upload.
    record SourceChanged(TaskId task) implements OfTask {}

    /// Bytes have to be carried again.
    record CarriedAgain(TaskId task, long bytes, String why) implements OfTask {}

    /// It is over, or paused.
    record Ended(TaskId task, TransferResult result) implements OfTask {}

    /// A lane is up.
    record LaneUp(HostPort relay) implements TransferEvent {}

    /// A lane was lost, or could not be made; the next one goes through another relay if there is
    /// one.
    record LaneLost(HostPort relay, String why) implements TransferEvent {}
}
