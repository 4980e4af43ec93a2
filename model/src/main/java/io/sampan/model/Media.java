package io.sampan.model;

import java.time.Instant;

/// What is known of a media: one immutable, complete, verified file.
///
/// @param size in bytes
/// @param digest the tree digest over its leaves
/// @param shared whether everybody on the server may read it; otherwise its owner, and those that
///   it was sent to
/// @param completed when the server had all of it
/// @param traits what it was like on the disk that it came from
public record Media(
        MediaId id,
        UserName owner,
        MediaName name,
        long size,
        ContentType type,
        Sha256 digest,
        boolean shared,
        Instant completed,
        FileTraits traits) {

    /// A media of which nothing more is known.
    public Media(
            MediaId id,
            UserName owner,
            MediaName name,
            long size,
            ContentType type,
            Sha256 digest,
            boolean shared,
            Instant completed) {
        this(id, owner, name, size, type, digest, shared, completed, FileTraits.NONE);
    }
}
