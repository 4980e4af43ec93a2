package io.sampan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.cli.setting.Toml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mistake in a setting is told with its file, line and key; the environment goes before the
/// file.
class SettingsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "online = -5 | line 3, online: -5 is below zero",
                "heartbeat = \"30\" | line 3, heartbeat: '30'",
                "relays = \"here:1\" | line 3, relays: this is not a list",
                "max-lanes = [1] | line 3, max-lanes: this is not a whole number",
                "listen = [1] | line 3, listen: this is a list or a table",
                "transfer = 5 | line 3, transfer: this is not a table",
                "transfer = {slots = -1} | line 3, transfer.slots: -1 is below zero",
                "slotz = 3 | line 3, slotz: there is no such setting",
            })
    void aMistakeIsToldWithFileLineAndKey(String line, String said) throws IOException {
        var file = write("# a server\n\n" + line + "\n");

        assertThatThrownBy(() -> Toml.read(file, ServerFile.class))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(file + ", " + said)
                .satisfies(fault -> assertThat(fault.getMessage()).doesNotContain("java.", "`"));
    }

    @Test
    void aMistakeInATableIsToldWithItsLine() throws IOException {
        var file = write("online = 1\n[transfer]\n\nslots = -1\n");

        assertThatThrownBy(() -> Toml.read(file, ServerFile.class))
                .hasMessageContaining("line 4, transfer.slots: -1 is below zero");
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        var file = write("online = 1\nheartbeat = \"9s\"\n[transfer]\nslots = 2\n");

        var settings =
                read(
                        Optional.of(file),
                        Map.of(
                                "SAMPAN_SERVER_ONLINE", "7",
                                "SAMPAN_SERVER_TRANSFER_SLOT_SILENCE", "30s",
                                "SAMPAN_SERVER_PACKAGE_LISTEN", "127.0.0.1:1",
                                "SAMPAN_SERVER_PACKAGE_LAYOUT", "md5",
                                "SAMPAN_SERVER_RELAYS", "127.0.0.1:1, 127.0.0.1:2",
                                "SAMPAN_SERVER_METRICS", ""));

        assertThat(settings.online()).isEqualTo(7);
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.limits().slots()).isEqualTo(2);
        assertThat(settings.limits().slotSilence()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.relays()).hasSize(2);
        assertThat(settings.packages()).isNotNull();
        assertThat(settings.metrics()).isNull();
    }

    @Test
    void withoutAFileAndVariablesAllHasItsDefault() {
        assertThat(read(Optional.empty(), Map.of())).isEqualTo(ServerFile.EMPTY);
    }

    @Test
    void aMistakeInAVariableIsToldWithItsKey() {
        assertThatThrownBy(() -> read(Optional.empty(), Map.of("SAMPAN_SERVER_HEARTBEAT", "soon")))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("heartbeat: 'soon'");
    }

    private static ServerFile read(Optional<Path> file, Map<String, String> environment) {
        return Toml.read(file, ServerFile.class, "SAMPAN_SERVER_", environment);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("server.toml"), text);
    }
}
