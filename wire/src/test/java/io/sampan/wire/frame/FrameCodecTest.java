package io.sampan.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.model.Attachment;
import io.sampan.model.ByteRange;
import io.sampan.model.ContentType;
import io.sampan.model.Md5;
import io.sampan.model.Media;
import io.sampan.model.MediaId;
import io.sampan.model.MediaName;
import io.sampan.model.Message;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
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

    static List<Frame> frames() {
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
                new MediaFrame.RemoveMedia(MediaId.random()),
                new PeopleFrame.Attend(true),
                new PeopleFrame.Roster(7, List.of(BOB, CAROL)),
                new PeopleFrame.RosterDelta(6, 8, List.of(BOB), List.of(CAROL)),
                new PeopleFrame.PostMessage(
                        MESSAGE.id(),
                        MESSAGE.to(),
                        "",
                        List.of(new PeopleFrame.Enclosure(MediaId.random(), "640 x 480"))),
                new PeopleFrame.MessageAccepted(
                        List.of(
                                new Standing(BOB, Optional.empty()),
                                new Standing(CAROL, Optional.of(NOW))),
                        NOW),
                new PeopleFrame.Deliver(MESSAGE),
                new PeopleFrame.DeliverReceipt(new Receipt(MESSAGE.id(), BOB, NOW)),
                new PeopleFrame.Received());
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
            @ForAll @IntRange(max = 40) int type, @ForAll @Size(max = 200) byte[] header) {
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
