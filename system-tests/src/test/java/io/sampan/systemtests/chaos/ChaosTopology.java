package io.sampan.systemtests.chaos;

import io.sampan.client.lane.Credentials;
import io.sampan.model.UserName;
import io.sampan.systemtests.fault.FaultyRelay;
import io.sampan.systemtests.fault.Ports;
import io.sampan.systemtests.harness.Cluster;
import io.sampan.systemtests.harness.Daemon;
import io.sampan.systemtests.harness.Lab;
import io.sampan.systemtests.harness.LongLine;
import io.sampan.systemtests.harness.SampanCli;
import io.sampan.systemtests.harness.SmallDisk;
import io.sampan.systemtests.harness.WrongClock;
import io.sampan.systemtests.people.Invitations;
import io.sampan.systemtests.people.Person;
import io.sampan.wire.net.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The place where it happens, and who lives there. Laid out once, by one thread.
///
/// ```
///  alice, bob, dave, erin ─┬─▶ edge1, edge2 ─▶ hub1, hub2 ─▶ server (on a small disk)
///                          ╰─▶ a faulty line ──▶ hub1             ▲
///  carol ══ long line ═══════▶ edge1, edge2                       │
///  an old program ───────────▶ a relay of its own ────────────────╯
/// ```
///
/// Dave's and Erin's clocks are wrong by more than a year; the server's jumps by 60 days now and
/// then. Mallory is let in as well, goes straight to the server, and takes what is to be had. What
/// a machine does not have is left out: the small disk and the long line want root, the line and
/// the clocks a C compiler.
final class ChaosTopology {

    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dave", "erin");
    private static final String FAR_AWAY = "carol";
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final Duration WRONG = Duration.ofDays(400);

    private final Lab lab;
    private final Story story;
    private final boolean isPrivate;
    private final HostPort metrics = Ports.free();
    private final Optional<SmallDisk> disk;
    private final Cluster cluster;
    private final FaultyRelay line;
    private final Optional<LongLine> longLine;
    private final Optional<WrongClock> wrongClock;
    private final List<ChaosClient> citizens = new ArrayList<>();
    private final SampanCli operator;
    private final PackageChaosClient old;
    private final List<Footprint> fresh;

    /// Everything is up, and everybody is in, when this returns.
    ChaosTopology(Lab lab, Story story) {
        this.lab = lab;
        this.story = story;
        // Half of the seeds are on private lines, the others on open ones.
        this.isPrivate = story.seed() % 2 != 0;
        this.disk = SmallDisk.tryToMount(lab.folder("disk"), "size=" + Trouble.DISK).map(lab::owns);
        this.cluster = startCluster();
        this.line =
                lab.owns(
                        FaultyRelay.to(cluster.hubs().getFirst().address())
                                .delay(DELAY, DELAY)
                                .start());
        this.longLine = lab.longLine(story.seed());
        this.wrongClock = lab.wrongClock();
        wrongClock
                .map(this::settable)
                .ifPresent(clock -> {
                    cluster.server().kill();
                    cluster.server().startUnder(clock.environment());
                });
        this.fresh = daemons().stream().map(Footprint::of).toList();
        story.trouble()
                .strikes(
                        cluster,
                        disk,
                        wrongClock.map(this::settable),
                        new ServerCopies(
                                cluster, lab.folder("copies"), story.testimony().restores()));
        story.trouble().strikes(line, isPrivate);
        longLine.ifPresent(story.trouble()::strikes);
        var invitations = Invitations.to(lab, cluster);
        NAMES.forEach(name -> citizens.add(citizen(name, invitations)));
        story.trouble().strikes(misbehaving());
        this.operator = lab.person("operator", cluster.entries());
        this.old = new PackageChaosClient(cluster.packages(), lab.folder("of-old"), story);
        story.timeline()
                .say(
                        "run",
                        "seed %d, %s, %s, %s, %s",
                        story.seed(),
                        isPrivate ? "private lines" : "open lines",
                        disk.isPresent() ? "a small disk" : "no small disk",
                        longLine.isPresent() ? "a long line" : "no long line",
                        wrongClock.isPresent() ? "two wrong clocks" : "no wrong clock");
    }

    List<ChaosClient> citizens() {
        return List.copyOf(citizens);
    }

    PackageChaosClient old() {
        return old;
    }

    /// What the server says of itself.
    Vitals vitals() {
        return new Vitals(metrics);
    }

    /// What each program held when it was fresh.
    List<Footprint> fresh() {
        return fresh;
    }

    private WrongClock.Settable settable(WrongClock clock) {
        return clock.settable(lab.folder("clock").resolve("of-server"));
    }

    private MisbehavingMember misbehaving() {
        var name = new UserName(Trouble.MEMBER);
        var credentials =
                isPrivate
                        ? new Credentials.Proved(
                                Person.join(cluster, lab.folder("of-member"), name.value())
                                        .identity(),
                                "")
                        : new Credentials.NameOnly(name);
        return new MisbehavingMember(
                credentials, cluster.server().address(), new UserName(NAMES.getFirst()));
    }

    /// How many entries wait for whom, of those who are honest; the others are left out.
    Map<String, Long> waiting() {
        var waiting = new TreeMap<String, Long>();
        operator.startPlain("people", "--json", "--home", cluster.serverHome())
                .await()
                .exitsWith(0)
                .facts()
                .forEach(person ->
                        waiting.put(person.get("name").asString(), person.get("waiting").asLong()));
        waiting.keySet().retainAll(NAMES);
        waiting.values().removeIf(entries -> entries == 0);
        return waiting;
    }

    /// Fills the server's disk while everybody does one thing more, and frees it again: nothing is
    /// killed, so nothing but the server itself gets over it.
    void lastBlow(Runnable meanwhile) {
        disk.ifPresent(small -> story.trouble().lastBlow(small, meanwhile));
    }

    private Cluster startCluster() {
        var builder =
                lab.cluster()
                        .relays(2, 2)
                        .packagesApart("seed")
                        .serverHome(lab.folder("disk").resolve("home"))
                        .heaps("-Xmx256m", "-Xmx64m")
                        .settings(
                                "heartbeat = \"2s\"",
                                "metrics = \"" + metrics + "\"",
                                "[messages]",
                                "inbox-entries = 400",
                                "[transfer]",
                                "slots = 24",
                                "slot-silence = \"5s\"",
                                "idle-after = \"5s\"",
                                "keep-free = \"16 MiB\"");
        return (isPrivate ? builder.identities() : builder).start();
    }

    private List<Daemon> daemons() {
        var all = new ArrayList<>(cluster.relays());
        all.add(cluster.server());
        return all;
    }

    private ChaosClient citizen(String name, Invitations invitations) {
        var cli = housed(name).under(clockOf(name));
        if (isPrivate) {
            invitations.join(cli, name);
        } else {
            // From now on the server knows the name, and takes messages for it.
            var _ = lab.person(name, cluster.entries()).witness().listed();
        }
        var others = NAMES.stream().filter(other -> !other.equals(name)).toList();
        return new ChaosClient(name, cli, lab.folder("of-" + name), others, story);
    }

    private SampanCli housed(String name) {
        var via = new ArrayList<>(cluster.entries());
        via.add(line.address());
        var here = lab.person(name, via);
        return longLine.filter(any -> name.equals(FAR_AWAY))
                .map(far -> here.from(far.near(), farEnds(far)))
                .orElse(here);
    }

    /// Where the edge relays are to be reached over the long line.
    private HostPort[] farEnds(LongLine far) {
        return cluster.entries().stream()
                .map(edge -> lab.owns(FaultyRelay.to(edge).in(far.far()).start()).address())
                .toArray(HostPort[]::new);
    }

    private Map<String, String> clockOf(String name) {
        var off =
                switch (name) {
                    case "dave" -> WRONG;
                    case "erin" -> WRONG.negated();
                    default -> Duration.ZERO;
                };
        return wrongClock.filter(any -> !off.isZero()).map(clock -> clock.by(off)).orElse(Map.of());
    }
}
