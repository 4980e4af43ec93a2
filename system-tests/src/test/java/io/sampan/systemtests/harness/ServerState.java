package io.sampan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.ClientConfig;
import io.sampan.client.Sampan;
import io.sampan.client.task.GetRequest;
import io.sampan.client.task.MediaRef;
import io.sampan.client.task.TransferResult;
import io.sampan.model.Media;
import io.sampan.model.Outcome;
import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.nio.file.Path;
import java.util.List;

/// What somebody finds at an open server, looked up in this process: for what a test checks in the
/// end and is not about. A command would take a second to start.
///
/// @param home of the witness alone
public record ServerState(Path home, String name, List<HostPort> via) {

    /// All media that may be read.
    public List<Media> listed() {
        try (var session = session()) {
            return switch (session.list(false)) {
                case Outcome.Done(var listing) -> listing.media();
                case Outcome.Refused(var refusal) -> throw new AssertionError(refusal.reason());
            };
        }
    }

    /// Those of them that this person has put.
    public List<Media> owned() {
        return listed().stream().filter(media -> media.owner().value().equals(name)).toList();
    }

    /// Gets one, or not.
    public TransferResult get(GetRequest request) {
        try (var session = session()) {
            return session.get(request).await();
        }
    }

    /// Gets what was put from these files, and compares.
    public void assertGets(Path into, Path... sources) {
        try (var session = session()) {
            for (var source : sources) {
                var copy = into.resolve("copy of " + source.getFileName());
                var asked = MediaRef.parse(source.getFileName().toString());
                assertThat(session.get(GetRequest.to(asked, copy)).await())
                        .isInstanceOf(TransferResult.Done.class);
                assertThat(Content.same(source, copy)).as("%s is as it was", source).isTrue();
            }
        }
    }

    private Sampan session() {
        return Sampan.open(ClientConfig.of(home, new UserName(name), via));
    }
}
