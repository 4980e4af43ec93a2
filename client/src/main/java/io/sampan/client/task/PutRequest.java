package io.sampan.client.task;

import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import io.sampan.model.UploadId;
import java.nio.file.Path;

/// A file that is to be put on the server.
///
/// @param id of the upload, and of the media that it becomes
/// @param source a regular file that can be read (links to one are followed once, when it is asked
///   for)
/// @param name under which it will be known; may have segments, for a file of a folder
/// @param shared whether everybody on the server may read it
/// @param md5 whether an MD5 of the whole file is computed and compared as well
/// @param onNoSpace what to do if the server has no room for it when it is first offered
/// @param removeSource whether the source is a temporary file that goes when the task is over
public record PutRequest(
        UploadId id,
        Path source,
        MediaName name,
        ContentType type,
        boolean shared,
        boolean md5,
        OnNoSpace onNoSpace,
        boolean removeSource) {

    /// What to do if the server has no room.
    public enum OnNoSpace {
        /// The task fails with the figures.
        FAIL,
        /// The task waits until there is room.
        WAIT
    }

    /// A private file under its own name, which fails if there is no room for it.
    ///
    /// @throws io.sampan.model.InvalidValueException if the file's name cannot be a media's
    public static PutRequest of(Path source) {
        var name = source.toAbsolutePath().normalize().getFileName();
        return of(source, new MediaName(name == null ? "" : name.toString()));
    }

    /// The same under another name.
    public static PutRequest of(Path source, MediaName name) {
        return new PutRequest(
                UploadId.random(),
                source,
                name,
                ContentType.BYTES,
                false,
                false,
                OnNoSpace.FAIL,
                false);
    }

    /// The same with the content type that readers are told.
    public PutRequest withType(ContentType newType) {
        return new PutRequest(id, source, name, newType, shared, md5, onNoSpace, removeSource);
    }

    /// The same, readable for every member or only for its owner.
    public PutRequest withShared(boolean newShared) {
        return new PutRequest(id, source, name, type, newShared, md5, onNoSpace, removeSource);
    }

    /// The same, with or without an MD5 made on the way.
    public PutRequest withMd5(boolean newMd5) {
        return new PutRequest(id, source, name, type, shared, newMd5, onNoSpace, removeSource);
    }

    /// The same with another way to meet a full server.
    public PutRequest withOnNoSpace(OnNoSpace newOnNoSpace) {
        return new PutRequest(id, source, name, type, shared, md5, newOnNoSpace, removeSource);
    }

    /// The same, the source removed or kept once the server has the file.
    public PutRequest withRemoveSource(boolean remove) {
        return new PutRequest(id, source, name, type, shared, md5, onNoSpace, remove);
    }
}
