package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.cli.serve.Invitation;
import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.client.identity.Identity;
import io.sampan.client.identity.IdentityFile;
import io.sampan.client.lane.Credentials;
import io.sampan.disk.Disk;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// Somebody in this process who has joined a server with identities, and has a home.
public record Person(Path home, Identity identity) {

    /// Comes in with an invitation of their own.
    public static Person join(Cluster cluster, Path home, String name) {
        var link =
                Invitation.to(
                        cluster.serverHome(),
                        cluster.entries(),
                        Invitation.GOOD_FOR,
                        InstantSource.system());
        var identity = Identity.make(new UserName(name), link);
        var credentials = new Credentials.Proved(identity, link.code());
        try (var session =
                Sampan.open(small(ClientConfig.of(home, credentials, cluster.entries())))) {
            assertThat(session.logIn()).isInstanceOf(Outcome.Done.class);
        }
        return new Person(home, identity);
    }

    /// From now on, commands that are run from this home are this person's.
    void keep() {
        new IdentityFile(Disk.real(), home).write(identity);
    }

    /// A session on private lines.
    Sampan open() {
        return Sampan.open(small(ClientConfig.of(home, identity, identity.addresses())));
    }

    UserName name() {
        return identity.name();
    }

    /// A session on an open server, for somebody who just says who they are.
    static Sampan open(Path home, String name, List<HostPort> via) {
        return Sampan.open(small(ClientConfig.of(home, new UserName(name), via)));
    }

    /// Lanes as few as possible, and quick to try again.
    private static ClientConfig small(ClientConfig normal) {
        return normal.withLanes(1)
                .withUnanswered(Duration.ofSeconds(1), 2)
                .withPatience(Duration.ofMinutes(3));
    }
}
