package io.sampan.client.download;

import io.sampan.client.lane.AnswerBody;
import io.sampan.client.lane.LanePool;
import io.sampan.client.lane.Question;
import io.sampan.client.task.MediaRef;
import io.sampan.model.Leaf;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import io.sampan.model.Sha256;
import io.sampan.model.TreeHasher;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.MalformedFrameException;
import io.sampan.wire.frame.MediaFrame.MediaInfo;
import io.sampan.wire.frame.MediaFrame.OpenMedia;
import io.sampan.wire.frame.MediaFrame.OpenNamed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/// What the server says of a media: its facts, and the digests of its leaves, which were checked
/// against its tree digest. Immutable.
final class MediaTable {

    private final Media media;
    private final byte[] digests;

    private MediaTable(Media media, byte[] digests) {
        this.media = media;
        this.digests = digests;
    }

    /// Asks for it. Throws as [LanePool#ask].
    ///
    /// @throws MalformedFrameException if the digests do not make up the tree digest
    static Outcome<MediaTable> ask(LanePool lanes, MediaRef ref) {
        var digests = new AtomicReference<>(new byte[0]);
        var answer =
                lanes.ask(
                        Question.of(request(ref))
                                .onAnswer((frame, body) -> digests.set(read(frame, body))));
        return switch (answer) {
            case MediaInfo(var media) -> Outcome.done(checked(media, digests.get()));
            case Refused(var refusal) -> Outcome.refused(refusal);
            default -> throw new MalformedFrameException("the server opens a media with nonsense");
        };
    }

    private static Frame request(MediaRef ref) {
        return switch (ref) {
            case MediaRef.ById(var id) -> new OpenMedia(id);
            case MediaRef.ByName(var name) -> new OpenNamed(name);
        };
    }

    private static byte[] read(Frame frame, AnswerBody body) {
        if (!(frame instanceof MediaInfo(var media))) {
            return new byte[0];
        }
        var length = (long) Leaf.count(media.size()) * Sha256.BYTES;
        if (body.length() != length || length > Integer.MAX_VALUE - 8) {
            return new byte[0];
        }
        var bytes = ByteBuffer.allocate((int) length);
        while (body.next(bytes::put)) {
            // The piece is in the buffer.
        }
        return bytes.array();
    }

    private static MediaTable checked(Media media, byte[] digests) {
        if (digests.length != (long) Leaf.count(media.size()) * Sha256.BYTES) {
            throw new MalformedFrameException("a media has one digest for each leaf");
        }
        var table = new MediaTable(media, digests);
        var tree = new TreeHasher();
        for (var leaf = 0; leaf < Leaf.count(media.size()); leaf++) {
            tree.add(table.digest(leaf));
        }
        if (!tree.digest().equals(media.digest())) {
            throw new MalformedFrameException("the leaves do not make up the media's digest");
        }
        return table;
    }

    Media media() {
        return media;
    }

    Sha256 digest(int leaf) {
        var from = leaf * Sha256.BYTES;
        return Sha256.of(Arrays.copyOfRange(digests, from, from + Sha256.BYTES));
    }
}
