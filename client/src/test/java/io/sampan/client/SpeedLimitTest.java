package io.sampan.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.SpeedLimit.Rates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedLimitTest {

    @TempDir private Path home;

    @Test
    void whatTheHomeSaysHoldsForThoseThatRunAndThoseToCome() {
        var running = new SpeedLimit(home);
        var other = new SpeedLimit(home);

        other.save(new Rates(1_000, 2_000));
        running.refresh();

        assertThat(running.rates()).isEqualTo(new Rates(1_000, 2_000));
        assertThat(running.bandwidth().sending().bytesPerSecond()).isEqualTo(1_000);
        assertThat(running.bandwidth().receiving().bytesPerSecond()).isEqualTo(2_000);
        assertThat(new SpeedLimit(home).rates()).isEqualTo(new Rates(1_000, 2_000));
    }

    @Test
    void aSessionKeepsItsOwnUntilThatOfTheHomeChanges() {
        new SpeedLimit(home).save(new Rates(1, 1));
        var running = new SpeedLimit(home);
        running.change(new Rates(5, 5));

        running.refresh();
        assertThat(running.rates()).isEqualTo(new Rates(5, 5));
        new SpeedLimit(home).save(Rates.NONE);
        running.refresh();

        assertThat(running.rates()).isEqualTo(Rates.NONE);
    }

    @Test
    void aFileThatCannotBeReadLimitsNothing() throws IOException {
        Files.writeString(home.resolve("speed-limit"), "up=fast\n");

        assertThat(new SpeedLimit(home).rates()).isEqualTo(Rates.NONE);
    }
}
