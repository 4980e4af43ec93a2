package io.sampan.wire.frame;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.ByteRange;
import io.sampan.model.InvalidValueException;
import io.sampan.model.MediaName;
import io.sampan.wire.frame.FrameCodec.Encoded;
import io.sampan.wire.frame.MediaFrame.Arrival;
import io.sampan.wire.frame.MediaFrame.CloseMedia;
import io.sampan.wire.frame.MediaFrame.Data;
import io.sampan.wire.frame.MediaFrame.GetRange;
import io.sampan.wire.frame.MediaFrame.ListMedia;
import io.sampan.wire.frame.MediaFrame.MediaInfo;
import io.sampan.wire.frame.MediaFrame.MediaList;
import io.sampan.wire.frame.MediaFrame.OpenMedia;
import io.sampan.wire.frame.MediaFrame.OpenNamed;
import io.sampan.wire.frame.MediaFrame.RemoveMedia;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Types 20 to 27.
final class MediaCodec {

    private static final int MAX_PAGE = 1000;

    private MediaCodec() {}

    static Encoded encode(MediaFrame frame) {
        return switch (frame) {
            case OpenMedia(var id) ->
                    new Encoded(
                            20,
                            io.sampan.wire.proto.OpenMedia.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
            case OpenNamed(var name) ->
                    new Encoded(
                            20,
                            io.sampan.wire.proto.OpenMedia.newBuilder()
                                    .setName(name.value())
                                    .build());
            case MediaInfo(var media) ->
                    new Encoded(
                            21,
                            io.sampan.wire.proto.MediaInfo.newBuilder()
                                    .setMedia(Fields.media(media))
                                    .build());
            case GetRange(var id, var offset, var length) ->
                    new Encoded(
                            22,
                            io.sampan.wire.proto.GetRange.newBuilder()
                                    .setId(Fields.id(id))
                                    .setOffset(offset)
                                    .setLength(length)
                                    .build());
            case Data(var offset) ->
                    new Encoded(
                            23, io.sampan.wire.proto.Data.newBuilder().setOffset(offset).build());
            case CloseMedia(var id) ->
                    new Encoded(
                            24,
                            io.sampan.wire.proto.CloseMedia.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
            case ListMedia list -> new Encoded(25, list(list));
            case MediaList list -> new Encoded(26, list(list));
            case RemoveMedia(var id) ->
                    new Encoded(
                            27,
                            io.sampan.wire.proto.RemoveMedia.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
        };
    }

    static MediaFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 20 -> open(io.sampan.wire.proto.OpenMedia.parseFrom(header));
            case 21 ->
                    new MediaInfo(
                            Fields.media(
                                    io.sampan.wire.proto.MediaInfo.parseFrom(header).getMedia()));
            case 22 -> getRange(io.sampan.wire.proto.GetRange.parseFrom(header));
            case 23 -> new Data(io.sampan.wire.proto.Data.parseFrom(header).getOffset());
            case 24 ->
                    new CloseMedia(
                            Fields.mediaId(
                                    io.sampan.wire.proto.CloseMedia.parseFrom(header).getId()));
            case 25 -> list(io.sampan.wire.proto.ListMedia.parseFrom(header));
            case 26 -> list(io.sampan.wire.proto.MediaList.parseFrom(header));
            case 27 ->
                    new RemoveMedia(
                            Fields.mediaId(
                                    io.sampan.wire.proto.RemoveMedia.parseFrom(header).getId()));
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static MediaFrame open(io.sampan.wire.proto.OpenMedia open) {
        return open.getName().isEmpty()
                ? new OpenMedia(Fields.mediaId(open.getId()))
                : new OpenNamed(new MediaName(open.getName()));
    }

    private static GetRange getRange(io.sampan.wire.proto.GetRange get) {
        var range = ByteRange.ofLength(get.getOffset(), get.getLength());
        return new GetRange(Fields.mediaId(get.getId()), range.from(), range.length());
    }

    private static io.sampan.wire.proto.ListMedia list(ListMedia list) {
        var builder =
                io.sampan.wire.proto.ListMedia.newBuilder()
                        .setLimit(list.limit())
                        .setUploads(list.uploads());
        list.after().ifPresent(id -> builder.setAfter(Fields.id(id)));
        return builder.build();
    }

    private static ListMedia list(io.sampan.wire.proto.ListMedia list) {
        if (list.getLimit() < 1 || list.getLimit() > MAX_PAGE) {
            throw new InvalidValueException("a page has 1 to " + MAX_PAGE + " entries");
        }
        var after = list.getAfter();
        return new ListMedia(
                after.isEmpty() ? Optional.empty() : Optional.of(Fields.mediaId(after)),
                list.getLimit(),
                list.getUploads());
    }

    private static io.sampan.wire.proto.MediaList list(MediaList list) {
        var builder = io.sampan.wire.proto.MediaList.newBuilder().setMore(list.more());
        list.media().forEach(media -> builder.addMedia(Fields.media(media)));
        list.uploads()
                .forEach(arrival ->
                        builder.addUploads(
                                io.sampan.wire.proto.Arrival.newBuilder()
                                        .setOffer(Fields.offer(arrival.offer()))
                                        .setHeld(arrival.held())
                                        .setPaused(arrival.paused())
                                        .setTouched(arrival.touched().toEpochMilli())));
        return builder.build();
    }

    private static MediaList list(io.sampan.wire.proto.MediaList list) {
        return new MediaList(
                list.getMediaList().stream().map(Fields::media).toList(),
                list.getMore(),
                list.getUploadsList().stream().map(MediaCodec::arrival).toList());
    }

    private static Arrival arrival(io.sampan.wire.proto.Arrival arrival) {
        return new Arrival(
                Fields.offer(arrival.getOffer()),
                arrival.getHeld(),
                arrival.getPaused(),
                Fields.instant(arrival.getTouched()));
    }
}
