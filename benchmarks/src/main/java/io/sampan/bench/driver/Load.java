package io.sampan.bench.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sampan.wire.link.LinkConnector;
import io.sampan.wire.link.LinkSettings;
import io.sampan.wire.net.HostPort;
import io.sampan.wire.net.SocketOptions;
import io.sampan.wire.net.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;

/// Everything at once on an open server: people who are online, uploads over slow lines, and
/// messages at a steady rate. Every request is counted, and so is every answer. Its word is the
/// relays, with commas between. Asked and answered as [Driver]:
///
/// | asked | answered |
/// |---|---|
/// | `gather PEOPLE` | `done PEOPLE` when each of them sees all of them |
/// | `run UPLOADS RATE SECONDS` | `done AT_ONCE COMPLETE NANOS`: how many uploads were arriving at a time, how many arrived, and how long messages were written |
/// | `requests` | `done` and, for each kind of request, `KIND ASKED ANSWERED REFUSED TROUBLE` |
public final class Load {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Crowd crowd;
    private final Uploads uploads;
    private final Writers writers;

    private Load(LinkConnector connector, List<HostPort> entries) {
        crowd = new Crowd(connector, entries);
        uploads = new Uploads(connector, entries);
        writers = new Writers(connector, entries);
    }

    public static void main(String... words) throws IOException, InterruptedException {
        var out = new PrintStream(System.out, true, UTF_8);
        try (var transport = Transport.openDaemon(2, "load");
                var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            var options =
                    SocketOptions.probe(transport.kind(), LoggerFactory.getLogger(Load.class));
            var settings = new LinkSettings(PATIENCE, PATIENCE);
            var load =
                    new Load(
                            new LinkConnector(transport, options, settings),
                            HostPort.parseList(words[0]));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                out.println(load.answer(List.of(line.split("\t", -1))));
            }
        }
    }

    private String answer(List<String> words) throws InterruptedException {
        var numbers = words.stream().skip(1).mapToInt(Integer::parseInt).toArray();
        return switch (words.getFirst()) {
            case "gather" ->
                    crowd.gather(numbers[0])
                            ? "done\t" + numbers[0]
                            : "failed\t"
                                    + crowd.complete()
                                    + " of "
                                    + numbers[0]
                                    + " see everybody";
            case "run" -> run(numbers[0], numbers[1], Duration.ofSeconds(numbers[2]));
            case "requests" -> requests();
            default -> throw new IllegalArgumentException("unknown: " + words);
        };
    }

    private String run(int number, int rate, Duration time) throws InterruptedException {
        var begun = System.nanoTime();
        var end = begun + time.toNanos();
        var atOnce =
                CompletableFuture.supplyAsync(
                        () -> uploads.run(number, end), Thread::startVirtualThread);
        writers.run(rate, end);
        var nanos = System.nanoTime() - begun;
        return String.format(
                Locale.ROOT, "done\t%.0f\t%d\t%d", atOnce.join(), uploads.complete(), nanos);
    }

    private String requests() {
        crowd.fallSilent(PATIENCE);
        return String.join(
                "\t",
                "done",
                crowd.requests().show(),
                uploads.requests().show(),
                writers.posts().show(),
                writers.deliveries().show());
    }
}
