package io.sampan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.sampan.model.RefusalCode;
import io.sampan.model.Sha256;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.RawLane;
import io.sampan.wire.proto.Attachment;
import io.sampan.wire.proto.CancelUpload;
import io.sampan.wire.proto.FinishUpload;
import io.sampan.wire.proto.GetRange;
import io.sampan.wire.proto.ListMedia;
import io.sampan.wire.proto.Media;
import io.sampan.wire.proto.MediaList;
import io.sampan.wire.proto.Offer;
import io.sampan.wire.proto.OfferUpload;
import io.sampan.wire.proto.OpenMedia;
import io.sampan.wire.proto.PauseUpload;
import io.sampan.wire.proto.PostMessage;
import io.sampan.wire.proto.PutBlock;
import io.sampan.wire.proto.PutSmall;
import io.sampan.wire.proto.QueryUpload;
import io.sampan.wire.proto.RemoveMedia;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Requests that are well formed and mean harm: other people's files, sizes that lie, names that
/// would be paths.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HostileRequestsTest {

    private static final int MIB = 1 << 20;

    @RegisterExtension final Lab lab = new Lab();

    private Cluster cluster;
    private RawLane alice;
    private RawLane mallory;

    @BeforeEach
    void begin() {
        cluster = lab.cluster().start();
        alice = lab.owns(RawLane.login(cluster.server().address(), "alice"));
        mallory = lab.owns(RawLane.login(cluster.server().address(), "mallory"));
    }

    @Test
    void anUploadOfSomebodyElseDoesNotExist() {
        assertThat(alice.ask(10, offer(1, "film", 2 * MIB)).type()).isEqualTo(11);

        assertNotFound(12, QueryUpload.newBuilder().setId(RawLane.id(1)).build());
        assertNotFound(15, PauseUpload.newBuilder().setId(RawLane.id(1)).build());
        assertNotFound(16, CancelUpload.newBuilder().setId(RawLane.id(1)).build());
        assertNotFound(17, finish(1));
        var block = mallory.ask(13, block(1, 0, 1), new byte[100]).refused();
        assertThat(block.getCode()).isEqualTo(RefusalCode.NOT_FOUND.number());
        assertThat(mallory.ask(10, offer(1, "film", 2 * MIB)).refused().getCode())
                .isIn(RefusalCode.ID_CONFLICT.number(), RefusalCode.NOT_FOUND.number());

        assertThat(alice.ask(12, QueryUpload.newBuilder().setId(RawLane.id(1)).build()).type())
                .as("alice's upload is still hers")
                .isEqualTo(11);
    }

    @Test
    void aMediaOfSomebodyElseDoesNotExist() throws IOException {
        putSmall(alice, 2, "secret");

        assertNotFound(20, OpenMedia.newBuilder().setId(RawLane.id(2)).build());
        assertNotFound(20, OpenMedia.newBuilder().setName("secret").build());
        assertNotFound(22, GetRange.newBuilder().setId(RawLane.id(2)).setLength(10).build());
        assertNotFound(27, RemoveMedia.newBuilder().setId(RawLane.id(2)).build());
        assertNotFound(17, finish(2));
        assertNotFound(16, CancelUpload.newBuilder().setId(RawLane.id(2)).build());
        var list =
                mallory.ask(25, ListMedia.newBuilder().setLimit(1000).setUploads(true).build())
                        .read(MediaList.parser());
        assertThat(list.getMediaList()).isEmpty();

        assertThat(alice.ask(20, OpenMedia.newBuilder().setName("secret").build()).type())
                .isEqualTo(21);
    }

    @Test
    void blocksThatLieAboutWhereTheyBelongAreRefused() {
        alice.ask(10, offer(3, "film", 2 * MIB));
        var body = Content.bytes(90, 100);

        assertRefused(RefusalCode.OUT_OF_RANGE, alice.ask(13, block(3, 2 * MIB - 50, 1), body));
        assertRefused(RefusalCode.OUT_OF_RANGE, alice.ask(13, block(3, 2L * MIB, 1), body));
        assertRefused(RefusalCode.OUT_OF_RANGE, alice.ask(13, block(3, 1L << 50, 1), body));
        assertRefused(RefusalCode.MALFORMED, alice.ask(13, block(3, 0, 0), body));
        assertRefused(RefusalCode.MALFORMED, alice.ask(13, block(3, 0, 2), body));
        assertRefused(RefusalCode.MALFORMED, alice.ask(13, block(3, 0, 1), new byte[0]));
        assertRefused(RefusalCode.NOT_FOUND, alice.ask(13, block(99, 0, 1), body));
        assertRefused(RefusalCode.INCOMPLETE, alice.ask(17, finish(3)));
    }

    @Test
    void aSmallFileThatIsNotWhatItsOfferSaysIsRefused() {
        var body = Content.bytes(91, 1000);
        var digest = ByteString.copyFrom(Sha256.digest(body).bytes());

        assertRefused(RefusalCode.MALFORMED, alice.ask(19, small(4, "a", 999, digest), body));
        assertRefused(RefusalCode.TOO_LARGE, alice.ask(19, small(4, "a", 1 << 30, digest), body));
        assertRefused(
                RefusalCode.BAD_LEAF,
                alice.ask(19, small(4, "a", 1000, ByteString.copyFrom(new byte[32])), body));
        assertThat(alice.ask(19, small(4, "a", 1000, digest), body).type()).isEqualTo(18);
        assertRefused(
                RefusalCode.ID_CONFLICT,
                alice.ask(19, small(4, "another name", 1000, digest), body));
    }

    @Test
    void aTextAboutAFileThatIsTooLongIsRefusedAndTheLaneGoesOn() {
        putSmall(alice, 2, "film");
        var file = Media.newBuilder().setId(RawLane.id(2));
        var attachment = Attachment.newBuilder().setMedia(file).setAbout("a".repeat(201));
        var post = PostMessage.newBuilder().setId(RawLane.id(9)).addTo("mallory");

        assertRefused(
                RefusalCode.MALFORMED,
                alice.ask(33, post.addAttachments(attachment).build(), new byte[0]));
        assertRefused(
                RefusalCode.NOT_FOUND,
                alice.ask(12, QueryUpload.newBuilder().setId(RawLane.id(99)).build()));
        assertThat(cluster.server().log()).doesNotContain("ERROR");
    }

    @Test
    void sizesThatNoFileHasAreRefused() {
        for (var size : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 60)) {
            try (var lane = RawLane.login(cluster.server().address(), "mallory")) {
                lane.send(10, 1, offer(5, "film", size).toByteArray(), new byte[0]);
                var code = lane.read().map(answer -> answer.refused().getCode());
                assertThat(code)
                        .as("offer of %d bytes", size)
                        .isIn(
                                Optional.of(RefusalCode.MALFORMED.number()),
                                Optional.of(RefusalCode.TOO_LARGE.number()),
                                Optional.of(RefusalCode.NO_SPACE.number()));
            }
        }
    }

    @Test
    void namesThatWouldBePathsAreRefusedAndTouchNoFile() throws IOException {
        var names =
                List.of(
                        "",
                        ".",
                        "..",
                        "../x",
                        "a/../../x",
                        "/etc/passwd",
                        "a//b",
                        "a/",
                        "..\\x",
                        "C:\\x",
                        "\\\\host\\share",
                        "nul\0byte",
                        "escape\u001b[2J",
                        "new\nline",
                        "．．",
                        "．．/x",
                        "bidi\u202ename",
                        "a/‥/b".replace('‥', '\u2025') + "\u0000",
                        "x".repeat(256),
                        "x/".repeat(600) + "x",
                        "e" + "\u0301".repeat(2000));
        var around = cluster.serverHome().getParent();
        var before = listing(around);
        for (var name : names) {
            try (var lane = RawLane.login(cluster.server().address(), "mallory")) {
                lane.send(10, 1, offer(6, name, 10).toByteArray(), new byte[0]);
                var code = lane.read().map(answer -> answer.refused().getCode());
                assertThat(code)
                        .as("name '%s'", name)
                        .isIn(
                                Optional.of(RefusalCode.BAD_NAME.number()),
                                Optional.of(RefusalCode.MALFORMED.number()));
            }
        }
        // A name that is a label, however odd, is one: no file is called that.
        putSmall(alice, 7, "odd:name*with?things|in it. ");
        try (var files = Files.walk(cluster.serverHome())) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.contains("odd"));
        }
        assertThat(listing(around)).isEqualTo(before);
        assertThat(cluster.server().log()).doesNotContain("ERROR").doesNotContain("\u001b");
        lab.say("%d names", names.size());
    }

    private static List<String> listing(java.nio.file.Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private void assertNotFound(int type, Message request) {
        assertRefused(RefusalCode.NOT_FOUND, mallory.ask(type, request));
    }

    private static void assertRefused(RefusalCode code, RawLane.Answer answer) {
        assertThat(RefusalCode.ofNumber(answer.refused().getCode())).isEqualTo(code);
    }

    private static void putSmall(RawLane lane, int id, String name) {
        var body = Content.bytes(id, 500);
        var digest = ByteString.copyFrom(Sha256.digest(body).bytes());
        assertThat(lane.ask(19, small(id, name, body.length, digest), body).type()).isEqualTo(18);
    }

    private static PutSmall small(int id, String name, long size, ByteString digest) {
        return PutSmall.newBuilder()
                .setOffer(
                        Offer.newBuilder()
                                .setId(RawLane.id(id))
                                .setName(name)
                                .setContentType("a/b")
                                .setSize(size))
                .setDigest(digest)
                .build();
    }

    private static PutBlock block(int id, long offset, int digests) {
        return PutBlock.newBuilder()
                .setId(RawLane.id(id))
                .setOffset(offset)
                .setLeafDigests(ByteString.copyFrom(new byte[32 * digests]))
                .build();
    }

    private static FinishUpload finish(int id) {
        return FinishUpload.newBuilder()
                .setId(RawLane.id(id))
                .setTreeDigest(ByteString.copyFrom(new byte[32]))
                .build();
    }

    private static OfferUpload offer(int id, String name, long size) {
        return OfferUpload.newBuilder()
                .setOffer(
                        Offer.newBuilder()
                                .setId(RawLane.id(id))
                                .setName(name)
                                .setContentType("video/mp4")
                                .setSize(size))
                .build();
    }
}
