package io.sampan.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampan.cli.CommandException;
import io.sampan.cli.setting.Toml;
import io.sampan.core.transfer.TransferLimits;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFileTest {

    @TempDir private Path folder;

    @Test
    void readsEverySetting() {
        var file =
                read(
                        """
                        home = "/srv/sampan"
                        listen = "127.0.0.1:7001"
                        relays = ["127.0.0.1:7002", "127.0.0.1:7003"]
                        metrics = "127.0.0.1:9090"
                        max-lanes = 500
                        login-timeout = "5s"
                        heartbeat = "15s"

                        [transfer]
                        slots = 3
                        max-file = "10 GiB"
                        keep-free = "1 GiB"
                        quota = "100 GB"
                        person-quota = "10 GB"
                        max-block = "16 MiB"
                        max-small = "64 KiB"
                        slot-silence = "30s"
                        idle-after = "1m"
                        abandoned-after = "7d"
                        cancelled-kept = "1h"
                        """);

        assertThat(file.listen()).isEqualTo(HostPort.parse("127.0.0.1:7001"));
        assertThat(file.relays()).hasSize(2);
        assertThat(file.heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(file.limits())
                .isEqualTo(
                        new TransferLimits(
                                3,
                                10L << 30,
                                1L << 30,
                                OptionalLong.of(100_000_000_000L),
                                OptionalLong.of(10_000_000_000L),
                                16 << 20,
                                64 << 10,
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(1),
                                Duration.ofDays(7),
                                Duration.ofHours(1)));
    }

    @Test
    void whatIsNotThereKeepsItsDefault() {
        var file = read("[transfer]\n");

        assertThat(file.limits()).isEqualTo(TransferLimits.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slotz = 3 | slotz",
                "heartbeat = \"30\" | heartbeat",
                "max-lanes = \"many\" | max-lanes",
                "max-lanes = \"many\" | many' is not a whole number",
                "package = {listen = \"here:1\", layout = \"c\"} | c' is not one of seed, md5",
                "listen = \"here\" | HOST:PORT",
                "slots == 3 | line 1",
            })
    void aMistakeIsSaidWithItsPlace(String text, String said) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("server.toml")
                .hasMessageContaining(said);
    }

    @Test
    void aFileThatIsNotThereIsWrongUsage() {
        assertThatThrownBy(() -> Toml.read(folder.resolve("none.toml"), ServerFile.class))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("there is no");
    }

    private ServerFile read(String text) {
        var file = folder.resolve("server.toml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return Toml.read(file, ServerFile.class);
    }
}
