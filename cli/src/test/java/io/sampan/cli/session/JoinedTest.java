package io.sampan.cli.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.cli.ExitCode;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class JoinedTest {

    private static final Path HOME = Path.of("/home/of/nobody");

    @Test
    void aServerOnThisMachineIsEnough() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var there = List.of(new HostPort("127.0.0.1", server.getLocalPort()));

            assertThatCode(() -> Joined.requireServerAt(there, HOME)).doesNotThrowAnyException();
        }
    }

    @Test
    void withoutOneAPersonHasToJoinFirst() throws IOException {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        var nowhere = List.of(new HostPort("127.0.0.1", port));

        assertThatThrownBy(() -> Joined.requireServerAt(nowhere, HOME))
                .hasMessageContaining("join first")
                .hasMessageContaining(HOME.toString())
                .asInstanceOf(InstanceOfAssertFactories.type(CommandException.class))
                .returns(ExitCode.WRONG_USAGE, CommandException::exitCode);
    }
}
