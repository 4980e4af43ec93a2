package io.sampan.client.task;

import io.sampan.model.UploadId;
import java.time.Instant;
import java.util.Optional;

/// A task as the journal has it.
///
/// @param upload of a put: what its media will be known by
/// @param source the file that is sent, or the media that is fetched
/// @param target the name on the server, or the file (or folder, while the name is not known yet)
/// @param working whether a process looks after it right now; a RUNNING task without one is shown
///   as WAITING
public record TaskRecord(
        TaskId id,
        TaskKind kind,
        Optional<UploadId> upload,
        String source,
        String target,
        TransferSnapshot progress,
        boolean working,
        Instant created,
        Instant updated) {

    /// How far it is.
    public TaskState state() {
        return progress.state();
    }
}
