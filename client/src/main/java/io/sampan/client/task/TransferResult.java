package io.sampan.client.task;

import io.sampan.model.Media;
import io.sampan.model.Refusal;
import java.nio.file.Path;
import java.util.Optional;

/// What a transfer came to.
public sealed interface TransferResult {

    /// The server has all of it, verified and synced; or the file has it.
    ///
    /// @param file where a download lies; empty for a put
    record Done(Media media, Optional<Path> file) implements TransferResult {}

    /// The server will not; asking the same again will not help (or the caller did not want to
    /// wait).
    record Refused(Refusal refusal) implements TransferResult {}

    /// Something on this side failed: the source or the target.
    ///
    /// @param reason safe to show
    record Failed(String reason) implements TransferResult {}

    /// Nobody answered for as long as the settings say. The task is still in the journal, WAITING;
    /// a later resume goes on with it.
    record Unanswered(String reason) implements TransferResult {}

    /// Somebody paused it.
    record Paused() implements TransferResult {}

    /// Somebody cancelled it.
    record Cancelled() implements TransferResult {}

    /// This session was closed while the task was not finished. It is still in the journal.
    record Left() implements TransferResult {}
}
