package io.sampan.systemtests.chaos;

import io.sampan.systemtests.fault.FaultyRelay;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.LongLine;
import io.sampan.systemtests.harness.SmallDisk;
import io.sampan.systemtests.harness.WrongClock;
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

    /// Who misbehaves.
    static final String MEMBER = "mallory";

    private static final Duration JUMP = Duration.ofDays(60);

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

    /// The server, its disk and its clock, and the relays.
    void strikes(
            Cluster cluster,
            Optional<SmallDisk> disk,
            Optional<WrongClock.Settable> serverClock,
            ServerCopies copies) {
        var onServer = new ArrayList<Function<Chances, Blow>>();
        onServer.add(chances -> kill(cluster.server(), chances));
        onServer.add(chances -> kill(cluster.server(), chances));
        onServer.add(chances -> freeze(cluster.server(), chances));
        onServer.add(chances -> putBack(copies, chances));
        onServer.add(chances -> putBack(copies, chances));
        disk.ifPresent(small -> onServer.add(chances -> fill(small, chances)));
        adversary("server", Duration.ofSeconds(10), onServer);
        // Beside the others: the clock is wrong while the server is killed and started, too.
        serverClock.ifPresent(one ->
                adversary("clock", Duration.ofSeconds(15), List.of(chances -> jump(one, chances))));
        adversary(
                "relays",
                Duration.ofSeconds(4),
                List.of(
                        chances -> kill(chances.pick(cluster.relays()), chances),
                        chances -> kill(chances.pick(cluster.relays()), chances),
                        chances -> freeze(chances.pick(cluster.relays()), chances)));
    }

    /// Somebody who is let in, and means no good.
    void strikes(MisbehavingMember member) {
        adversary(
                member.name().value(),
                Duration.ofSeconds(12),
                List.of(
                        chances -> misbehave("floods an inbox", member::flood, member, chances),
                        chances -> misbehave("hoards uploads", member::hoard, member, chances),
                        chances -> misbehave("talks nonsense", member::babble, member, chances)));
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

    /// The copy of a part of the home is made, or put back where there is one.
    private Blow putBack(ServerCopies copies, Chances chances) {
        var part = chances.pick(List.of(Restores.Part.LEDGER, Restores.Part.BLOBS));
        var name = ServerCopies.word(part);
        return copies.has(part)
                ? new Blow(
                        "the older " + name + " put back",
                        Duration.ZERO,
                        () -> copies.putBack(part),
                        () -> {})
                : new Blow(
                        "a copy of the " + name + " is made",
                        Duration.ZERO,
                        () -> copies.take(part),
                        () -> {});
    }

    private static Blow jump(WrongClock.Settable clock, Chances chances) {
        var off = chances.oneIn(2) ? JUMP : JUMP.negated();
        return new Blow(
                "the server's clock jumps by %+d days".formatted(off.toDays()),
                upTo(chances, 20),
                () -> clock.set(off),
                () -> clock.set(Duration.ZERO));
    }

    private static Blow misbehave(
            String what, Runnable how, MisbehavingMember member, Chances chances) {
        return new Blow(what, upTo(chances, 10), how, member::stop);
    }

    /// The last blow: the disk is full for a while in which nothing is killed, and freed again.
    ///
    /// @param meanwhile what happens while it is full
    void lastBlow(SmallDisk disk, Runnable meanwhile) {
        timeline.say("server", "the disk is full, and nothing is killed");
        disk.resize(disk.usedBytes());
        try {
            meanwhile.run();
        } finally {
            disk.resize(DISK);
        }
        timeline.say("server", "healed: the disk is full");
    }

    private static Duration upTo(Chances chances, int seconds) {
        return chances.time(Duration.ZERO, Duration.ofSeconds(seconds));
    }
}
