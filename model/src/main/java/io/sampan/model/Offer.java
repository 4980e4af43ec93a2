package io.sampan.model;

/// What a client tells of a file before it sends it.
///
/// @param id chosen by the client; the same offer with the same id continues the upload
/// @param size in bytes
/// @param shared whether everybody on the server may read it once it is complete
public record Offer(UploadId id, MediaName name, long size, ContentType type, boolean shared) {

    public Offer {
        Leaf.count(size);
    }
}
