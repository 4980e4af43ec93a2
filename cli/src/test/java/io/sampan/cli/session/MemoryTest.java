package io.sampan.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.model.UserName;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    @TempDir private Path home;

    @Test
    void remembersWhoAndWhere() {
        var via = List.of(HostPort.parse("127.0.0.1:7001"), HostPort.parse("[::1]:7002"));
        new LastUsed(home).remember(new UserName("alice"), via);

        var later = new LastUsed(home);

        assertThat(later.who()).contains(new UserName("alice"));
        assertThat(later.via()).contains(via);
    }

    @Test
    void theLastWordCounts() {
        var memory = new LastUsed(home);
        memory.remember(new UserName("alice"), List.of(HostPort.parse("127.0.0.1:7001")));
        memory.remember(new UserName("bob"), List.of(HostPort.parse("127.0.0.1:7002")));

        assertThat(memory.who()).contains(new UserName("bob"));
    }

    @Test
    void whatCannotBeReadIsNotRemembered() throws IOException {
        Files.writeString(home.resolve("last-used"), "as=not a name!\nvia=nowhere\n");

        assertThat(new LastUsed(home).who()).isEmpty();
        assertThat(new LastUsed(home).via()).isEmpty();
    }
}
