package io.sampan.cli.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How fast files go where there is a limit. What is asserted is that they are not faster.
class LimitTest {

    private static final int BYTES = 3 << 20;

    @TempDir Path folder;

    private People people;
    private Path film;

    @BeforeEach
    void onePersonWithAFile() throws IOException {
        people = People.start(folder);
        people.session("alice").close();
        var bytes = new byte[BYTES];
        new Random(1).nextBytes(bytes);
        film = Files.write(folder.resolve("film"), bytes);
    }

    @AfterEach
    void stop() {
        people.close();
    }

    private Duration time(String... words) {
        var began = System.nanoTime();
        var ran = people.run("alice", words);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void uploadsAndDownloadsKeepToTheLimitOfTheCommandAndOfTheHome() {
        var up = time("put", film.toString(), "--json", "--limit", "1M");
        assertThat(time("limit", "--down", "1500k", "--json")).isPositive();
        var down = time("get", "film", "--into", folder.resolve("got").toString(), "--json");

        assertThat(up).isGreaterThan(Duration.ofMillis(2_500));
        assertThat(down).isGreaterThan(Duration.ofMillis(1_700));
        assertThat(folder.resolve("got").resolve("film")).hasSameBinaryContentAs(film);
        var told = people.run("alice", "limit");
        assertThat(told.out()).isEqualTo("up none, down 1500 KiB/s\n");
        assertThat(people.run("alice", "limit", "none").out()).isEqualTo("up none, down none\n");
    }

    @Test
    void theServerHoldsEachPersonToItsLimit() {
        people.limitEach(1 << 20, 3 << 19);

        var up = time("put", film.toString(), "--json");
        var down = time("get", "film", "--into", folder.resolve("got").toString(), "--json");

        assertThat(up).isGreaterThan(Duration.ofMillis(2_500));
        assertThat(down).isGreaterThan(Duration.ofMillis(1_700));
        assertThat(folder.resolve("got").resolve("film")).hasSameBinaryContentAs(film);
    }
}
