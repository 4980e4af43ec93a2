package io.sampan.core.storage;

import io.sampan.model.UploadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The uploads that were admitted and are not complete.
public interface UploadRepository {

    /// Records an upload; the same id again replaces what was recorded.
    void record(UploadRecord upload);

    /// The upload, if it is known.
    Optional<UploadRecord> find(UploadId id);

    /// All of them, oldest first.
    List<UploadRecord> all();

    /// Records that the upload was active at `when`. Need not be synced: losing it only makes an
    /// upload look idle for longer.
    void touch(UploadId id, Instant when);

    /// Forgets the upload. Nothing happens if it is not known.
    void remove(UploadId id);
}
