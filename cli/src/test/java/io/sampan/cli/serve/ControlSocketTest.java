package io.sampan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.cli.terminal.Fact;
import io.sampan.client.NobodyAnswersException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

    @TempDir private Path folder;

    @Test
    void aRunningServerTellsWhatItDoesAndAnotherIsNotThere() throws IOException {
        var home = folder.resolve("server");
        try (var _ = Stage.open(home)) {
            var status = ControlClient.require(home, "status");

            assertThat(status.values())
                    .containsEntry("event", "status")
                    .containsEntry("online", 0)
                    .containsEntry("slots-taken", 0);
            assertThat(status.text()).contains("0 waiting");
            assertThat(ControlClient.require(home, "changed").values())
                    .containsEntry("result", "done");
            assertThat(Files.getPosixFilePermissions(ControlSocket.in(home)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThatThrownBy(() -> ControlClient.require(home, "dance"))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("does not know dance");
        }

        assertThat(ControlSocket.in(home)).doesNotExist();
        assertThatThrownBy(() -> ControlClient.require(home, "status"))
                .isInstanceOf(NobodyAnswersException.class)
                .hasMessageContaining("no server runs");
    }

    @Test
    void whatAKilledServerLeftIsReplaced() throws IOException {
        Files.writeString(ControlSocket.in(folder), "left");
        assertThat(ControlClient.ask(folder, "status")).isEmpty();

        try (var _ =
                ControlSocket.open(folder, Map.of("status", () -> Fact.of("here", "event", "x")))
                        .orElseThrow()) {
            assertThat(ControlClient.require(folder, "status").text()).isEqualTo("here");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aHomeWhosePathIsTooLongHasNoSocketAndTheServerRuns() throws IOException {
        var home = Files.createDirectories(folder.resolve("x".repeat(120)));

        assertThat(ControlSocket.open(home, Map.of())).isEmpty();
        assertThat(home).isEmptyDirectory();
    }
}
