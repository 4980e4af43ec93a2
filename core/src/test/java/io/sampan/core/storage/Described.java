package io.sampan.core.storage;

import io.sampan.model.ContentType;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.model.UserName;
import java.time.Instant;

/// Facts for blobs of tests that are about the bytes only.
public final class Described {

    private Described() {}

    /// Facts that fit a small blob.
    public static Media small(MediaId id, Sha256 digest, long size) {
        return new Media(
                id,
                new UserName("alice"),
                new MediaName("film.mp4"),
                size,
                ContentType.BYTES,
                digest,
                false,
                Instant.parse("2026-01-02T12:00:00Z"));
    }

    /// Facts that fit an upload that is whole; of any other, that nobody will read.
    public static Media whole(ArrivingBlob blob) {
        var tree = new TreeHasher();
        var leaves = Leaf.count(blob.size());
        for (var leaf = 0; leaf < leaves; leaf++) {
            tree.add(blob.digest(leaf).orElse(Sha256.digest(new byte[0])));
        }
        return small(blob.id().toMediaId(), tree.digest(), blob.size());
    }
}
