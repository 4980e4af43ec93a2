package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.lane.Credentials;
import io.sampan.model.ContentType;
import io.sampan.model.MediaName;
import io.sampan.model.MessageId;
import io.sampan.model.Offer;
import io.sampan.model.RefusalCode;
import io.sampan.model.UploadId;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Content;
import io.sampan.systemtests.harness.Lab;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.Frame;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.frame.UploadFrame.OfferUpload;
import io.sampan.wire.frame.UploadFrame.UploadReady;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A member takes what is to be had: whoever is honest finds slots, space and an inbox all the
/// same.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MisbehavingMemberTest {

    private static final int MIB = 1 << 20;
    private static final UserName BOB = new UserName("bob");

    @RegisterExtension final Lab lab = new Lab();

    private static DeviceLane mallory(Cluster cluster) {
        return DeviceLane.open(
                new Credentials.NameOnly(new UserName("mallory")), cluster.server().address());
    }

    private static Frame offer(DeviceLane lane, long size) {
        var offer =
                new Offer(
                        UploadId.random(), new MediaName("hoard"), size, ContentType.BYTES, false);
        return lane.ask(new OfferUpload(offer, false));
    }

    private static Frame post(DeviceLane lane) {
        return lane.ask(new PostMessage(MessageId.random(), List.of(BOB), "buy now!", List.of()));
    }

    @Test
    void takesAllSlotsAndOthersPutTheirFiles() {
        var cluster = lab.cluster().settings("[transfer]", "slots = 4").start();
        var alice = lab.person("alice", cluster.entries());
        try (var lane = mallory(cluster)) {
            for (var i = 0; i < 4; i++) {
                assertThat(offer(lane, MIB)).isInstanceOf(UploadReady.class);
            }
            assertThat(refusal(offer(lane, MIB))).isEqualTo(RefusalCode.NO_SLOT);

            alice.done("put", Content.random(lab.folder("files").resolve("film"), 1, 5 * MIB));
        }
    }

    @Test
    void takesNoMoreSpaceThanOneUploadNeedsAndOthersPutTheirFiles() {
        var cluster = lab.cluster().settings("[transfer]", "quota = '3 GiB'").start();
        var alice = lab.person("alice", cluster.entries());
        try (var lane = mallory(cluster)) {
            assertThat(offer(lane, 2L << 30)).isInstanceOf(UploadReady.class);
            assertThat(refusal(offer(lane, 1L << 30))).isEqualTo(RefusalCode.NO_SLOT);

            alice.done("put", Content.random(lab.folder("files").resolve("film"), 1, 5 * MIB));
        }
    }

    @Test
    void fillsAnInboxAndOthersReachIt() {
        var cluster = lab.cluster().settings("[messages]", "inbox-entries = 32").start();
        var bob = lab.person("bob", cluster.entries());
        var alice = lab.person("alice", cluster.entries());
        bob.done("ls");
        try (var lane = mallory(cluster)) {
            for (var i = 0; i < 32; i++) {
                assertThat(post(lane)).isInstanceOf(MessageAccepted.class);
            }
            assertThat(refusal(post(lane))).isEqualTo(RefusalCode.QUOTA);

            alice.done("send", "--to", "bob", "-m", "lunch?");
        }
        assertThat(bob.done("receive").out()).contains("lunch?");
    }

    @Test
    void takesNoMoreLanesThanTheirPartAndOthersGetIn() {
        var cluster = lab.cluster().settings("max-lanes-per-person = 3").start();
        var alice = lab.person("alice", cluster.entries());
        try (var _ = mallory(cluster);
                var _ = mallory(cluster);
                var _ = mallory(cluster);
                var fourth = mallory(cluster)) {
            assertThat(fourth.awaitEnd())
                    .as("the fourth is ended, and told why")
                    .hasValueSatisfying(
                            last -> assertThat(refusal(last)).isEqualTo(RefusalCode.RATE_LIMITED));

            alice.done("ls", "--lanes", "1");
        }
    }

    private static RefusalCode refusal(Frame answer) {
        assertThat(answer).isInstanceOf(Refused.class);
        return ((Refused) answer).refusal().code();
    }
}
