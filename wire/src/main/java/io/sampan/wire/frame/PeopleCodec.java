package io.sampan.wire.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.Attachment;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Receipt;
import io.sampan.model.Standing;
import io.sampan.model.UserName;
import io.sampan.wire.frame.FrameCodec.Encoded;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.CaughtUp;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.DeliverReceipt;
import io.sampan.wire.frame.PeopleFrame.Enclosure;
import io.sampan.wire.frame.PeopleFrame.KnowPeople;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.PeopleFrame.Received;
import io.sampan.wire.frame.PeopleFrame.Roster;
import io.sampan.wire.frame.PeopleFrame.RosterDelta;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Types 30 to 39.
final class PeopleCodec {

    private PeopleCodec() {}

    static Encoded encode(PeopleFrame frame) {
        return switch (frame) {
            case Attend(var lookOnly) ->
                    new Encoded(
                            30,
                            io.sampan.wire.proto.Attend.newBuilder().setLookOnly(lookOnly).build());
            case Roster(var version, var names) ->
                    new Encoded(
                            31,
                            io.sampan.wire.proto.Roster.newBuilder()
                                    .setVersion(version)
                                    .addAllNames(texts(names))
                                    .build());
            case RosterDelta(var since, var version, var arrived, var left) ->
                    new Encoded(
                            32,
                            io.sampan.wire.proto.RosterDelta.newBuilder()
                                    .setSince(since)
                                    .setVersion(version)
                                    .addAllArrived(texts(arrived))
                                    .addAllLeft(texts(left))
                                    .build());
            case PostMessage post -> new Encoded(33, post(post));
            case MessageAccepted(var standings, var posted) ->
                    new Encoded(
                            34,
                            io.sampan.wire.proto.MessageAccepted.newBuilder()
                                    .addAllStandings(
                                            standings.stream().map(PeopleCodec::standing).toList())
                                    .setPosted(posted.toEpochMilli())
                                    .build());
            case Deliver(var message) -> new Encoded(35, deliver(message));
            case DeliverReceipt(var receipt) ->
                    new Encoded(
                            36,
                            io.sampan.wire.proto.Receipt.newBuilder()
                                    .setId(id(receipt.message()))
                                    .setRecipient(receipt.recipient().value())
                                    .setDelivered(receipt.delivered().toEpochMilli())
                                    .build());
            case Received() -> new Encoded(37, io.sampan.wire.proto.Received.getDefaultInstance());
            case KnowPeople(var names) ->
                    new Encoded(
                            38,
                            io.sampan.wire.proto.KnowPeople.newBuilder()
                                    .addAllNames(texts(names))
                                    .build());
            case CaughtUp() -> new Encoded(39, io.sampan.wire.proto.CaughtUp.getDefaultInstance());
        };
    }

    static PeopleFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 30 -> new Attend(io.sampan.wire.proto.Attend.parseFrom(header).getLookOnly());
            case 31 -> {
                var roster = io.sampan.wire.proto.Roster.parseFrom(header);
                yield new Roster(roster.getVersion(), names(roster.getNamesList()));
            }
            case 32 -> {
                var delta = io.sampan.wire.proto.RosterDelta.parseFrom(header);
                yield new RosterDelta(
                        delta.getSince(),
                        delta.getVersion(),
                        names(delta.getArrivedList()),
                        names(delta.getLeftList()));
            }
            case 33 -> post(io.sampan.wire.proto.PostMessage.parseFrom(header));
            case 34 -> {
                var accepted = io.sampan.wire.proto.MessageAccepted.parseFrom(header);
                yield new MessageAccepted(
                        accepted.getStandingsList().stream().map(PeopleCodec::standing).toList(),
                        Fields.instant(accepted.getPosted()));
            }
            case 35 -> deliver(io.sampan.wire.proto.Deliver.parseFrom(header));
            case 36 -> {
                var receipt = io.sampan.wire.proto.Receipt.parseFrom(header);
                yield new DeliverReceipt(
                        new Receipt(
                                messageId(receipt.getId()),
                                new UserName(receipt.getRecipient()),
                                Fields.instant(receipt.getDelivered())));
            }
            case 37 -> new Received();
            case 38 ->
                    new KnowPeople(
                            names(
                                    io.sampan.wire.proto.KnowPeople.parseFrom(header)
                                            .getNamesList()));
            case 39 -> new CaughtUp();
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static io.sampan.wire.proto.PostMessage post(PostMessage post) {
        var builder =
                io.sampan.wire.proto.PostMessage.newBuilder()
                        .setId(id(post.id()))
                        .addAllTo(texts(post.to()))
                        .setText(post.text());
        for (var enclosure : post.enclosures()) {
            builder.addAttachments(
                    io.sampan.wire.proto.Attachment.newBuilder()
                            .setMedia(
                                    io.sampan.wire.proto.Media.newBuilder()
                                            .setId(Fields.id(enclosure.media())))
                            .setAbout(enclosure.about()));
        }
        return builder.build();
    }

    private static PostMessage post(io.sampan.wire.proto.PostMessage post) {
        return new PostMessage(
                messageId(post.getId()),
                names(post.getToList()),
                post.getText(),
                post.getAttachmentsList().stream()
                        .map(a -> new Enclosure(Fields.mediaId(a.getMedia().getId()), a.getAbout()))
                        .toList());
    }

    private static io.sampan.wire.proto.Deliver deliver(Message message) {
        var builder =
                io.sampan.wire.proto.Deliver.newBuilder()
                        .setId(id(message.id()))
                        .setSender(message.sender().value())
                        .addAllTo(texts(message.to()))
                        .setText(message.text())
                        .setPosted(message.posted().toEpochMilli());
        for (var attachment : message.attachments()) {
            builder.addAttachments(
                    io.sampan.wire.proto.Attachment.newBuilder()
                            .setMedia(Fields.media(attachment.media()))
                            .setAbout(attachment.about()));
        }
        return builder.build();
    }

    private static Deliver deliver(io.sampan.wire.proto.Deliver deliver) {
        return new Deliver(
                new Message(
                        messageId(deliver.getId()),
                        new UserName(deliver.getSender()),
                        names(deliver.getToList()),
                        deliver.getText(),
                        deliver.getAttachmentsList().stream()
                                .map(a -> new Attachment(Fields.media(a.getMedia()), a.getAbout()))
                                .toList(),
                        Fields.instant(deliver.getPosted())));
    }

    private static io.sampan.wire.proto.Standing standing(Standing standing) {
        return io.sampan.wire.proto.Standing.newBuilder()
                .setRecipient(standing.recipient().value())
                .setDelivered(standing.delivered().map(Instant::toEpochMilli).orElse(0L))
                .build();
    }

    private static Standing standing(io.sampan.wire.proto.Standing standing) {
        return new Standing(
                new UserName(standing.getRecipient()),
                standing.getDelivered() == 0
                        ? Optional.empty()
                        : Optional.of(Fields.instant(standing.getDelivered())));
    }

    private static List<String> texts(List<UserName> names) {
        return names.stream().map(UserName::value).toList();
    }

    private static List<UserName> names(List<String> texts) {
        return texts.stream().map(UserName::new).toList();
    }

    private static ByteString id(MessageId id) {
        return Fields.id(id.high(), id.low());
    }

    private static MessageId messageId(ByteString bytes) {
        var id = Fields.mediaId(bytes);
        return new MessageId(id.high(), id.low());
    }
}
