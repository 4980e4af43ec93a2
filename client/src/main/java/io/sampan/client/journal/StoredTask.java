package io.sampan.client.journal;

import io.sampan.client.task.PutRequest.OnNoSpace;
import io.sampan.client.task.TaskId;
import io.sampan.client.task.TaskState;
import io.sampan.model.ContentType;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A task as the journal has it.
///
/// @param what to do
/// @param state how it stands
/// @param want what is wanted of it
/// @param reason why it waits or failed; otherwise empty
/// @param refusal the code, if a refusal ended it
/// @param media what it became, once it is done
/// @param progress in figures, about twice a second
public record StoredTask(
        TaskId id,
        What what,
        TaskState state,
        Want want,
        String reason,
        Optional<RefusalCode> refusal,
        Optional<Media> media,
        Figures progress,
        Instant created,
        Instant updated) {

    /// What a task does.
    public sealed interface What {}

    /// Puts a file.
    ///
    /// @param source resolved
    /// @param size in bytes, when it was asked for
    /// @param modified nanoseconds since 1970, then
    /// @param key of the file system for the file, or empty
    public record Put(
            UploadId upload,
            Path source,
            long size,
            long modified,
            String key,
            MediaName name,
            ContentType type,
            boolean shared,
            boolean md5,
            OnNoSpace onNoSpace,
            boolean removeSource)
            implements What {}

    /// Gets a file.
    ///
    /// @param ref an id or a name, as `MediaRef` reads it
    /// @param id of the media, once it is known
    /// @param target a folder or a file
    /// @param chosen the very file, once it was chosen
    public record Get(
            String ref,
            Optional<MediaId> id,
            Path target,
            boolean intoFolder,
            boolean overwrite,
            Optional<Path> chosen)
            implements What {}

    /// Bytes done, of how many, per second, carried, carried again; lanes.
    public record Figures(long done, long total, long rate, long carried, long again, int lanes) {

        public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);
    }
}
