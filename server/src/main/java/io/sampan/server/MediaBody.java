package io.sampan.server;

import io.sampan.core.transfer.OpenMedia;
import io.sampan.model.ByteRange;
import io.sampan.wire.link.Body;

/// Bytes of a media, as something to send.
public final class MediaBody {

    private MediaBody() {}

    /// For the kernel to send from the file, where the media is one.
    public static Body of(OpenMedia media, ByteRange range) {
        return media.blob()
                .file()
                .<Body>map(file -> new Body.FilePart(file, range.from(), range.length()))
                .orElseGet(() ->
                        new Body.Stream(
                                range.length(),
                                (offset, into) -> media.blob().read(range.from() + offset, into)));
    }
}
