package io.sampan.core.transfer;

import io.sampan.core.storage.StorageException;
import io.sampan.core.storage.StoredBlob;
import io.sampan.model.ByteRange;
import io.sampan.model.Leaf;
import io.sampan.model.MediaId;
import io.sampan.model.Sha256;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Checks stored leaves that somebody asks for twice: the first time they were damaged on the way,
/// or they are damaged here. A leaf that is asked for once is not checked, as its reader does that.
/// Remembers the last leaves that were asked for only. Thread-safe.
final class LeafAudit {

    private static final int REMEMBERED = 16_384;
    private static final int PIECE = 64 << 10;

    private record Asked(UserName who, MediaId id, int leaf) {}

    private final Map<Asked, Boolean> asked =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Asked, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /// Notes that these bytes are asked for.
    ///
    /// @return the first leaf that was asked for before and is damaged
    OptionalInt damagedLeaf(UserName who, OpenMedia media, ByteRange range) {
        return again(who, media.media().id(), range).stream()
                .filter(leaf -> isDamaged(media.blob(), leaf))
                .mapToInt(leaf -> leaf)
                .findFirst();
    }

    /// The leaves that were asked for before. The next time they count as new.
    private List<Integer> again(UserName who, MediaId id, ByteRange range) {
        var again = new ArrayList<Integer>();
        synchronized (asked) {
            for (var at = range.from(); at < range.to(); at += Leaf.SIZE) {
                note(new Asked(who, id, (int) (at / Leaf.SIZE)), again);
            }
        }
        return again;
    }

    private void note(Asked leaf, List<Integer> again) {
        if (asked.remove(leaf) == null) {
            asked.put(leaf, true);
        } else {
            again.add(leaf.leaf());
        }
    }

    private static boolean isDamaged(StoredBlob blob, int leaf) {
        try {
            var hasher = Sha256.hasher();
            var end = Math.min(blob.size(), Leaf.start(leaf) + Leaf.SIZE);
            var piece = ByteBuffer.allocate(PIECE);
            for (var at = Leaf.start(leaf); at < end; at += piece.limit()) {
                piece.clear().limit((int) Math.min(PIECE, end - at));
                blob.read(at, piece);
                hasher.update(piece.flip());
            }
            return !Sha256.finish(hasher).equals(blob.digest(leaf));
        } catch (StorageException e) {
            return true; // The disk cannot read it.
        }
    }
}
