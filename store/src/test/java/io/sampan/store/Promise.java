package io.sampan.store;

import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import java.util.HashMap;
import java.util.Map;

/// What a store has promised of one upload.
final class Promise {

    final UploadId id;
    final long size;
    // By leaf: what is synced, and must be there.
    final Map<Integer, Sha256> synced = new HashMap<>();
    // Something was begun that ends in this state, and nobody heard how it went.
    boolean mayBeStored;
    boolean mayBeGone;
    boolean isStored;

    Promise(UploadId id, long size) {
        this.id = id;
        this.size = size;
    }

    MediaId media() {
        return id.toMediaId();
    }

    int leaves() {
        return Leaf.count(size);
    }

    boolean isSmall() {
        return leaves() == 1;
    }
}
