package io.sampan.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampan.systemtests.fault.FaultyRelay;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.Ports;
import io.sampan.systemtests.harness.SmallDisk;
import io.sampan.systemtests.people.Invitations;
import io.sampan.wire.net.HostPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The proof: a run of chaos, and the check of it. `-Dsampan.chaos.minutes` and
/// `-Dsampan.chaos.seed` choose another one than the short one of every build.
@Tag("long")
class ChaosTest {

    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin");
    private static final Path WRONG_CLOCK =
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
    private static final long DISK = 3L << 30;
    private static final Duration SETTLES = Duration.ofMinutes(3);

    /// What a program may have open, or run, more than when it was fresh: connections to its own
    /// metrics, threads that the JVM keeps for a while.
    private static final int SOME = 24;

    private final long seed = Long.getLong("sampan.chaos.seed", 1);
    private final Duration lasts =
            Duration.ofMillis(
                    (long)
                            (Double.parseDouble(System.getProperty("sampan.chaos.minutes", "1.5"))
                                    * 60_000));

    @RegisterExtension final Lab lab = new Lab();

    private final Testimony testimony = new Testimony();
    private final Timeline timeline =
            new Timeline(
                    Path.of("target", "chaos", "seed-" + seed, "timeline.txt").toAbsolutePath());

    @Test
    void nothingThatWasAcknowledgedIsLost() throws Exception {
        // Half of the seeds are on private lines, the others on open ones.
        var isPrivate = seed % 2 != 0;
        var metrics = Ports.free();
        var disk = SmallDisk.tryToMount(lab.folder("disk"), "size=" + DISK).map(lab::owns);
        var cluster = start(metrics, isPrivate);
        var line =
                lab.owns(
                        FaultyRelay.to(cluster.hubs().getFirst().address())
                                .delay(Duration.ofMillis(20), Duration.ofMillis(20))
                                .start());
        var fresh = footprints(cluster);
        var clock = new Clock(lasts);
        var citizens = citizens(cluster, line, isPrivate, clock);
        var old =
                new OldCitizen(
                        cluster.packages(),
                        lab.folder("of-old"),
                        new Chances(seed, "old"),
                        clock,
                        testimony,
                        timeline);
        var adversaries = adversaries(cluster, line, disk, isPrivate, clock);

        timeline.say("run", "seed %d, %s", seed, isPrivate ? "private lines" : "open lines");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            adversaries.forEach(one -> all.add(threads.submit(one)));
            citizens.forEach(one -> all.add(threads.submit(one)));
            all.add(threads.submit(old));
            for (var one : all) {
                one.get();
            }
        }
        timeline.say("run", "over; everything is healed");
        var faults = new ArrayList<String>();
        settle(citizens, faults);
        old.checkAll();
        faults.addAll(new Checker(testimony, citizens, lab.folder("check")).check());
        faults.addAll(leaks(new Vitals(metrics), fresh));

        account(citizens, old, adversaries);
        faults.forEach(fault -> timeline.say("check", "%s", fault));
        if (!faults.isEmpty()) {
            keepLogs();
        }
        assertThat(faults).as("seed %d; what happened is in %s", seed, timeline.file()).isEmpty();
    }

    private Cluster start(HostPort metrics, boolean isPrivate) {
        var builder =
                lab.cluster()
                        .relays(2, 2)
                        .packagesApart("seed")
                        .serverHome(lab.folder("disk").resolve("home"))
                        .heaps("-Xmx256m", "-Xmx64m")
                        .settings(
                                "heartbeat = \"2s\"",
                                "metrics = \"" + metrics + "\"",
                                "[transfer]",
                                "slot-silence = \"5s\"",
                                "idle-after = \"5s\"",
                                "keep-free = \"16 MiB\"");
        return (isPrivate ? builder.identities() : builder).start();
    }

    private List<Citizen> citizens(
            Cluster cluster, FaultyRelay line, boolean isPrivate, Clock clock) {
        var via = new ArrayList<>(cluster.entries());
        via.add(line.address());
        var invitations = Invitations.to(lab, cluster);
        var all = new ArrayList<Citizen>();
        for (var name : NAMES) {
            var cli = lab.person(name, via).under(clockOf(name));
            if (isPrivate) {
                cli.done("join", invitations.link());
            } else {
                cli.done("ls");
            }
            all.add(
                    new Citizen(
                            name,
                            cli,
                            lab.folder("of-" + name),
                            NAMES.stream().filter(other -> !other.equals(name)).toList(),
                            new Chances(seed, name),
                            clock,
                            testimony,
                            timeline));
        }
        return all;
    }

    /// Two people's clocks are wrong, by more than a year; where the library that does it is
    /// installed (Debian's package `faketime`).
    private static Map<String, String> clockOf(String name) {
        var days =
                switch (name) {
                    case "dave" -> "+400d";
                    case "erin" -> "-400d";
                    default -> "";
                };
        return days.isEmpty() || Files.notExists(WRONG_CLOCK)
                ? Map.of()
                : Map.of(
                        "LD_PRELOAD",
                        WRONG_CLOCK.toString(),
                        "FAKETIME",
                        days,
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1");
    }

    // ---- what goes wrong ---------------------------------------------------------------------

    private List<Adversary> adversaries(
            Cluster cluster,
            FaultyRelay line,
            Optional<SmallDisk> disk,
            boolean isPrivate,
            Clock clock) {
        var onServer = new ArrayList<Function<Chances, Blow>>();
        onServer.add(chances -> kill(cluster.server(), chances));
        onServer.add(chances -> kill(cluster.server(), chances));
        onServer.add(chances -> freeze(cluster.server(), chances));
        disk.ifPresent(small -> onServer.add(chances -> fill(small, chances)));
        var onLine = new ArrayList<Function<Chances, Blow>>();
        onLine.add(chances -> blow("the line is cut", Duration.ZERO, line::killAll, () -> {}));
        onLine.add(chances ->
                blow("the line is a black hole", upTo(chances, 8), line::pause, line::resume));
        onLine.add(chances ->
                blow("the line refuses", upTo(chances, 5), line::refuseNew, line::acceptNew));
        if (isPrivate) {
            // On an open line only the bytes of files are protected.
            onLine.add(chances -> blow("two bits flip", Duration.ZERO, line::flipNext, () -> {}));
        }
        List<Function<Chances, Blow>> onRelays =
                List.of(
                        chances -> kill(chances.pick(cluster.relays()), chances),
                        chances -> kill(chances.pick(cluster.relays()), chances),
                        chances -> freeze(chances.pick(cluster.relays()), chances));
        return List.of(
                adversary("server", onServer, Duration.ofSeconds(10), clock),
                adversary("line", onLine, Duration.ofSeconds(5), clock),
                adversary("relays", onRelays, Duration.ofSeconds(4), clock));
    }

    private Adversary adversary(
            String name, List<Function<Chances, Blow>> repertoire, Duration rest, Clock clock) {
        return new Adversary(name, new Chances(seed, name), repertoire, rest, clock, timeline);
    }

    private static Blow blow(String name, Duration lasts, Runnable strike, Runnable heal) {
        return new Blow(name, lasts, strike, heal);
    }

    private static Blow kill(Daemon daemon, Chances chances) {
        return blow("kill -9 " + daemon.name(), upTo(chances, 2), daemon::kill, daemon::start);
    }

    private static Blow freeze(Daemon daemon, Chances chances) {
        return blow("kill -STOP " + daemon.name(), upTo(chances, 8), daemon::freeze, daemon::thaw);
    }

    private static Blow fill(SmallDisk disk, Chances chances) {
        var leaving = chances.between(0, 2 << 20);
        return blow(
                "the disk is full",
                upTo(chances, 6),
                () -> disk.resize(disk.usedBytes() + leaving),
                () -> disk.resize(DISK));
    }

    private static Duration upTo(Chances chances, int seconds) {
        return chances.time(Duration.ZERO, Duration.ofSeconds(seconds));
    }

    // ---- afterwards --------------------------------------------------------------------------

    /// Every task ends, every inbox is emptied.
    private void settle(List<Citizen> citizens, List<String> faults) {
        for (var citizen : citizens) {
            var end = System.nanoTime() + SETTLES.toNanos();
            while (!citizen.resume()) {
                if (System.nanoTime() > end) {
                    faults.add(citizen.name() + " cannot finish what was begun");
                    break;
                }
            }
        }
        citizens.forEach(Citizen::receive);
        // Those who were sent something while others settled.
        citizens.forEach(Citizen::receive);
    }

    /// What a process held at one moment.
    private record Footprint(Daemon daemon, int files, int threads) {

        static Footprint of(Daemon daemon) {
            return new Footprint(daemon, daemon.openFiles(), daemon.threads());
        }

        boolean hasGrown() {
            var now = of(daemon);
            return now.files() > files + SOME || now.threads() > threads + SOME;
        }
    }

    private static List<Footprint> footprints(Cluster cluster) {
        var daemons = new ArrayList<>(cluster.relays());
        daemons.add(cluster.server());
        return daemons.stream().map(Footprint::of).toList();
    }

    /// No slot, no reserved byte, no file handle and no thread is held for nobody.
    private static List<String> leaks(Vitals vitals, List<Footprint> fresh) {
        var leaks = new ArrayList<String>();
        for (var gauge : List.of("slots_taken", "reserved_bytes", "files_open")) {
            var name = "sampan_transfer_" + gauge;
            try {
                Awaitility.await().atMost(SETTLES).until(() -> vitals.isZero(name));
            } catch (RuntimeException e) {
                leaks.add(name + " is not 0 in " + vitals.read());
            }
        }
        fresh.stream()
                .filter(Footprint::hasGrown)
                .forEach(before ->
                        leaks.add(
                                before.daemon().name()
                                        + " has "
                                        + Footprint.of(before.daemon())
                                        + ", and had "
                                        + before));
        return leaks;
    }

    private void account(List<Citizen> citizens, OldCitizen old, List<Adversary> adversaries) {
        lab.say(
                "seed %d: %d commands, %d of them killed; %d blows; %d files promised, %d messages;"
                        + " %.1f MiB carried, %.1f of them again",
                seed,
                testimony.commands(),
                citizens.stream().mapToInt(Citizen::kills).sum(),
                adversaries.stream().mapToInt(Adversary::blows).sum(),
                testimony.promised().size() + old.promised(),
                testimony.sent().values().stream().mapToInt(List::size).sum(),
                testimony.carried() / (double) (1 << 20),
                testimony.carriedAgain() / (double) (1 << 20));
    }

    /// The folder of a test is removed; what its processes said is kept beside the timeline.
    private void keepLogs() throws IOException {
        var kept = timeline.file().resolveSibling("logs");
        Files.createDirectories(kept);
        try (var logs = Files.list(lab.folder("logs"))) {
            for (var log : logs.toList()) {
                Files.copy(
                        log,
                        kept.resolve(log.getFileName()),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        timeline.say("run", "what each process said is in %s", kept);
    }
}
