package io.sampan.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.Attachment;
import io.sampan.model.Availability;
import io.sampan.model.ByteRange;
import io.sampan.model.ContentType;
import io.sampan.model.ConversationId;
import io.sampan.model.DeviceId;
import io.sampan.model.DeviceLabel;
import io.sampan.model.Group;
import io.sampan.model.IdentityKey;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
import io.sampan.model.Place;
import io.sampan.model.RangeSet;
import io.sampan.model.Receipt;
import io.sampan.model.Refusal;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.model.Standing;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every frame comes out as it went in, and nothing else comes out at all.
class FrameCodecTest {

    private static final UploadId ID = UploadId.random();
    private static final Sha256 DIGEST = Sha256.digest(new byte[] {1, 2, 3});
    private static final Secret TOKEN = Secret.of(new byte[] {4, 5});
    private static final Offer OFFER =
            new Offer(
                    ID,
                    new MediaName("a/b 电影 🎬.mp4"),
                    5L << 40,
                    new ContentType("video/mp4"),
                    true);
    private static final Instant NOW = Instant.ofEpochMilli(1_795_000_000_123L);
    private static final Media MEDIA =
            new Media(
                    ID.toMediaId(),
                    new UserName("alice"),
                    OFFER.name(),
                    OFFER.size(),
                    OFFER.type(),
                    DIGEST,
                    false,
                    NOW);

    private static final UserName BOB = new UserName("bob");
    private static final UserName CAROL = new UserName("李雷");
    private static final Message MESSAGE =
            new Message(
                    MessageId.random(),
                    new UserName("alice"),
                    List.of(BOB, CAROL),
                    "hello 你好 👋",
                    List.of(new Attachment(MEDIA, "1920 x 1080")),
                    NOW);

    private static final Place PLACE = new Place(3, 4711);
    private static final ConversationId TEAM = ConversationId.random();
    private static final Message TO_A_GROUP =
            new Message(
                    MessageId.random(),
                    new UserName("alice"),
                    List.of(BOB),
                    "hello",
                    List.of(new Attachment(MEDIA, "", Availability.EXPIRED)),
                    NOW,
                    Optional.of(new Message.GroupName(TEAM, "the team")),
                    Optional.of(NOW.plusSeconds(60)));

    static List<Frame> frames() {
        return Stream.of(files(), people(), devices(), log()).flatMap(List::stream).toList();
    }

    private static List<Frame> devices() {
        var key = IdentityKey.of(DIGEST.bytes());
        var id = DeviceId.of(key);
        return List.of(
                new LoginFrame.Hello(
                        "x", new UserName("bob"), TOKEN, TOKEN, TOKEN, new DeviceLabel("laptop")),
                new LoginFrame.Welcome(
                        TOKEN,
                        new LoginFrame.Limits(1, 2, 3, Duration.ofSeconds(30)),
                        List.of(),
                        NOW,
                        id,
                        Optional.of(NOW)),
                new DeviceFrame.LinkDevice(Duration.ofMinutes(7)),
                new DeviceFrame.DeviceLink(TOKEN, NOW),
                new DeviceFrame.ListDevices(Optional.empty()),
                new DeviceFrame.ListDevices(Optional.of(BOB)),
                new DeviceFrame.DeviceList(
                        List.of(
                                new DeviceFrame.Device(
                                        id, key, new DeviceLabel("手机"), NOW, NOW, true, false))),
                new DeviceFrame.RenameDevice(id, new DeviceLabel("phone")),
                new DeviceFrame.RevokeDevice(id),
                new DeviceFrame.EndSession());
    }

    private static List<Frame> log() {
        var alice = new UserName("alice");
        var message = new LogFrame.MessageRef(alice, MESSAGE.id(), MESSAGE.conversation());
        return List.of(
                new LogFrame.MessageEvent(
                        LogFrame.EventKind.READ, Optional.of(message), BOB, NOW, PLACE),
                new LogFrame.MessageEvent(
                        LogFrame.EventKind.DEVICES_CHANGED, Optional.empty(), BOB, NOW, PLACE),
                new LogFrame.ListConversations(),
                new LogFrame.ConversationList(
                        List.of(
                                new LogFrame.Conversation(
                                        TEAM, List.of(BOB, CAROL), "the team", 3, PLACE, NOW))),
                new LogFrame.ReadHistory(Optional.of(TEAM), Optional.of(PLACE), 50),
                new LogFrame.ReadHistory(Optional.empty(), Optional.empty(), 200),
                new LogFrame.HistoryPage(
                        List.of(
                                new LogFrame.HistoryEntry(
                                        TO_A_GROUP,
                                        PLACE,
                                        List.of(new Standing(BOB, Optional.of(NOW))))),
                        true),
                new LogFrame.MarkRead(TEAM, PLACE, true),
                new LogFrame.RecallMessage(MESSAGE.id()),
                new LogFrame.SaveGroup(new Group(TEAM, "the team", List.of(alice, BOB))),
                new LogFrame.ListGroups(),
                new LogFrame.GroupList(List.of(new Group(TEAM, "the team", List.of(alice)))),
                new LogFrame.BlockPerson(BOB, true),
                new LogFrame.ListBlocked(),
                new LogFrame.PeopleList(List.of(BOB, CAROL)),
                new LogFrame.ListPeople());
    }

    private static List<Frame> people() {
        return List.of(
                new PeopleFrame.Attend(true),
                new PeopleFrame.Attend(false, true),
                new PeopleFrame.Roster(7, List.of(BOB, CAROL)),
                new PeopleFrame.RosterDelta(6, 8, List.of(BOB), List.of(CAROL)),
                new PeopleFrame.PostMessage(
                        MESSAGE.id(),
                        MESSAGE.to(),
                        "",
                        List.of(new PeopleFrame.Enclosure(MediaId.random(), "640 x 480"))),
                new PeopleFrame.PostMessage(
                        MESSAGE.id(),
                        List.of(),
                        "to all",
                        List.of(),
                        Optional.of(TEAM),
                        Optional.of(Duration.ofDays(1))),
                new PeopleFrame.MessageAccepted(
                        List.of(
                                new Standing(BOB, Optional.empty()),
                                new Standing(CAROL, Optional.of(NOW))),
                        NOW),
                new PeopleFrame.Deliver(MESSAGE, PLACE),
                new PeopleFrame.Deliver(TO_A_GROUP, PLACE),
                new PeopleFrame.DeliverReceipt(new Receipt(MESSAGE.id(), BOB, NOW), PLACE),
                new PeopleFrame.Received());
    }

    private static List<Frame> files() {
        var held = RangeSet.of(new ByteRange(0, 7), new ByteRange(1 << 20, 5L << 30));
        var limits = new LoginFrame.Limits(1, 2, 3, Duration.ofSeconds(30));
        return List.of(
                LoginFrame.Hello.named("sampan/1", new UserName("bob")),
                new LoginFrame.Hello("x", new UserName("bob"), TOKEN, TOKEN, TOKEN),
                new LoginFrame.Challenge(TOKEN),
                new LoginFrame.Proof(TOKEN),
                new LoginFrame.Welcome(TOKEN, limits, List.of("relay:7000"), NOW),
                new ControlFrame.Refused(
                        Refusal.of(RefusalCode.BAD_LEAF, "leaf 3")
                                .ranges(held)
                                .retryAfter(Duration.ofSeconds(2))),
                new ControlFrame.Refused(Refusal.of(RefusalCode.NOT_FOUND)),
                new ControlFrame.Done(),
                new ControlFrame.Ping(),
                new ControlFrame.Pong(),
                new ControlFrame.Arriving(-7, 1L << 33),
                new UploadFrame.OfferUpload(OFFER, true),
                new UploadFrame.UploadReady(ID, held),
                new UploadFrame.QueryUpload(ID),
                new UploadFrame.PutBlock(ID, 123, List.of(DIGEST, DIGEST)),
                new UploadFrame.BlockStored(),
                new UploadFrame.PauseUpload(ID),
                new UploadFrame.CancelUpload(ID),
                new UploadFrame.FinishUpload(ID, DIGEST, Optional.of(Md5.of(new byte[16]))),
                new UploadFrame.FinishUpload(ID, DIGEST, Optional.empty()),
                new UploadFrame.UploadComplete(MEDIA),
                new UploadFrame.PutSmall(OFFER, DIGEST),
                new MediaFrame.OpenMedia(MediaId.random()),
                new MediaFrame.OpenNamed(new MediaName("film")),
                new MediaFrame.MediaInfo(MEDIA),
                new MediaFrame.GetRange(MediaId.random(), 1L << 40, 8 << 20),
                new MediaFrame.Data(1L << 40),
                new MediaFrame.CloseMedia(MediaId.random()),
                new MediaFrame.ListMedia(Optional.of(MediaId.random()), 1000, true),
                new MediaFrame.ListMedia(Optional.empty(), 1, false),
                new MediaFrame.MediaList(
                        List.of(MEDIA), true, List.of(new MediaFrame.Arrival(OFFER, 9, true, NOW))),
                new MediaFrame.RemoveMedia(MediaId.random()));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void comesOutAsItWentIn(Frame frame) {
        var encoded = FrameCodec.encode(frame);

        var decoded =
                FrameCodec.decode(encoded.type(), ByteBuffer.wrap(encoded.header().toByteArray()));

        assertThat(decoded).isEqualTo(frame);
    }

    @Property(tries = 20_000)
    void garbageIsEitherAFrameOrMalformed(
            @ForAll @IntRange(max = 70) int type, @ForAll @Size(max = 200) byte[] header) {
        try {
            assertThat(FrameCodec.decode(type, ByteBuffer.wrap(header))).isNotNull();
        } catch (MalformedFrameException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Property(tries = 2_000)
    void damageToAFrameIsEitherAFrameOrMalformed(
            @ForAll @IntRange(max = 1000) int which,
            @ForAll @IntRange(max = 1000) int where,
            @ForAll byte what) {
        var frames = frames();
        var encoded = FrameCodec.encode(frames.get(which % frames.size()));
        var header = encoded.header().toByteArray();
        if (header.length > 0) {
            header[where % header.length] ^= what;
        }
        try {
            assertThat(FrameCodec.decode(encoded.type(), ByteBuffer.wrap(header))).isNotNull();
        } catch (MalformedFrameException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void truncatedHeadersAreNeverAFault(Frame frame) {
        var encoded = FrameCodec.encode(frame);
        var header = encoded.header().toByteArray();
        for (int length = 0; length < header.length; length++) {
            try {
                var shorter = ByteBuffer.wrap(header, 0, length);
                assertThat(FrameCodec.decode(encoded.type(), shorter)).isNotEqualTo(frame);
            } catch (MalformedFrameException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @org.junit.jupiter.api.Test
    void anUnknownTypeIsNamed() {
        assertThatThrownBy(() -> FrameCodec.decode(4711, ByteBuffer.allocate(0)))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("4711");
    }

    @org.junit.jupiter.api.Test
    void secretsAreNotPrinted() {
        var hello = new LoginFrame.Hello("x", new UserName("bob"), TOKEN, TOKEN, TOKEN);

        assertThat(hello.toString()).contains("[redacted]").doesNotContain("4, 5");
    }
}
