package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.serve.Invitation;
import io.sampan.client.identity.Identity;
import io.sampan.client.lane.LoginRefusedException;
import io.sampan.model.DeviceLabel;
import io.sampan.model.RefusalCode;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Lab;
import io.sampan.wire.frame.ControlFrame.Done;
import io.sampan.wire.frame.ControlFrame.Refused;
import io.sampan.wire.frame.DeviceFrame.Device;
import io.sampan.wire.frame.DeviceFrame.DeviceLink;
import io.sampan.wire.frame.DeviceFrame.DeviceList;
import io.sampan.wire.frame.DeviceFrame.EndSession;
import io.sampan.wire.frame.DeviceFrame.LinkDevice;
import io.sampan.wire.frame.DeviceFrame.ListDevices;
import io.sampan.wire.frame.DeviceFrame.RenameDevice;
import io.sampan.wire.frame.DeviceFrame.RevokeDevice;
import io.sampan.wire.frame.LoginFrame.Hello;
import io.sampan.wire.frame.LoginFrame.Welcome;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.Roster;
import io.sampan.wire.frame.PeopleFrame.RosterDelta;
import io.sampan.wire.frame.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Several devices of one person, against a real server.
class DevicesTest {

    @RegisterExtension final Lab lab = new Lab();

    private static Identity identity(Cluster cluster, String name, String code) {
        return Identity.make(
                new UserName(name),
                new io.sampan.client.identity.InviteLink(
                        cluster.entries(), code, invitation(cluster).fingerprint()));
    }

    private static io.sampan.client.identity.InviteLink invitation(Cluster cluster) {
        return Invitation.to(
                cluster.serverHome(),
                cluster.entries(),
                Invitation.GOOD_FOR,
                InstantSource.system());
    }

    private static DeviceLane joined(Cluster cluster, String name) {
        var link = invitation(cluster);
        return DeviceLane.open(
                Identity.make(new UserName(name), link), link.code(), cluster.entries().getFirst());
    }

    private static String linkCode(DeviceLane lane) {
        var link = (DeviceLink) lane.ask(new LinkDevice(Duration.ofMinutes(5)));
        return new String(link.code().bytes(), StandardCharsets.US_ASCII);
    }

    private static List<Device> devices(DeviceLane lane) {
        return ((DeviceList) lane.ask(new ListDevices(Optional.empty()))).devices();
    }

    @Test
    void aSecondDeviceComesInWithALinkAndDoesNotThrowOutTheFirst() {
        var cluster = lab.cluster().relays(1, 0).identities().start();
        try (var first = joined(cluster, "alice")) {
            var code = linkCode(first);
            var identity = identity(cluster, "alice", code);
            try (var second = DeviceLane.open(identity, code, cluster.entries().getFirst())) {
                assertThat(first.ask(new Attend(false))).isInstanceOf(Roster.class);
                assertThat(second.ask(new Attend(false))).isInstanceOf(Roster.class);
                var id = second.welcome().device();

                assertThat(second.ask(new RenameDevice(id, new DeviceLabel("phone"))))
                        .isEqualTo(new Done());

                assertThat(devices(first)).hasSize(2).allMatch(Device::online);
                assertThat(devices(second).getLast().asks()).isTrue();
                assertThat(devices(first).getLast().asks()).isFalse();
                assertThat(devices(first).getLast().label().value()).isEqualTo("phone");
                assertThatThrownBy(() ->
                                DeviceLane.open(
                                        identity(cluster, "alice", code),
                                        code,
                                        cluster.entries().getFirst()))
                        .isInstanceOfSatisfying(
                                LoginRefusedException.class,
                                e ->
                                        assertThat(e.refusal().code())
                                                .isEqualTo(RefusalCode.BAD_INVITE));
            }
        }
    }

    @Test
    void aRevokedDevicesLanesEndAndItsTokenOpensNothingAlsoAfterARestart() {
        var cluster = lab.cluster().identities().start();
        var address = cluster.entries().getFirst();
        try (var first = joined(cluster, "alice");
                var watching = joined(cluster, "bob")) {
            var code = linkCode(first);
            var identity = identity(cluster, "alice", code);
            var second = DeviceLane.open(identity, code, address);
            var token = second.welcome().session();
            try (second) {
                second.ask(new Attend(false));
                watching.ask(new Attend(true));

                assertThat(first.ask(new RevokeDevice(second.welcome().device())))
                        .isEqualTo(new Done());

                assertThat(second.awaitEnd())
                        .hasValueSatisfying(frame ->
                                assertThat(((Refused) frame).refusal().code())
                                        .isEqualTo(RefusalCode.DEVICE_REVOKED));
                var gone =
                        (RosterDelta) watching.await(frame -> frame instanceof RosterDelta).frame();
                assertThat(gone.left()).containsExactly(new UserName("alice"));
            }
            assertOpensNothing(identity, token, cluster);
            cluster.server().restart();
            assertOpensNothing(identity, token, cluster);
        }
    }

    private static void assertOpensNothing(Identity identity, Secret token, Cluster cluster) {
        var address = cluster.entries().getFirst();
        assertThat(byToken(identity, token, cluster)).isEqualTo(RefusalCode.WRONG_PROOF);
        assertThatThrownBy(() -> DeviceLane.open(identity, "", address))
                .isInstanceOfSatisfying(
                        LoginRefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(RefusalCode.DEVICE_REVOKED));
    }

    /// @return why it was refused
    private static RefusalCode byToken(Identity identity, Secret token, Cluster cluster) {
        try (var lane = DeviceLane.connect(identity, cluster.entries().getFirst())) {
            var answer =
                    lane.ask(new Hello("test", identity.name(), token, Secret.NONE, Secret.NONE));
            return ((Refused) answer).refusal().code();
        }
    }

    @Test
    void aTokenOutlivesTheServerAndOpensNothingOnceItWasEnded() {
        var cluster = lab.cluster().identities().start();
        var link = invitation(cluster);
        var identity = Identity.make(new UserName("alice"), link);
        var first = DeviceLane.open(identity, link.code(), cluster.entries().getFirst());
        var token = first.welcome().session();
        first.close();
        cluster.server().restart();
        var hello = new Hello("test", identity.name(), token, Secret.NONE, Secret.NONE);

        try (var lane = DeviceLane.connect(identity, cluster.entries().getFirst())) {
            assertThat(lane.ask(hello)).isInstanceOf(Welcome.class);
            assertThat(lane.ask(new EndSession())).isEqualTo(new Done());
        }

        assertThat(byToken(identity, token, cluster)).isEqualTo(RefusalCode.WRONG_PROOF);
    }

    @Test
    void aStrangerLearnsNothingOfWhoIsKnown() {
        var cluster = lab.cluster().identities().start();
        var address = cluster.entries().getFirst();
        joined(cluster, "alice").close();
        var none = "0".repeat(32);

        for (var name : List.of("alice", "nobody", "Alice", "аlice")) {
            assertThatThrownBy(() -> DeviceLane.open(identity(cluster, name, none), none, address))
                    .isInstanceOfSatisfying(
                            LoginRefusedException.class,
                            e -> assertThat(e.refusal().code()).isEqualTo(RefusalCode.BAD_INVITE));
        }
    }

    @Test
    void namesThatLookAlikeAreRefusedAndTheInvitationStaysGood() {
        var cluster = lab.cluster().identities().start();
        var address = cluster.entries().getFirst();
        joined(cluster, "alice").close();
        var code = invitation(cluster).code();

        for (var name : List.of("Alice", "аlice", "ａｌｉｃｅ", "a1ice")) {
            assertThatThrownBy(() -> DeviceLane.open(identity(cluster, name, code), code, address))
                    .isInstanceOfSatisfying(
                            LoginRefusedException.class,
                            e ->
                                    assertThat(e.refusal().code())
                                            .isEqualTo(RefusalCode.CONFUSABLE_NAME));
        }
        DeviceLane.open(identity(cluster, "李雷", code), code, address).close();
        for (var name : List.of("Ольга", "José", "山田太郎")) {
            joined(cluster, name).close();
        }
    }
}
