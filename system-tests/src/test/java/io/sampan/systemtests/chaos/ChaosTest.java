package io.sampan.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.harness.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The proof: a run of chaos, and the check of it. `-Dsampan.chaos.minutes` and
/// `-Dsampan.chaos.seed` choose another one than the short one of every build.
@Tag("long")
class ChaosTest {

    private static final Duration REST = Duration.ofSeconds(60);
    private static final Duration SETTLES = Duration.ofMinutes(3);
    private static final Duration WORTH_OPTIMIZING = Duration.ofMinutes(5);

    private final long seed = Long.getLong("sampan.chaos.seed", 1);
    private final Duration lasts =
            Duration.ofSeconds(
                    (long)
                            (60
                                    * Double.parseDouble(
                                            System.getProperty("sampan.chaos.minutes", "2"))));

    @RegisterExtension
    final Lab lab = lasts.compareTo(WORTH_OPTIMIZING) < 0 ? new Lab() : Lab.optimizing();

    private final Clock clock = new Clock(lasts);
    private final Timeline timeline = Timeline.of(seed);
    private final Expectations testimony = new Expectations();
    private final Trouble trouble = new Trouble(seed, clock, timeline);
    private final Story story = new Story(seed, clock, trouble, testimony, timeline);

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        var faults = new ArrayList<String>();
        try {
            var town = new ChaosTopology(lab, story);
            live(town);
            town.lastBlow(() -> together(town.citizens(), ChaosClient::act));
            faults.addAll(rest(town));
            faults.addAll(settle(town.citizens()));
            town.old().checkAll();
            var checker = new Checker(testimony, town.citizens(), lab.folder("check"));
            faults.addAll(checker.check());
            faults.addAll(leaks(town));
            account(town, checker.undone());
        } catch (Exception | AssertionError e) {
            timeline.say("run", "broken off: %s", e);
            keepLogs();
            throw e;
        }
        faults.forEach(fault -> timeline.say("check", "%s", fault));
        if (!faults.isEmpty()) {
            keepLogs();
        }
        assertThat(faults).as("seed %d; what happened is in %s", seed, timeline.file()).isEmpty();
    }

    /// Everybody does what they do until the time is over, or one of them cannot go on.
    private void live(ChaosTopology town) throws Exception {
        clock.start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var adversary : trouble.adversaries()) {
                all.add(threads.submit(clock.endedBy(adversary)));
            }
            for (var citizen : town.citizens()) {
                all.add(threads.submit(clock.endedBy(citizen)));
            }
            all.add(threads.submit(clock.endedBy(town.old())));
            for (var one : all) {
                one.get();
            }
        }
        timeline.say("run", "over; everything is healed");
    }

    private static void together(List<ChaosClient> citizens, Consumer<ChaosClient> what) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            citizens.forEach(citizen -> threads.submit(() -> what.accept(citizen)));
        }
    }

    /// Nothing is killed or started from here on, so nothing but the server itself can get over
    /// what was done to it. Every inbox drains.
    private List<String> rest(ChaosTopology town) {
        var end = System.nanoTime() + REST.toNanos();
        var waiting = town.waiting();
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            together(town.citizens(), ChaosClient::receive);
            waiting = town.waiting();
        }
        timeline.say("run", "after the rest, entries that wait: %s", waiting);
        return waiting.isEmpty()
                ? List.of()
                : List.of("after %s of rest something waits: %s".formatted(REST, waiting));
    }

    /// Every task ends, every inbox is emptied.
    ///
    /// @return what does not
    private List<String> settle(List<ChaosClient> citizens) {
        var faults = new ArrayList<String>();
        for (var citizen : citizens) {
            var end = System.nanoTime() + SETTLES.toNanos();
            while (!citizen.resume()) {
                if (System.nanoTime() > end) {
                    faults.add(citizen.name() + " cannot finish what was begun");
                    break;
                }
            }
        }
        citizens.forEach(ChaosClient::receive);
        // Those who were sent something while others settled.
        citizens.forEach(ChaosClient::receive);
        return faults;
    }

    /// No slot, no reserved byte, no file handle and no thread is held for nobody.
    private List<String> leaks(ChaosTopology town) {
        var leaks = new ArrayList<String>();
        var vitals = town.vitals();
        var gauges = new ArrayList<>(List.of("slots_taken", "files_open"));
        if (testimony.restores().ledgers() == 0) {
            // An older ledger has uploads again that were cancelled since; nobody goes on with
            // them.
            gauges.add("reserved_bytes");
        }
        for (var gauge : gauges) {
            var name = "sampan_transfer_" + gauge;
            try {
                Awaitility.await().atMost(SETTLES).until(() -> vitals.isZero(name));
            } catch (RuntimeException e) {
                leaks.add(name + " is not 0 in " + vitals.read());
            }
        }
        for (var before : town.fresh()) {
            if (before.hasGrown()) {
                leaks.add(Footprint.of(before.daemon()) + ", which had " + before);
            }
        }
        return leaks;
    }

    private void account(ChaosTopology town, int undone) {
        lab.say(
                "seed %d: %d commands, %d of them killed; %d blows, %d older copies put back, which"
                        + " undid %d files; %d files promised, %d messages; %.1f MiB carried, %.1f of"
                        + " them again",
                seed,
                testimony.commands(),
                town.citizens().stream().mapToInt(ChaosClient::kills).sum(),
                trouble.blows(),
                testimony.restores().all(),
                undone,
                testimony.promised().size() + town.old().promised(),
                testimony.sent().values().stream().mapToInt(List::size).sum(),
                testimony.carried() / (double) (1 << 20),
                testimony.carriedAgain() / (double) (1 << 20));
    }

    /// The folder of a test is removed; what its processes said is kept beside the timeline.
    private void keepLogs() throws IOException {
        var kept = Files.createDirectories(timeline.file().resolveSibling("logs"));
        try (var logs = Files.list(lab.folder("logs"))) {
            for (var log : logs.toList()) {
                Files.copy(
                        log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        timeline.say("run", "what each process said is in %s", kept);
    }
}
