package io.sampan.server.packages;

import io.sampan.core.transfer.OpenMedia;
import io.sampan.model.Md5;
import io.sampan.model.MediaId;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// The MD5s of stored media, computed when somebody asks and remembered for a while: media never
/// change. Any thread.
final class Md5Shelf {

    private static final int REMEMBERED = 1_000;
    private static final int READ_BYTES = 256 << 10;

    private final Map<MediaId, Md5> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<MediaId, Md5> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /// Reads all of the media, the first time.
    Md5 of(OpenMedia media) {
        var id = media.media().id();
        synchronized (known) {
            var md5 = known.get(id);
            if (md5 != null) {
                return md5;
            }
        }
        var computed = compute(media);
        synchronized (known) {
            known.put(id, computed);
        }
        return computed;
    }

    private static Md5 compute(OpenMedia media) {
        var hasher = Md5.hasher();
        var size = media.media().size();
        var buffer = ByteBuffer.allocate(READ_BYTES);
        for (long at = 0; at < size; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
            media.blob().read(at, buffer);
            hasher.update(buffer.flip());
        }
        return Md5.finish(hasher);
    }
}
