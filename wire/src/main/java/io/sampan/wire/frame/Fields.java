package io.sampan.wire.frame;

import com.google.protobuf.ByteString;
import io.sampan.model.ByteRange;
import io.sampan.model.ContentType;
import io.sampan.model.ConversationId;
import io.sampan.model.DeviceId;
import io.sampan.model.FileTraits;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
import io.sampan.model.Place;
import io.sampan.model.RangeSet;
import io.sampan.model.Sha256;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The schema's fields as values of `model`, and back. Whatever is not valid is refused here with
/// an [InvalidValueException].
final class Fields {

    private Fields() {}

    static ByteString id(long high, long low) {
        return ByteString.copyFrom(ByteBuffer.allocate(16).putLong(high).putLong(low).flip());
    }

    static ByteString id(UploadId id) {
        return id(id.high(), id.low());
    }

    static ByteString id(MediaId id) {
        return id(id.high(), id.low());
    }

    static UploadId uploadId(ByteString bytes) {
        var buffer = idBytes(bytes);
        return new UploadId(buffer.getLong(), buffer.getLong());
    }

    static MediaId mediaId(ByteString bytes) {
        return uploadId(bytes).toMediaId();
    }

    static ByteString id(MessageId id) {
        return id(id.high(), id.low());
    }

    static ByteString id(ConversationId id) {
        return id(id.high(), id.low());
    }

    static ByteString id(Place place) {
        return id(place.high(), place.low());
    }

    static ByteString id(DeviceId id) {
        if (id.equals(DeviceId.NONE)) {
            return ByteString.EMPTY;
        }
        return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(id.value()).flip());
    }

    static MessageId messageId(ByteString bytes) {
        var buffer = idBytes(bytes);
        return new MessageId(buffer.getLong(), buffer.getLong());
    }

    static ConversationId conversationId(ByteString bytes) {
        var buffer = idBytes(bytes);
        return new ConversationId(buffer.getLong(), buffer.getLong());
    }

    /// @return [Place#START] where there is none, as an older peer sends none
    static Place place(ByteString bytes) {
        if (bytes.isEmpty()) {
            return Place.START;
        }
        var buffer = idBytes(bytes);
        return new Place(buffer.getLong(), buffer.getLong());
    }

    /// @return [DeviceId#NONE] where there is none, as an older peer sends none
    static DeviceId deviceId(ByteString bytes) {
        if (bytes.isEmpty()) {
            return DeviceId.NONE;
        }
        if (bytes.size() != Long.BYTES) {
            throw new InvalidValueException("a device's id has 8 bytes");
        }
        return new DeviceId(bytes.asReadOnlyByteBuffer().getLong());
    }

    static List<String> texts(List<UserName> names) {
        return names.stream().map(UserName::value).toList();
    }

    static List<UserName> names(List<String> texts) {
        return texts.stream().map(UserName::new).toList();
    }

    /// A time that may be missing: 0 then.
    static long milliseconds(Optional<Instant> when) {
        return when.map(Instant::toEpochMilli).orElse(0L);
    }

    static Optional<Instant> maybeInstant(long milliseconds) {
        return milliseconds == 0 ? Optional.empty() : Optional.of(instant(milliseconds));
    }

    private static ByteBuffer idBytes(ByteString bytes) {
        if (bytes.size() != 16) {
            throw new InvalidValueException("an id has 16 bytes");
        }
        return bytes.asReadOnlyByteBuffer();
    }

    static Sha256 digest(ByteString bytes) {
        return Sha256.of(bytes.toByteArray());
    }

    static ByteString digest(Sha256 digest) {
        return ByteString.copyFrom(digest.bytes());
    }

    static ByteString digests(List<Sha256> digests) {
        var all = ByteBuffer.allocate(digests.size() * Sha256.BYTES);
        digests.forEach(digest -> all.put(digest.bytes()));
        return ByteString.copyFrom(all.flip());
    }

    static List<Sha256> digests(ByteString bytes) {
        if (bytes.size() % Sha256.BYTES != 0) {
            throw new InvalidValueException("leaf digests have 32 bytes each");
        }
        var digests = new ArrayList<Sha256>(bytes.size() / Sha256.BYTES);
        for (int i = 0; i < bytes.size(); i += Sha256.BYTES) {
            digests.add(digest(bytes.substring(i, i + Sha256.BYTES)));
        }
        return digests;
    }

    static List<Long> ranges(RangeSet set) {
        var numbers = new ArrayList<Long>();
        long end = 0;
        for (var range : set.ranges()) {
            numbers.add(range.from() - end);
            numbers.add(range.length());
            end = range.to();
        }
        return numbers;
    }

    static RangeSet ranges(List<Long> numbers) {
        if (numbers.size() % 2 != 0) {
            throw new InvalidValueException("ranges come in pairs");
        }
        var ranges = new ArrayList<ByteRange>();
        long end = 0;
        for (int i = 0; i < numbers.size(); i += 2) {
            var skipped = ByteRange.ofLength(end, numbers.get(i));
            var range = ByteRange.ofLength(skipped.to(), numbers.get(i + 1));
            ranges.add(range);
            end = range.to();
        }
        return RangeSet.of(ranges);
    }

    static Instant instant(long milliseconds) {
        try {
            return Instant.ofEpochMilli(milliseconds);
        } catch (DateTimeException e) {
            throw new InvalidValueException("a time is out of range");
        }
    }

    static io.sampan.wire.proto.Offer offer(Offer offer) {
        return io.sampan.wire.proto.Offer.newBuilder()
                .setId(id(offer.id()))
                .setName(offer.name().value())
                .setSize(offer.size())
                .setContentType(offer.type().value())
                .setShared(offer.shared())
                .setModified(modified(offer.traits()))
                .setExecutable(offer.traits().executable())
                .build();
    }

    static Offer offer(io.sampan.wire.proto.Offer offer) {
        return new Offer(
                uploadId(offer.getId()),
                new MediaName(offer.getName()),
                offer.getSize(),
                new ContentType(offer.getContentType()),
                offer.getShared(),
                traits(offer.getModified(), offer.getExecutable()));
    }

    static io.sampan.wire.proto.Media media(Media media) {
        return io.sampan.wire.proto.Media.newBuilder()
                .setId(id(media.id()))
                .setOwner(media.owner().value())
                .setName(media.name().value())
                .setSize(media.size())
                .setContentType(media.type().value())
                .setTreeDigest(digest(media.digest()))
                .setShared(media.shared())
                .setCompleted(media.completed().toEpochMilli())
                .setModified(modified(media.traits()))
                .setExecutable(media.traits().executable())
                .build();
    }

    static Media media(io.sampan.wire.proto.Media media) {
        return new Media(
                mediaId(media.getId()),
                new UserName(media.getOwner()),
                new MediaName(media.getName()),
                media.getSize(),
                new ContentType(media.getContentType()),
                digest(media.getTreeDigest()),
                media.getShared(),
                instant(media.getCompleted()),
                traits(media.getModified(), media.getExecutable()));
    }

    private static long modified(FileTraits traits) {
        return traits.modified()
                .map(when -> ChronoUnit.NANOS.between(Instant.EPOCH, when))
                .orElse(0L);
    }

    private static FileTraits traits(long modified, boolean executable) {
        return new FileTraits(
                modified == 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plusNanos(modified)),
                executable);
    }
}
