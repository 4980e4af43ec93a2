package io.sampan.model;

import java.time.Instant;

/// What is known of a media: one immutable, complete, verified file.
///
/// @param size in bytes
/// @param digest the tree digest over its leaves
/// @param shared whether everybody on the server may read it; otherwise its owner, and those that
///   it was sent to
/// @param completed when the server had all of it
public record Media(
        MediaId id,
        UserName owner,
        MediaName name,
        long size,
        ContentType type,
        Sha256 digest,
        boolean shared,
        Instant completed) {}
