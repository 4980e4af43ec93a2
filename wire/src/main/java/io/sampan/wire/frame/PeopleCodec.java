package io.sampan.wire.frame;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.InvalidValueException;
import io.sampan.model.Message;
import io.sampan.model.Place;
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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Types 30 to 39.
final class PeopleCodec {

    private static final Duration LONGEST_EXPIRY = Duration.ofDays(36_500);

    private PeopleCodec() {}

    static Encoded encode(PeopleFrame frame) {
        return switch (frame) {
            case Attend(var lookOnly, var log) ->
                    new Encoded(
                            30,
                            io.sampan.wire.proto.Attend.newBuilder()
                                    .setLookOnly(lookOnly)
                                    .setLog(log)
                                    .build());
            case Roster(var version, var names) ->
                    new Encoded(
                            31,
                            io.sampan.wire.proto.Roster.newBuilder()
                                    .setVersion(version)
                                    .addAllNames(Fields.texts(names))
                                    .build());
            case RosterDelta(var since, var version, var arrived, var left) ->
                    new Encoded(
                            32,
                            io.sampan.wire.proto.RosterDelta.newBuilder()
                                    .setSince(since)
                                    .setVersion(version)
                                    .addAllArrived(Fields.texts(arrived))
                                    .addAllLeft(Fields.texts(left))
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
            case Deliver(var message, var place) -> new Encoded(35, deliver(message, place));
            case DeliverReceipt(var receipt, var place) ->
                    new Encoded(
                            36,
                            io.sampan.wire.proto.Receipt.newBuilder()
                                    .setPlace(Fields.id(place))
                                    .setId(Fields.id(receipt.message()))
                                    .setRecipient(receipt.recipient().value())
                                    .setDelivered(receipt.delivered().toEpochMilli())
                                    .build());
            case Received() -> new Encoded(37, io.sampan.wire.proto.Received.getDefaultInstance());
            case KnowPeople(var names) ->
                    new Encoded(
                            38,
                            io.sampan.wire.proto.KnowPeople.newBuilder()
                                    .addAllNames(Fields.texts(names))
                                    .build());
            case CaughtUp() -> new Encoded(39, io.sampan.wire.proto.CaughtUp.getDefaultInstance());
        };
    }

    static PeopleFrame decode(int type, ByteBuffer header) throws InvalidProtocolBufferException {
        return switch (type) {
            case 30 -> {
                var attend = io.sampan.wire.proto.Attend.parseFrom(header);
                yield new Attend(attend.getLookOnly(), attend.getLog());
            }
            case 31 -> {
                var roster = io.sampan.wire.proto.Roster.parseFrom(header);
                yield new Roster(roster.getVersion(), Fields.names(roster.getNamesList()));
            }
            case 32 -> {
                var delta = io.sampan.wire.proto.RosterDelta.parseFrom(header);
                yield new RosterDelta(
                        delta.getSince(),
                        delta.getVersion(),
                        Fields.names(delta.getArrivedList()),
                        Fields.names(delta.getLeftList()));
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
                                Fields.messageId(receipt.getId()),
                                new UserName(receipt.getRecipient()),
                                Fields.instant(receipt.getDelivered())),
                        Fields.place(receipt.getPlace()));
            }
            case 37 -> new Received();
            case 38 ->
                    new KnowPeople(
                            Fields.names(
                                    io.sampan.wire.proto.KnowPeople.parseFrom(header)
                                            .getNamesList()));
            case 39 -> new CaughtUp();
            default -> throw FrameCodec.unknown(type);
        };
    }

    private static io.sampan.wire.proto.PostMessage post(PostMessage post) {
        var builder =
                io.sampan.wire.proto.PostMessage.newBuilder()
                        .setId(Fields.id(post.id()))
                        .addAllTo(Fields.texts(post.to()))
                        .setText(post.text())
                        .setGroup(post.group().map(Fields::id).orElse(ByteString.EMPTY))
                        .setExpiresAfterMs(post.expiresAfter().map(Duration::toMillis).orElse(0L));
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
                Fields.messageId(post.getId()),
                Fields.names(post.getToList()),
                post.getText(),
                post.getAttachmentsList().stream()
                        .map(a -> new Enclosure(Fields.mediaId(a.getMedia().getId()), a.getAbout()))
                        .toList(),
                post.getGroup().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Fields.conversationId(post.getGroup())),
                expiry(post.getExpiresAfterMs()));
    }

    private static Optional<Duration> expiry(long milliseconds) {
        if (milliseconds < 0 || milliseconds > LONGEST_EXPIRY.toMillis()) {
            throw new InvalidValueException("a message expires within a hundred years");
        }
        return milliseconds == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(milliseconds));
    }

    static io.sampan.wire.proto.Deliver deliver(Message message, Place place) {
        var builder =
                io.sampan.wire.proto.Deliver.newBuilder()
                        .setId(Fields.id(message.id()))
                        .setSender(message.sender().value())
                        .addAllTo(Fields.texts(message.to()))
                        .setText(message.text())
                        .setPosted(message.posted().toEpochMilli())
                        .setPlace(Fields.id(place))
                        .setConversation(Fields.id(message.conversation()))
                        .setGroup(message.group().map(Message.GroupName::name).orElse(""))
                        .setExpires(Fields.milliseconds(message.expires()));
        for (var attachment : message.attachments()) {
            builder.addAttachments(
                    io.sampan.wire.proto.Attachment.newBuilder()
                            .setMedia(Fields.media(attachment.media()))
                            .setAbout(attachment.about())
                            .setGone(attachment.availability().number()));
        }
        return builder.build();
    }

    static Deliver deliver(io.sampan.wire.proto.Deliver deliver) {
        return new Deliver(
                new Message(
                        Fields.messageId(deliver.getId()),
                        new UserName(deliver.getSender()),
                        Fields.names(deliver.getToList()),
                        deliver.getText(),
                        deliver.getAttachmentsList().stream().map(PeopleCodec::attachment).toList(),
                        Fields.instant(deliver.getPosted()),
                        deliver.getGroup().isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new Message.GroupName(
                                                Fields.conversationId(deliver.getConversation()),
                                                deliver.getGroup())),
                        Fields.maybeInstant(deliver.getExpires())),
                Fields.place(deliver.getPlace()));
    }

    private static Attachment attachment(io.sampan.wire.proto.Attachment attachment) {
        return new Attachment(
                Fields.media(attachment.getMedia()),
                attachment.getAbout(),
                Availability.ofNumber(attachment.getGone()));
    }

    static io.sampan.wire.proto.Standing standing(Standing standing) {
        return io.sampan.wire.proto.Standing.newBuilder()
                .setRecipient(standing.recipient().value())
                .setDelivered(standing.delivered().map(Instant::toEpochMilli).orElse(0L))
                .build();
    }

    static Standing standing(io.sampan.wire.proto.Standing standing) {
        return new Standing(
                new UserName(standing.getRecipient()),
                standing.getDelivered() == 0
                        ? Optional.empty()
                        : Optional.of(Fields.instant(standing.getDelivered())));
    }
}
