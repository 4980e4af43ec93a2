package io.sampan.systemtests.chaos;

import io.sampan.systemtests.fault.FaultyRelay;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.LongLine;
import io.sampan.systemtests.harness.SmallDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who strikes at what, and how. Each part of the cluster has an [Adversary] of its own, and all of
/// them are at work at the same time.
final class Trouble {

    /// The size of the server's disk while it is not full.
    static final long DISK = 3L << 30;

    private final long seed;
    private final Clock clock;
    private final Timeline timeline;
    private final List<Adversary> adversaries = new ArrayList<>();

    Trouble(long seed, Clock clock, Timeline timeline) {
        this.seed = seed;
        this.clock = clock;
        this.timeline = timeline;
    }

    List<Adversary> adversaries() {
        return List.copyOf(adversaries);
    }

    /// How many may last at any moment.
    int lasting() {
        return adversaries.size();
    }

    /// How many blows there were so far.
    int blows() {
        return adversaries.stream().mapToInt(Adversary::blows).sum();
    }

    /// The server and its disk, and the relays.
    void strikes(Cluster cluster, Optional<SmallDisk> disk) {
        var onServer = new ArrayList<Function<Chances, Blow>>();
        onServer.add(chances -> kill(cluster.server(), chances));
        onServer.add(chances -> kill(cluster.server(), chances));
        onServer.add(chances -> freeze(cluster.server(), chances));
        disk.ifPresent(small -> onServer.add(chances -> fill(small, chances)));
        adversary("server", Duration.ofSeconds(10), onServer);
        adversary(
                "relays",
                Duration.ofSeconds(4),
                List.of(
                        chances -> kill(chances.pick(cluster.relays()), chances),
                        chances -> kill(chances.pick(cluster.relays()), chances),
                        chances -> freeze(chances.pick(cluster.relays()), chances)));
    }

    /// A line that one of the ways goes over.
    ///
    /// @param isPrivate whether every bit on it is protected; on an open line only those of files
    void strikes(FaultyRelay line, boolean isPrivate) {
        var onLine = new ArrayList<Function<Chances, Blow>>();
        onLine.add(_ -> new Blow("the line is cut", Duration.ZERO, line::killAll, () -> {}));
        onLine.add(chances ->
                new Blow("the line is a black hole", upTo(chances, 8), line::pause, line::resume));
        onLine.add(chances ->
                new Blow("the line refuses", upTo(chances, 5), line::refuseNew, line::acceptNew));
        if (isPrivate) {
            onLine.add(_ -> new Blow("two bits flip", Duration.ZERO, line::flipNext, () -> {}));
        }
        adversary("line", Duration.ofSeconds(5), onLine);
    }

    /// The only line that somebody has.
    void strikes(LongLine line) {
        adversary(
                "hotel",
                Duration.ofSeconds(10),
                List.of(
                        chances ->
                                new Blow(
                                        "the hotel has no network",
                                        upTo(chances, 8),
                                        line::unplug,
                                        line::plug),
                        chances ->
                                new Blow(
                                        "the hotel's network is silent",
                                        upTo(chances, 12),
                                        line::fallSilent,
                                        line::speak)));
    }

    private void adversary(String name, Duration rest, List<Function<Chances, Blow>> repertoire) {
        adversaries.add(
                new Adversary(name, new Chances(seed, name), repertoire, rest, clock, timeline));
    }

    private static Blow kill(Daemon daemon, Chances chances) {
        return new Blow("kill -9 " + daemon.name(), upTo(chances, 2), daemon::kill, daemon::start);
    }

    private static Blow freeze(Daemon daemon, Chances chances) {
        return new Blow(
                "kill -STOP " + daemon.name(), upTo(chances, 8), daemon::freeze, daemon::thaw);
    }

    private static Blow fill(SmallDisk disk, Chances chances) {
        var leaving = chances.between(0, 2 << 20);
        return new Blow(
                "the disk is full",
                upTo(chances, 6),
                () -> disk.resize(disk.usedBytes() + leaving),
                () -> disk.resize(DISK));
    }

    private static Duration upTo(Chances chances, int seconds) {
        return chances.time(Duration.ZERO, Duration.ofSeconds(seconds));
    }
}
