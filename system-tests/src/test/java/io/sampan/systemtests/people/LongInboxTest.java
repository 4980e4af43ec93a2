package io.sampan.systemtests.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.client.lane.Credentials;
import io.sampan.model.MessageId;
import io.sampan.model.UserName;
import io.sampan.systemtests.harness.Lab;
import io.sampan.wire.frame.PeopleFrame.Attend;
import io.sampan.wire.frame.PeopleFrame.Deliver;
import io.sampan.wire.frame.PeopleFrame.MessageAccepted;
import io.sampan.wire.frame.PeopleFrame.PostMessage;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Somebody comes back after a long time: twenty thousand messages wait (`-Dsampan.inbox=100000`
/// for more). Server and client have small heaps all the time.
@Tag("long")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LongInboxTest {

    private static final int MESSAGES = Integer.getInteger("sampan.inbox", 20_000);
    private static final int AT_ONCE = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Pattern NUMBER = Pattern.compile("\"text\":\"(\\d+) ");
    private static final UserName BOB = new UserName("bob");

    /// With it a message of that number is about 2 KB.
    private static final String REST = " and so on".repeat(200);

    @RegisterExtension final Lab lab = Lab.optimizing();

    @Test
    void manyMessagesWaitAndComeInOrder() {
        var cluster =
                lab.cluster()
                        .settings(
                                "requests-per-second = 100000",
                                "[messages]",
                                "per-minute = 100000000",
                                "bytes-per-minute = '1 TiB'",
                                "inbox-entries = 1000000",
                                "inbox-bytes = '10 GiB'")
                        .start();
        var bob = lab.person("bob", cluster.entries());
        bob.done("ls");
        var began = System.nanoTime();
        post(cluster.server().address());
        var posting = seconds(began);

        began = System.nanoTime();
        var first = first(cluster.server().address());
        var untilFirst = seconds(began);
        began = System.nanoTime();
        var run = bob.under(Map.of("SAMPAN_JAVA_OPTS", "-Xmx128m")).start("receive");
        run.await(PATIENCE);
        assertThat(run.exitCode()).isZero();
        var all = seconds(began);

        assertThat(first).startsWith("0 ");
        assertThat(numbers(run.outFile()))
                .containsExactlyElementsOf(IntStream.range(0, MESSAGES).boxed().toList());
        lab.say(
                "%d messages of 2 KB posted in %.1f s; back and first message after %.2f s, all"
                        + " received and acknowledged in %.1f s; server at most %d MiB resident",
                MESSAGES, posting, untilFirst, all, cluster.server().peakResidentBytes() >> 20);
    }

    private static void post(HostPort server) {
        try (var lane = DeviceLane.open(new Credentials.NameOnly(new UserName("alice")), server)) {
            for (var i = 0; i < MESSAGES; i++) {
                lane.send(
                        1_000 + i,
                        new PostMessage(MessageId.random(), List.of(BOB), i + REST, List.of()));
                if (i >= AT_ONCE) {
                    lane.await(MessageAccepted.class::isInstance);
                }
            }
            for (var i = 0; i < Math.min(MESSAGES, AT_ONCE); i++) {
                lane.await(MessageAccepted.class::isInstance);
            }
        }
    }

    /// Logs in, and waits for what comes first; does not acknowledge it.
    private static String first(HostPort server) {
        try (var lane = DeviceLane.open(new Credentials.NameOnly(BOB), server)) {
            lane.send(1, new Attend(false, false));
            return ((Deliver) lane.await(Deliver.class::isInstance).frame()).message().text();
        }
    }

    /// Which messages were told, in their order; line by line, as all of it is 200 MB.
    private static List<Integer> numbers(Path facts) {
        try (var lines = Files.lines(facts)) {
            return lines.map(NUMBER::matcher)
                    .filter(Matcher::find)
                    .map(found -> Integer.valueOf(found.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
