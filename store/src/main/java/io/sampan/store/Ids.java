package io.sampan.store;

import io.sampan.model.LinkId;
import io.sampan.model.MediaId;
import io.sampan.model.UploadId;
import java.nio.ByteBuffer;

/// Ids as they stand in the databases: 16 bytes.
final class Ids {

    private static final int BYTES = 16;

    private Ids() {}

    static byte[] bytes(MediaId id) {
        return ByteBuffer.allocate(BYTES).putLong(id.high()).putLong(id.low()).array();
    }

    static byte[] bytes(UploadId id) {
        return bytes(id.toMediaId());
    }

    /// The smallest id that has this first byte.
    static byte[] firstWith(int firstByte) {
        return bytes(new MediaId((long) firstByte << (Long.SIZE - Byte.SIZE), 0));
    }

    /// The largest id that has this first byte.
    static byte[] lastWith(int firstByte) {
        var first = (long) firstByte << (Long.SIZE - Byte.SIZE);
        return bytes(new MediaId(first | (-1L >>> Byte.SIZE), -1));
    }

    static byte[] bytes(LinkId id) {
        return ByteBuffer.allocate(BYTES).putLong(id.high()).putLong(id.low()).array();
    }

    static LinkId linkId(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new LinkId(id.getLong(), id.getLong());
    }

    static MediaId mediaId(byte[] bytes) {
        var id = ByteBuffer.wrap(bytes);
        return new MediaId(id.getLong(), id.getLong());
    }

    static UploadId uploadId(byte[] bytes) {
        return mediaId(bytes).toUploadId();
    }
}
