package io.sampan.core.transfer;

import io.sampan.core.storage.StoredBlob;
import io.sampan.model.Media;

/// A media, opened for reading by whoever closes it. May be read by several threads.
public record OpenMedia(Media media, StoredBlob blob) implements AutoCloseable {

    @Override
    public void close() {
        blob.close();
    }
}
