package io.sampan.model;

/// What a client tells of a file before it sends it.
///
/// @param id chosen by the client; the same offer with the same id continues the upload
/// @param size in bytes
/// @param shared whether everybody on the server may read it once it is complete
/// @param traits what it is like on the client's disk
public record Offer(
        UploadId id,
        MediaName name,
        long size,
        ContentType type,
        boolean shared,
        FileTraits traits) {

    /// @throws InvalidValueException for a size that no file may have
    public Offer {
        Leaf.count(size);
    }

    /// A file of which nothing more is known.
    public Offer(UploadId id, MediaName name, long size, ContentType type, boolean shared) {
        this(id, name, size, type, shared, FileTraits.NONE);
    }
}
