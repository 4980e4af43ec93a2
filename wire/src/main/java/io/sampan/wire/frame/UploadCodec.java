package io.sampan.wire.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Leaf;
import io.sampan.model.Md5;
import io.sampan.wire.frame.FrameCodec.Encoded;
import io.sampan.wire.frame.UploadFrame.BlockStored;
import io.sampan.wire.frame.UploadFrame.CancelUpload;
import io.sampan.wire.frame.UploadFrame.FinishUpload;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.PauseUpload;
import io.sampan.wire.frame.UploadFrame.PutBlock;
import io.sampan.wire.frame.UploadFrame.PutSmall;
import io.sampan.wire.frame.UploadFrame.QueryUpload;
import io.sampan.wire.frame.UploadFrame.UploadComplete;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Types 10 to 19.
final class UploadCodec {

    private UploadCodec() {}

    static Encoded encode(UploadFrame frame) {
        return switch (frame) {
            case OfferUpload(var offer, var md5Follows) ->
                    new Encoded(
                            10,
                            io.sampan.wire.proto.OfferUpload.newBuilder()
                                    .setOffer(Fields.offer(offer))
                                    .setMd5Follows(md5Follows)
                                    .build());
            case UploadReady(var id, var held) ->
                    new Encoded(
                            11,
                            io.sampan.wire.proto.UploadReady.newBuilder()
                                    .setId(Fields.id(id))
                                    .addAllHeld(Fields.ranges(held))
                                    .build());
            case QueryUpload(var id) ->
                    new Encoded(
                            12,
                            io.sampan.wire.proto.QueryUpload.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
            case PutBlock(var id, var offset, var leaves) ->
                    new Encoded(
                            13,
                            io.sampan.wire.proto.PutBlock.newBuilder()
                                    .setId(Fields.id(id))
                                    .setOffset(offset)
                                    .setLeafDigests(Fields.digests(leaves))
                                    .build());
            case BlockStored() ->
                    new Encoded(14, io.sampan.wire.proto.BlockStored.getDefaultInstance());
            case PauseUpload(var id) ->
                    new Encoded(
                            15,
                            io.sampan.wire.proto.PauseUpload.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
            case CancelUpload(var id) ->
                    new Encoded(
                            16,
                            io.sampan.wire.proto.CancelUpload.newBuilder()
                                    .setId(Fields.id(id))
                                    .build());
            case FinishUpload finish -> new Encoded(17, toProto(finish));
            case UploadComplete(var media) ->
                    new Encoded(
                            18,
                            io.sampan.wire.proto.UploadComplete.newBuilder()
                                    .setMedia(Fields.media(media))
                                    .build());
            case PutSmall(var offer, var digest) ->
                    new Encoded(
                            19,
                            io.sampan.wire.proto.PutSmall.newBuilder()
                                    .setOffer(Fields.offer(offer))
                                    .setDigest(Fields.digest(digest))
                                    .build());
        };
    }

    private static io.sampan.wire.proto.FinishUpload toProto(FinishUpload finish) {
        return io.sampan.wire.proto.FinishUpload.newBuilder()
                .setId(Fields.id(finish.id()))
                .setTreeDigest(Fields.digest(finish.digest()))
                .setMd5(
                        finish.md5()
                                .map(md5 -> ByteString.copyFrom(md5.bytes()))
                                .orElse(ByteString.EMPTY))
                .build();
    }

    static UploadFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 10 -> offerUpload(io.sampan.wire.proto.OfferUpload.parseFrom(header));
            case 11 -> ready(io.sampan.wire.proto.UploadReady.parseFrom(header));
            case 12 ->
                    new QueryUpload(
                            Fields.uploadId(
                                    io.sampan.wire.proto.QueryUpload.parseFrom(header).getId()));
            case 13 -> putBlock(io.sampan.wire.proto.PutBlock.parseFrom(header));
            case 14 -> new BlockStored();
            case 15 ->
                    new PauseUpload(
                            Fields.uploadId(
                                    io.sampan.wire.proto.PauseUpload.parseFrom(header).getId()));
            case 16 ->
                    new CancelUpload(
                            Fields.uploadId(
                                    io.sampan.wire.proto.CancelUpload.parseFrom(header).getId()));
            case 17 -> finish(io.sampan.wire.proto.FinishUpload.parseFrom(header));
            case 18 ->
                    new UploadComplete(
                            Fields.media(
                                    io.sampan.wire.proto.UploadComplete.parseFrom(header)
                                            .getMedia()));
            case 19 -> putSmall(io.sampan.wire.proto.PutSmall.parseFrom(header));
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static OfferUpload offerUpload(io.sampan.wire.proto.OfferUpload offer) {
        return new OfferUpload(Fields.offer(offer.getOffer()), offer.getMd5Follows());
    }

    private static UploadReady ready(io.sampan.wire.proto.UploadReady ready) {
        return new UploadReady(Fields.uploadId(ready.getId()), Fields.ranges(ready.getHeldList()));
    }

    private static PutBlock putBlock(io.sampan.wire.proto.PutBlock block) {
        if (block.getOffset() < 0 || block.getOffset() > Leaf.MAX_FILE_SIZE) {
            throw new InvalidValueException("a block's offset is not within a file");
        }
        return new PutBlock(
                Fields.uploadId(block.getId()),
                block.getOffset(),
                Fields.digests(block.getLeafDigests()));
    }

    private static FinishUpload finish(io.sampan.wire.proto.FinishUpload finish) {
        return new FinishUpload(
                Fields.uploadId(finish.getId()),
                Fields.digest(finish.getTreeDigest()),
                finish.getMd5().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Md5.of(finish.getMd5().toByteArray())));
    }

    private static PutSmall putSmall(io.sampan.wire.proto.PutSmall small) {
        return new PutSmall(Fields.offer(small.getOffer()), Fields.digest(small.getDigest()));
    }
}
