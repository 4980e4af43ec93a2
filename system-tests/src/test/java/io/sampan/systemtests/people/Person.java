package io.sampan.systemtests.people;

import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Somebody on an open server, in this process.
final class Person {

    private Person() {}

    /// A session with lanes as small as possible.
    static Sampan open(Path home, String name, List<HostPort> via) {
        return Sampan.open(
                ClientConfig.of(home, new UserName(name), via)
                        .withLanes(1)
                        .withUnanswered(Duration.ofSeconds(1), 2)
                        .withPatience(Duration.ofMinutes(3)));
    }
}
